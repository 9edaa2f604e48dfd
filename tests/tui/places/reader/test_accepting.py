"""What Enter accepts, and what it says instead."""

import pytest
from msgspec.structs import replace

from review.domain import CodeSuggestion, PassageKind, PassageSuggestion, RecordSuggestions
from review.project import Project
from review.theory_map import TheoryMap
from review.tui.places.reader.accepting import acceptable, next_suggested
from review.tui.places.reader.desk import CodingDesk
from review.tui.places.reader.presenter import Presenter
from review.tui.support.themes import DARK
from review.tui.widgets.reading.cursor import Cursor
from review.tui.widgets.reading.panel import panel_lines
from tests.reviews import add_record
from tests.tui.places.reader.opened import FIRST, SECOND, THIRD, FixedSuggestions
from tests.tui.widgets.reading.papers import PAPER


@pytest.fixture
def desk(project: Project) -> CodingDesk:
    """The desk of a paper with T2 .82 and RA .31 for the first passage, T1 .34 for the second."""
    record = add_record(project, "Steering or standing back?", document=PAPER)
    desk = CodingDesk(project, record)
    desk.suggested.take(FixedSuggestions().record(record))
    return desk


@pytest.fixture
def theory_map(project: Project) -> TheoryMap:
    return project.theory.map


def test_the_first_suggestion_is_accepted_and_no_second_one(desk: CodingDesk, theory_map: TheoryMap):
    found = acceptable(desk, FIRST, theory_map)
    assert found.suggestion is not None
    assert found.suggestion.code == "T2"
    desk.accept(found.suggestion, (FIRST.start, FIRST.end))
    assert acceptable(desk, FIRST, theory_map) == (
        None,
        "This passage is coded T2 already; a adds RA.",
    )
    desk.toggle("RA", (FIRST.start, FIRST.end))
    assert "coded T2" in acceptable(desk, FIRST, theory_map).why_not


def test_a_passage_coded_by_hand_with_the_first_suggestion_says_so_with_another_it_is_accepted(
    desk: CodingDesk, theory_map: TheoryMap
):
    desk.toggle("T1", (FIRST.start, FIRST.end))
    assert acceptable(desk, FIRST, theory_map).suggestion is not None
    desk.toggle("T2", (FIRST.start, FIRST.start + 8))
    assert acceptable(desk, FIRST, theory_map).why_not == "This passage is coded T2 already; a adds RA."


def test_a_suggestion_that_a_colleague_gave_to_the_passage_takes_its_own_key_and_says_whose_it_is(
    desk: CodingDesk, theory_map: TheoryMap, project: Project
):
    with project.acting_as("ben"):
        project.coding.code(desk.record.id, ["T2"], FIRST.start, FIRST.end)
        project.coding.code(desk.record.id, ["T2"], SECOND.start, SECOND.end)
    desk.reload()
    assert acceptable(desk, FIRST, theory_map) == (
        None,
        "T2 is ben's code of this passage, not only the model's: 2 adds T2.",
    )
    assert acceptable(desk, SECOND, theory_map).suggestion is not None
    presenter = Presenter(theory_map, DARK.to_color_system().generate())
    assert [note.text for note in presenter.margin(desk, FIRST.start)] == ["T2 ben"]
    cursor = Cursor(desk.document, FIRST.start)
    (first, second) = presenter.notes(desk, cursor, [], with_suggestions=True).suggestions
    assert (first.key, first.coders, second.coders) == ("2", ("ben",), ())
    assert "learned from ben" in "\n".join(
        line.content.plain for line in panel_lines(presenter.notes(desk, cursor, [], with_suggestions=True))
    )
    desk.toggle("T2", (FIRST.start, FIRST.end))
    assert acceptable(desk, FIRST, theory_map).why_not == "This passage is coded T2 already; a adds RA."


