"""Passages over pages: each coding has the pages on which it begins and ends."""

from __future__ import annotations

import pytest

from review.acts import Code
from review.domain import Coding
from review.errors import UnknownNameError
from review.project import Project
from tests.reviews import PARAGRAPHS, a_document, add_record, unlabelled

ONE = (0, len(PARAGRAPHS[0]))
TWO = (10, len(PARAGRAPHS[0]) + 12)
FOUR = (10, len("\n".join(PARAGRAPHS)) - 3)


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets for care", document=a_document())


def pages(coding: Coding) -> tuple[str, str, int, int]:
    return coding.page_label, coding.page_label_end, coding.page, coding.page_end


@pytest.mark.parametrize(
    ("span", "expected", "cited"),
    [
        (ONE, ("345", "345", 1, 1), "p. 345"),
        (TWO, ("345", "346", 1, 2), "pp. 345–346"),
        (FOUR, ("345", "348", 1, 4), "pp. 345–348"),
    ],
)
def test_a_passage_has_the_page_on_which_it_ends(
    project: Project, record: str, span: tuple[int, int], expected: tuple, cited: str
) -> None:
    made = project.coding.code(record, ["T1"], *span)
    assert (pages(made), made.cited_page) == (expected, cited)
    assert project.coding.codings() == project.coding.codings(record) == [made]


def test_codings_of_before_have_it_too(project: Project, record: str) -> None:
    """An act has the page on which a passage begins, and always had nothing else."""
    project.coding.code(record, ["T1"], *TWO)
    act = project.history.events(record)[-1].act
    assert {name for name in act if "page" in name} == {"page", "page_label"} <= {*Code.__struct_fields__}
    project.history.rebuild()
    assert project.coding.codings()[0].cited_page == "pp. 345–346"


@pytest.mark.parametrize(
    ("page", "through", "label", "cited"),
    [
        (1, 4, "ix", "pp. ix–x"),
        (2, 2, "12", "pp. 345–12"),
        (1, 1, "10–11", "pp. 10–346"),
        (1, 4, "10–11", "pp. 10–13"),
        (2, 2, "-", "PDF pp. 1–2"),
        (1, 2, "-", "PDF pp. 1–2"),
    ],
)
def test_labels_set_by_hand_apply_to_both_ends(
    project: Project, record: str, page: int, through: int, label: str, cited: str
) -> None:
    project.coding.code(record, ["T1"], *TWO)
    project.page_labels.set(record, page, through, label)
    assert project.coding.codings()[0].cited_page == cited
    project.page_labels.clear(record, page, through)
    assert project.coding.codings()[0].cited_page == "pp. 345–346"


def test_pages_without_printed_numbers_are_those_of_the_pdf(project: Project) -> None:
    record = add_record(project, "A scan", document=unlabelled(a_document()))
    coding = project.coding.code(record, ["T1"], *TWO)
    assert (pages(coding), coding.cited_page) == (("", "", 1, 2), "PDF pp. 1–2")


def test_a_passage_whose_text_is_not_here_has_the_page_of_its_act(project: Project, record: str) -> None:
    """Texts come after the events when copies meet."""
    project.coding.code(record, ["T1"], *TWO)
    project.journal.rows("DELETE FROM text")
    assert project.coding.codings()[0].cited_page == "p. 345"


def test_messages_and_exports_give_all_pages(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], *TWO)
    assert project.coding.reject(record, "T2", *TWO).message == "pp. 345–346: T2 rejected"
    assert project.coding.done(record, *TWO).message == "Passage on pp. 345–346 marked as done"
    assert project.coding.recode(coding.id, stance="supports").message.startswith(
        "pp. 345–346: T1 now supports"
    )
    (row,) = project.exports.table("evidence").to_dicts()
    assert (row["citation"], row["page_label_end"]) == ("(Rahman, 2016, pp. 345–346)", "346")


def test_an_earlier_day_has_the_pages_too(project: Project, record: str) -> None:
    project.coding.code(record, ["T1"], *TWO)
    today = project.history.events()[-1].time[:10]
    assert project.exports.table("evidence", today).to_dicts()[0]["page_label_end"] == "346"


@pytest.mark.parametrize("page", [1, 2, None])
def test_a_quotation_over_pages_is_found_on_each_of_them(
    project: Project, record: str, page: int | None
) -> None:
    quote = f"people choose. {PARAGRAPHS[1][:11]}"
    start, end = project.coding.find_quote(record, quote, page)
    assert project.coding.code(record, ["T1"], start, end).cited_page == "pp. 345–346"
    with pytest.raises(UnknownNameError, match="is not in the text on page 3"):
        project.coding.find_quote(record, quote, 3)


def test_counts_and_lists_without_pages_read_no_text(
    project: Project, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.coding.code(record, ["T1"], *TWO)
    project.screening.decide(record, "include", "theory-map")

    def read(*_: object) -> None:
        pytest.fail("a text was read")

    monkeypatch.setattr("review.journal.queries.page_labels.texts.pages_of", read)
    assert project.theory.evidence_by_code()[0].codings == 1
    assert [one.id for one in project.screening.material().codings()] == [
        one.id for one in project.coding.codings(last_pages=False)
    ]
    assert project.looking_again.queue() == []


def test_what_waits_has_both_pages(project: Project, record: str) -> None:
    project.coding.code(record, ["T1"], *TWO)
    project.theory.refine("T1", "two reports", name="Markets")
    assert [one.coding.cited_page for one in project.looking_again.queue()] == ["pp. 345–346"]
