"""The record open in the Reader, without a screen: suggestions, codings, choice and done marks."""

from pathlib import Path

import pytest

from review.documents.texts.text_document import text_document
from review.domain import EvidenceStatus, RecordSuggestions, Stance
from review.domain.document import PassageKind
from review.errors import ReviewError
from review.journal import texts
from review.project import Project
from review.tui.places.reader.desk import CodingDesk
from review.tui.places.reader.focus import InFocus
from review.tui.places.reader.presenter import Presenter, both_in_words, place_line
from review.tui.support.colours import GROUNDS
from review.tui.widgets.reading.cursor import Cursor
from tests.reviews import SMALL_MAP, add_record, new_review
from tests.tui.places.reader.opened import FIRST, MODEL, SECOND, THIRD, FixedSuggestions
from tests.tui.widgets.reading.papers import PAPER, document


def suggested(record: str) -> RecordSuggestions:
    return FixedSuggestions().record(record)


@pytest.fixture
def desk(project: Project) -> CodingDesk:
    """The desk of a paper with suggestions for two of its passages."""
    record = add_record(project, "Steering or standing back?", document=PAPER)
    desk = CodingDesk(project, record)
    desk.suggested.take(suggested(record))
    return desk


def codes(desk: CodingDesk, start: int) -> list[str]:
    return [suggestion.code for suggestion in desk.suggested.at(start)]


def test_a_code_is_put_on_and_taken_off_again(desk: CodingDesk):
    desk.toggle("T1", (FIRST.start, FIRST.end), FIRST.start + 3)
    (coding,) = desk.codings
    assert (coding.codes, desk.focus.coding_of(desk.codings)) == (("T1",), coding)
    desk.toggle("T1", (FIRST.start, FIRST.end), FIRST.start + 3)
    assert desk.codings == []


def test_a_text_that_is_no_longer_the_records_cannot_be_coded(desk: CodingDesk, project: Project):
    """Offsets on the screen would be stored with another text: other words than those that were chosen."""
    now = document(["Something else stands first.", PAPER.text])
    texts.store(project.journal, now)
    (project.journal).append(
        "ben",
        {"kind": "reread", "record": desk.record.id, "file_sha256": "0" * 64, "text_sha256": now.text_sha256,
         "status": "added", "message": "", "pages": 1, "reader": "r", "metadata": {}},
    )  # fmt: skip
    (suggestion, *_), span = desk.suggested.at(FIRST.start), (FIRST.start, FIRST.end)
    for act in (
        lambda: desk.toggle("T1", span),
        lambda: desk.accept(suggestion, span),
        lambda: desk.reject(suggestion, FIRST),
        lambda: desk.finish(FIRST),
    ):
        with pytest.raises(ReviewError, match="read again"):
            act()
    assert not project.coding.codings()
    desk.reload()
    assert desk.has_new_text


def test_what_was_accepted_rejected_or_done_is_suggested_no_more(desk: CodingDesk):
    assert codes(desk, FIRST.start) == ["T2", "RA"]
    desk.accept(desk.suggested.at(FIRST.start)[0], (FIRST.start, FIRST.end))
    assert codes(desk, FIRST.start) == ["RA"]
    desk.reject(desk.suggested.at(FIRST.start)[0], FIRST)
    assert codes(desk, FIRST.start) == []
    desk.finish(SECOND)
    assert codes(desk, SECOND.start) == []
    assert desk.read == 1


def test_a_suggestion_is_not_accepted_twice_even_if_another_window_was_first(
    desk: CodingDesk, project: Project
):
    (suggestion, *_), span = desk.suggested.at(FIRST.start), (FIRST.start, FIRST.end)
    project.coding.code(desk.record.id, ["T2"], *span)
    with pytest.raises(ReviewError, match="T2 was added or rejected here already"):
        desk.accept(suggestion, span)
    assert len(project.coding.codings()) == 1


def test_a_key_does_not_undo_what_another_window_has_just_coded_or_removed(
    desk: CodingDesk, project: Project
):
    span = (FIRST.start, FIRST.end)
    coding = project.coding.code(desk.record.id, ["T1"], *span)
    with pytest.raises(ReviewError, match="T1 was added here meanwhile"):
        desk.toggle("T1", span, FIRST.start)
    assert [one.id for one in desk.codings] == [coding.id]
    project.coding.uncode(coding.id)
    with pytest.raises(ReviewError, match="T1 was removed here meanwhile"):
        desk.toggle("T1", span, FIRST.start)
    desk.toggle("T1", span, FIRST.start)
    assert len(project.coding.codings()) == 1


def test_all_that_is_open_up_to_a_passage_is_done_as_one_act(desk: CodingDesk):
    project, record = desk.project, desk.record.id
    project.coding.code(record, ["T1"], FIRST.start, FIRST.end)
    desk.reload()
    assert desk.finish(THIRD, all_before=True) == "2 passages marked as done"
    assert desk.done == {SECOND.start, THIRD.start}, "from the last one that is coded on"
    with pytest.raises(ReviewError, match="Nothing is open up to here"):
        desk.finish(THIRD, all_before=True)
    project.history.undo()
    desk.reload()
    assert desk.done == set()