def test_the_next_suggestion_that_enter_accepts_comes_first_then_any(desk: CodingDesk, theory_map: TheoryMap):
    assert next_suggested(desk, theory_map, THIRD.start, -1) == SECOND.start
    strict = replace(theory_map, accept_from=0.5)
    assert next_suggested(desk, strict, 0, 1) == FIRST.start
    assert next_suggested(desk, strict, FIRST.start, 1) == SECOND.start
    assert next_suggested(desk, strict, SECOND.start, 1) is None
    assert next_suggested(desk, strict, THIRD.start, -1) == FIRST.start
    assert next_suggested(desk, strict, FIRST.start, -1) is None


def test_the_next_suggestion_is_none_that_a_colleague_gave_to_the_passage(
    desk: CodingDesk, theory_map: TheoryMap, project: Project
):
    with project.acting_as("ben"):
        project.coding.code(desk.record.id, ["T1"], SECOND.start, SECOND.end)
    desk.reload()
    assert next_suggested(desk, theory_map, THIRD.start, -1) == FIRST.start
    assert next_suggested(desk, theory_map, FIRST.start, 1) is None


def test_after_a_rejection_the_next_suggestion_is_accepted(desk: CodingDesk, theory_map: TheoryMap):
    desk.reject(desk.suggested.at(FIRST.start)[0], FIRST)
    found = acceptable(desk, FIRST, theory_map)
    assert found.suggestion is not None
    assert found.suggestion.code == "RA"


@pytest.mark.parametrize(("least", "is_accepted"), [(0.3, True), (0.34, True), (0.35, False), (1.0, False)])
def test_below_the_threshold_of_the_map_a_code_takes_its_own_key(
    desk: CodingDesk, theory_map: TheoryMap, least: float, is_accepted: bool
):
    found = acceptable(desk, SECOND, replace(theory_map, accept_from=least))
    assert (found.suggestion is not None) is is_accepted
    if not is_accepted:
        assert found.why_not.startswith("T1 .34 is below ")
        assert found.why_not.endswith("from which Enter accepts: 1 adds T1.")


@pytest.mark.parametrize("kind", [kind for kind in PassageKind if kind is not PassageKind.PARAGRAPH])
def test_only_paragraphs_are_coded_by_enter_even_if_something_is_suggested_elsewhere(
    desk: CodingDesk, theory_map: TheoryMap, kind: PassageKind
):
    code = CodeSuggestion("T1", 0.9, (), ())
    passages = (PassageSuggestion(THIRD.start, THIRD.end, (code,)),)
    desk.suggested.take(RecordSuggestions(desk.record.id, passages=passages, model="m"))
    found = acceptable(desk, replace(THIRD, kind=kind), theory_map)
    assert found.suggestion is None
    assert found.why_not.endswith(": press the key of a code.")
    assert acceptable(desk, THIRD, theory_map).suggestion == code


def test_before_the_model_has_answered_enter_says_that(project: Project, theory_map: TheoryMap):
    desk = CodingDesk(project, add_record(project, "Another", document=PAPER))
    assert acceptable(desk, FIRST, theory_map).why_not == "Computing suggestions …"
    desk.suggested.is_on = False
    assert acceptable(desk, FIRST, theory_map).why_not == "Suggestions are off (S)"


def test_without_a_suggestion_the_way_to_the_next_one_is_named(desk: CodingDesk, theory_map: TheoryMap):
    assert (
        acceptable(desk, THIRD, theory_map).why_not
        == "This passage has no suggestion; ] goes to the next one."
    )


def test_codings_with_one_code_are_told_apart_by_the_first_words_of_their_passages(
    desk: CodingDesk, theory_map: TheoryMap
):
    presenter = Presenter(theory_map, DARK.to_color_system().generate())
    cursor = Cursor(desk.document, FIRST.start)

    def quotes() -> list[str]:
        notes = presenter.notes(desk, cursor, desk.codings_at(cursor), with_suggestions=True)
        return [note.quote for note in notes.codings]

    desk.toggle("T1", (FIRST.start, FIRST.end))
    assert quotes() == [""]
    desk.toggle("T1", (FIRST.start, FIRST.start + 8))
    part, whole = sorted(quotes(), key=len)
    assert (part, whole.startswith(part), whole.endswith(" …")) == ("Councils", True, True)
