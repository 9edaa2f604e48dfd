"""Finding words in everything that reviewers coded, wrote, composed and concluded."""

from __future__ import annotations

import pytest

from review.domain.found import FoundKind
from review.project import Project
from tests.reviews import PARAGRAPHS, a_document, add_record


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "A study", document=a_document())


def span(place: int) -> tuple[int, int]:
    passage = a_document().passages[place]
    return passage.start, passage.end


def found(project: Project, typed: str) -> list[tuple[str, str]]:
    """Kind and text of what was found."""
    return [(str(one.kind), one.text) for one in project.finding.find(typed).found]


def test_words_are_found_wherever_they_were_written(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1", "RA"], *span(0), memo="a wombat in the memo")
    project.annotations.memo(coding.id, "wombats again")
    project.annotations.comment("We saw a wombat", "stakeholder", who="a panel", on=record)
    project.configurations.new({"context": "a wombat is near"})
    project.configurations.put("C1", "outcome", record, span(1))
    project.annotations.memo("C1", "is the wombat a context?")
    project.appraisals.appraise(record, {"rigour": "low"}, "no wombat was counted", target="T1")
    project.verdicts.give("T2", "mixed", gap="nothing on the wombat")
    project.theory.add("T3", "it recurs", name="Wombats", proposition="They dig.")

    all_found = project.finding.find("WOMBAT")
    assert [(str(one.kind), one.code or one.cmoc) for one in all_found.found] == [
        ("theory", "T3"),
        ("theory", "T2"),
        ("cmoc", "C1"),
        ("coding", "T1, RA"),
        ("memo", "T1, RA"),
        ("memo", "C1"),
        ("comment", ""),
        ("appraisal", "T1"),
    ]
    assert all_found.total == 8
    of = {one.id: one for one in all_found.found}[coding.id]
    assert (of.record, of.citation, of.page_label, of.start) == (record, "Rahman, 2016", "345", 0)
    assert of.hit.words == "wombat"


def test_the_words_of_a_source_are_in_quotation_marks_in_a_configuration(
    project: Project, record: str
) -> None:
    project.configurations.new({"context": "councils hurry"})
    project.configurations.put("C1", "outcome", record, span(2))
    (one,) = project.finding.find("councils hurry then").found
    assert "councils hurry, then “" in one.text


def test_a_passage_of_a_configuration_is_found_with_its_place(project: Project, record: str) -> None:
    project.configurations.new({"outcome": "something"})
    project.configurations.put("C1", "outcome", record, span(2))
    (one,) = project.finding.find("about demand").found
    assert (one.cmoc, one.citation, one.page_label, one.start) == ("C1", "Rahman, 2016", "347", span(2)[0])


def test_all_words_must_occur_and_those_in_a_row_come_first(project: Project) -> None:
    for text in (
        "early years and no trust",
        "trust in early years",
        "years of trust, early on, were counted as if they were more",
        "early birds",
    ):
        project.annotations.memo("T1", text)
    assert [text for _, text in found(project, "trust early")] == [
        "years of trust, early on, were counted as if they were more",
        "trust in early years",
        "early years and no trust",
    ]


def test_case_and_accents_do_not_matter_and_the_last_word_may_be_unfinished(project: Project) -> None:
    project.annotations.memo("T1", "Métier de la santé mentale")
    project.annotations.memo("T2", "Me\u0301tier, spelled apart")
    assert len(found(project, "METIER")) == 2
    assert len(found(project, "metier ment")) == 1
    assert found(project, "met sante") == []


def test_no_phrase_reaches_from_one_text_into_the_next(project: Project) -> None:
    project.configurations.new({"context": "markets are thin", "outcome": "councils wait"})
    project.configurations.state("C1", "Nobody says anything.")
    (one,) = project.finding.find("thin councils").found
    assert one.hit.words == "thin · councils"
    project.annotations.memo("T1", "thin councils")
    assert [kind for kind, _ in found(project, "thin councils")] == ["memo", "cmoc"]


def test_a_long_text_is_cut_between_words(project: Project) -> None:
    project.annotations.memo("T1", "wombat " + "and a numbat " * 40)
    ((_, text),) = found(project, "wombat")
    assert text.endswith(("and …", "a …", "numbat …"))


def test_a_beginning_that_is_cut_is_marked_and_that_of_a_part_is_not(project: Project) -> None:
    project.verdicts.give("T1", "mixed", caveat="councils " + "w" * 40, gap="a numbat, seen once")
    text = dict(found(project, "numbat"))["theory"]
    assert text.startswith("a numbat")
    project.annotations.memo("T2", "many words before it, and many more, until a quokka comes")
    assert found(project, "quokka") == [("memo", "… it, and many more, until a quokka comes")]
    assert found(project, "many words") == [
        ("memo", "many words before it, and many more, until a quokka comes")
    ]


def test_the_limit_bounds_what_is_given_and_not_the_count(project: Project) -> None:
    for number in range(7):
        project.annotations.memo("T1", f"wombat {number}")
    some = project.finding.find("wombat", 3)
    assert (len(some.found), some.total) == (3, 7)


@pytest.mark.parametrize("typed", ["", " ", "?!", "\x1e", "(", "[red]"])
def test_signs_without_words_find_nothing_and_words_in_signs_are_plain(project: Project, typed: str) -> None:
    assert project.finding.find(typed).total == 0


def test_what_was_undone_is_no_longer_found(project: Project) -> None:
    project.annotations.memo("T1", "wombat")
    assert project.finding.find("wombat").total == 1
    project.history.undo()
    assert project.finding.find("wombat").total == 0


def test_a_memo_on_a_record_that_was_merged_leads_to_the_one_that_was_kept(
    project: Project, record: str
) -> None:
    other = add_record(project, "The same study", authors=("Okoro, Ada",))
    project.references.merge(record, other, "the same work")
    project.journal.append("bob", {"kind": "memo", "target": other, "text": "a wombat"})
    (one,) = project.finding.find("wombat").found
    assert (one.record, one.citation) == (record, "Rahman, 2016")
    assert PARAGRAPHS[0] not in one.text


def test_prose_is_found_by_paragraph_with_its_theory(project: Project) -> None:
    project.desk.write("T1", "Markets are new.\n\nA wombat digs a long burrow.")
    project.desk.write("discussion", "The wombat again.")
    first, second = project.finding.find("wombat").found
    assert [(one.kind.value, one.code, one.text) for one in (first, second)] == [
        ("prose", "T1", "A wombat digs a long burrow."),
        ("prose", "discussion", "The wombat again."),
    ]
    assert project.finding.find("new burrow").total == 0, "they are in two paragraphs"
    project.desk.write("T1", "Nothing digs.")
    assert project.finding.find("wombat").total == 1, "what was replaced is gone"


def test_some_kinds_only(project: Project, record: str) -> None:
    project.annotations.memo("T1", "a wombat")
    project.annotations.comment("a wombat", "team")
    assert [str(one.kind) for one in project.finding.find("wombat", kinds=[FoundKind.COMMENT]).found] == [
        "comment"
    ]


def test_all_that_was_noted_is_listed_in_one_place_the_newest_first(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], *span(0), memo="why this Wombat")
    project.coding.code(record, ["T2"], *span(1))
    project.configurations.new({"outcome": "something"})
    project.configurations.retroduce("C1", "reasoning", "they trust", "what must a wombat think?")
    project.annotations.memo(coding.id, "again")
    project.annotations.comment("a wombat was there", "stakeholder", who="a panel", on=record)

    noted = project.finding.notes()
    assert {(str(one.of.kind), one.text, one.who) for one in noted} == {
        ("coding", "why this Wombat", "ann"),
        ("cmoc", "what must a wombat think?", "ann"),
        ("memo", "again", "ann"),
        ("comment", "a wombat was there", "stakeholder, a panel"),
    }
    assert [one.time for one in noted] == sorted((one.time for one in noted), reverse=True)
    assert {(one.of.citation, one.of.code, one.of.cmoc) for one in noted} == {
        ("Rahman, 2016", "T1", ""),
        ("", "", "C1"),
        ("Rahman, 2016", "", ""),
    }
    assert [one.text for one in project.finding.notes("WOMBAT mus")] == ["what must a wombat think?"]