def test_a_passage_that_is_no_paragraph_is_done_without_being_counted(desk: CodingDesk):
    heading = next(one for one in desk.document.passages if one.kind is PassageKind.HEADING)
    assert desk.finish(heading) == "Marked as done; the count leaves out passages of this kind (heading)."
    assert (desk.read, heading.start in desk.done) == (0, True)


def test_the_first_passage_that_is_not_done_is_where_reading_goes_on(desk: CodingDesk):
    assert desk.first_open == FIRST.start
    desk.finish(SECOND)
    assert desk.first_open == FIRST.start
    desk.finish(FIRST)
    assert desk.first_open == THIRD.start
    desk.project.coding.done(desk.record.id)
    desk.reload()
    assert desk.first_open is None


def test_suggestions_that_are_off_are_neither_shown_nor_kept_as_shown(desk: CodingDesk):
    assert desk.suggested.shown_for(FIRST.start) == ["T2", "RA"]
    assert desk.suggested.shown_for(THIRD.start) == []
    desk.suggested.is_on = False
    assert (codes(desk, FIRST.start), desk.suggested.shown_for(FIRST.start)) == ([], None)
    assert desk.suggested.source == "Suggestions are off (S)"


def test_before_the_model_has_answered_nothing_was_shown(project: Project):
    record = add_record(project, "Steering or standing back?", document=PAPER)
    desk = CodingDesk(project, record)
    assert desk.suggested.shown_for(FIRST.start) is None
    assert "Computing" in desk.suggested.source


def test_a_model_that_fails_is_quoted_and_leaves_the_suggestions_of_before(desk: CodingDesk):
    desk.suggested.take("the model is starting")
    assert desk.suggested.source == "the model is starting"
    assert codes(desk, FIRST.start) == ["T2", "RA"]
    desk.suggested.take(suggested(desk.record.id))
    assert desk.suggested.source == MODEL


def test_codings_are_those_of_the_selection_the_cursor_or_else_the_passage(desk: CodingDesk):
    words = (FIRST.start, FIRST.start + 8)
    desk.toggle("T1", words)
    desk.toggle("RA", (FIRST.start + 20, FIRST.end))
    cursor = Cursor(PAPER, FIRST.start + 2)
    assert [coding.codes for coding in desk.codings_at(cursor)] == [("T1",)]
    cursor.put(FIRST.start + 30, FIRST.end)
    assert [coding.codes for coding in desk.codings_at(cursor)] == [("RA",)]
    cursor.put(None, FIRST.start + 12)
    assert len(desk.codings_at(cursor)) == 2
    assert desk.codings_at(Cursor(document([""]))) == []


def test_stance_and_status_go_to_the_chosen_coding(desk: CodingDesk):
    desk.toggle("T1", (FIRST.start, FIRST.end))
    desk.set_stance(desk.codings[0], Stance.SUPPORTS)
    assert desk.codings[0].stance is Stance.SUPPORTS
    desk.set_stance(desk.codings[0], Stance.SUPPORTS)
    assert desk.codings[0].stance is Stance.BEARS_ON
    seen = []
    for _ in (None, *EvidenceStatus):
        desk.next_status(desk.codings[0])
        seen.append(desk.codings[0].status)
    assert seen == [*EvidenceStatus, None]


def test_a_stance_toward_a_theory_and_its_rival_on_one_passage_is_queried(desk: CodingDesk, project: Project):
    """In the Reader each code is a coding of its own: those on the same passage count together."""
    for code in ("T1", "RA"):
        desk.toggle(code, (FIRST.start, FIRST.end))
    theory = InFocus(desk.codings[0], "T1")
    assert desk.alike(theory, Stance.SUPPORTS) is None
    desk.set_stance(theory.coding, Stance.SUPPORTS)
    rival = InFocus(desk.codings[1], "RA")
    alike = desk.alike(rival, Stance.SUPPORTS)
    assert both_in_words(alike)[0] == "Supports both T1 and its rival RA?"
    assert desk.alike(rival, Stance.CHALLENGES) is None
    assert desk.alike(rival, Stance.BEARS_ON) is None
    desk.set_stance(rival.coding, Stance.SUPPORTS, same_stance=True)
    assert desk.alike(InFocus(desk.codings[1], "RA"), Stance.SUPPORTS) is None, "it goes back to bears on"
    with project.acting_as("ben"):
        project.coding.code(desk.record.id, ["T2"], FIRST.start, FIRST.end)
    desk.reload()
    assert desk.alike(InFocus(desk.codings[2], "T2"), Stance.SUPPORTS) is None, "another's is not one's own"


