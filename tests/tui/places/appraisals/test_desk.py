"""The grid of appraisals without a screen: what is coded and appraised where, and what is missing."""

import pytest

from review.project import Project
from review.tui.places.appraisals.cells import in_full
from review.tui.places.appraisals.desk import EMPTY, AppraisalDesk, Place


@pytest.fixture
def desk(worked: Project) -> AppraisalDesk:
    """Two included records, coded to T1 and RA, and to T2.a."""
    return AppraisalDesk(worked)


def of(desk: AppraisalDesk, code: str, column: str) -> Place:
    """The place of the record that is coded to a code, in a column."""
    row = next(n for n in range(len(desk.rows)) if desk.cell(Place(n, desk.column_of(code))).codings)
    return Place(row, desk.column_of(column))


def appraise(
    project: Project, desk: AppraisalDesk, place: Place, reviewer: str = "Ana", level: str = "high"
) -> None:
    with project.acting_as(reviewer):
        target = desk.columns[place.column].code
        project.appraisals.appraise(desk.rows[place.row].record, {"relevance": level}, "so", target=target)
    desk.reload()


def test_rows_are_the_included_records_and_columns_the_theories_and_the_review(desk, worked):
    included = {row.record for row in desk.rows}
    assert len(included) == 2
    assert {one.record for one in worked.coding.codings()} == included
    assert [column.label for column in desk.columns] == ["T1", "T2", "T3", "RA", "review"]


def test_what_is_coded_and_not_appraised_is_missing(desk, worked):
    assert sorted(desk.missing) == sorted([of(desk, "T1", "T1"), of(desk, "T1", "RA"), of(desk, "T2", "T2")])
    place = of(desk, "T1", "RA")
    appraise(worked, desk, place)
    assert place not in desk.missing
    assert [one.reviewer for one in desk.cell(place).appraisals] == ["Ana"]


def test_a_sub_theme_counts_for_its_theory(desk, worked):
    place = of(desk, "T2", "T2")
    assert desk.cell(place).codings == 1
    record = desk.rows[place.row].record
    worked.appraisals.appraise(record, {"relevance": "low"}, "so", target="T2.a")
    desk.reload()
    assert place not in desk.missing
    dimensions = worked.theory.map.appraisal_dimensions
    assert in_full(desk.cell(place), "T2", dimensions)[1] == "Ana for T2.a: relevance low: “so”"


def test_an_appraisal_for_the_review_or_of_a_passage_leaves_the_theory_missing(desk, worked):
    place = of(desk, "T1", "T1")
    appraise(worked, desk, of(desk, "T1", ""))
    (coding,) = worked.coding.codings(code="T1")
    levels = {"relevance": "high"}
    worked.appraisals.appraise(coding.record, levels, "so", target="T1", span=(coding.start, coding.end))
    desk.reload()
    assert place in desk.missing
    assert desk.cell(place).of_passages == 1
    assert desk.cell(of(desk, "T1", "")).appraisals


def test_the_next_missing_is_found_row_by_row_and_round_the_end(desk, worked):
    assert [desk.next_missing(Place(0, 0), step) for step in (1, -1)] == [
        next(place for place in desk.missing if place > (0, 0)),
        desk.missing[-1],
    ]
    last = desk.missing[-1]
    assert desk.next_missing(last) == desk.missing[0]
    for place in desk.missing:
        appraise(worked, desk, place)
    assert desk.next_missing(last) is None


def test_appraisals_of_reviewers_are_in_the_order_of_their_names(desk, worked):
    place = of(desk, "T1", "T1")
    appraise(worked, desk, place, "Zoe", "low")
    appraise(worked, desk, place, "Ben", "high")
    assert [one.reviewer for one in desk.cell(place).appraisals] == ["Ben", "Zoe"]


def test_a_review_without_included_records_has_no_rows(project):
    desk = AppraisalDesk(project)
    assert (list(desk.rows), list(desk.missing)) == ([], [])
    assert desk.next_missing(Place(0, 0)) is None


def test_a_place_without_anything_is_empty(desk):
    assert desk.cell(of(desk, "T1", "T3")) == EMPTY