def test_another_reviewers_coding_is_not_judged(desk: CodingDesk, project: Project):
    with project.acting_as("ben"):
        project.coding.code(desk.record.id, ["T1"], FIRST.start, FIRST.end)
    desk.reload()
    with pytest.raises(ReviewError, match="this coding is ben's"):
        desk.set_stance(desk.codings[0], Stance.SUPPORTS)


def test_a_quotation_is_one_line_with_its_citation(desk: CodingDesk):
    words, citation = desk.quotation((FIRST.start, FIRST.start + 19))
    assert (words, citation) == ("Councils in England", "(Rahman, 2016, p. 347)")
    assert desk.quotation((FIRST.start, THIRD.end))[1] == "(Rahman, 2016, pp. 347–348)"


def test_panel_and_title_line_count_the_same_passages(desk: CodingDesk, project: Project):
    presenter = Presenter(project.theory.map, dict.fromkeys(GROUNDS, "#101010"))
    cursor = Cursor(PAPER, 0)
    cursor.show_asides(shown=True)
    places = [
        presenter.notes(desk, Cursor(PAPER, passage.start), (), with_suggestions=False).place.partition(
            " · "
        )[2]
        for passage in cursor.passages
    ]
    assert places[0] == "heading"
    assert places[-1] == "side text"
    assert [place for place in places if "of" in place] == [
        f"passage {number} of {desk.to_read}" for number in range(1, desk.to_read + 1)
    ]


def test_the_panel_tells_of_the_passage_its_suggestions_and_codings(desk: CodingDesk, project: Project):
    presenter = Presenter(project.theory.map, dict.fromkeys(GROUNDS, "#101010"))
    desk.toggle("T1", (FIRST.start, FIRST.end))
    at_first = Cursor(PAPER, FIRST.start)
    notes = presenter.notes(desk, at_first, desk.codings, with_suggestions=True)
    assert notes.place == f"p. 347 · passage 1 of {desk.to_read}"
    assert [note.code.id for note in notes.suggestions] == ["T2", "RA"]
    assert [(code.label.id, code.stance) for code in notes.codings[0].codes] == [("T1", "bears on")]
    assert (notes.proposition_of.id, notes.proposition) == ("T1", project.theory.map.theories[0].proposition)
    # Of a sub-theme both are said: what it means, and what its theory claims, by the theory's name.
    desk.toggle("T1.a", (FIRST.start, FIRST.end))
    desk.toggle("T1", (FIRST.start, FIRST.end))
    notes = presenter.notes(desk, at_first, desk.codings, with_suggestions=False)
    theory = project.theory.map.theories[0]
    assert notes.proposition_of.id == "T1.a"
    assert notes.proposition.splitlines()[-1] == f"T1 {theory.name}: {theory.proposition}"
    assert presenter.notes(desk, at_first, [], with_suggestions=False).suggestions == ()
    assert [note.text for note in presenter.margin(desk, FIRST.start)] == ["T2 .82", "RA .31"]


def test_sub_themes_with_the_same_initial_do_not_look_alike_in_the_first_column(tmp_path: Path):
    subthemes = ("T1.carers", "T1.complex", "T1.a", "T9.a")
    named = ", ".join(f"{code}: {{name: {code}}}" for code in subthemes)
    map_text = SMALL_MAP.replace("{T1.a: {name: Whole systems}}", f"{{{named}}}")
    project = new_review(tmp_path / "review", map_text=map_text)
    desk = CodingDesk(project, add_record(project, "Steering or standing back?", document=PAPER))
    project.coding.code(desk.record.id, ["T1", *subthemes], FIRST.start, FIRST.end, stance=Stance.SUPPORTS)
    desk.reload()
    presenter = Presenter(project.theory.map, dict.fromkeys(GROUNDS, "#101010"))
    assert [mark.label for mark in presenter.marks(desk)] == ["1+", "1ca+", "1co+", "1a+", "1T9+"]
    project.close()


def test_a_passage_of_the_blind_share_is_kept_without_suggestions(tmp_path: Path):
    project = new_review(tmp_path / "review", map_text=f"{SMALL_MAP}suggestions: {{blind_share: 1.0}}\n")
    record = add_record(project, "Steering or standing back?", document=PAPER)
    desk = CodingDesk(project, record)
    desk.suggested.take(suggested(record))
    assert (codes(desk, FIRST.start), desk.suggested.shown_for(FIRST.start)) == ([], None)
    project.close()


def test_where_one_is(desk: CodingDesk, project: Project):
    assert place_line(desk, FIRST.start) == f"p. 347 (PDF 1/2) · 0 of {desk.to_read} done"
    assert place_line(desk, FIRST.start, next_key="N").endswith("0 of 5 done · [N] next document")
    empty = CodingDesk(project, add_record(project, "A reference only"))
    assert place_line(empty, 0) == ""
    notes = add_record(project, "Notes", document=text_document("Leeds\n\nCouncils act.\n", "text"))
    assert place_line(CodingDesk(project, notes), 8) == "para. 2 of 2 · 0 of 2 done"
