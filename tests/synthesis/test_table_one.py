"""Table 1: included sources by type."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from review.domain import Record, Role
from review.domain.wording.share import percentage
from review.synthesis import table_one
from tests.export.reviews import LAST, THEORY_MAP


def of_types(*counts: tuple[str, int]) -> list[Record]:
    return [
        Record(f"{source_type} {n}", "Title", source_type=source_type)
        for source_type, count in counts
        for n in range(count)
    ]


def included(records: list[Record]) -> dict[tuple[str, str], str]:
    return {(record.id, LAST): "include" for record in records}


def test_the_worked_examples_table():
    records = of_types(("empirical", 12), ("policy", 3), ("statutory", 7), ("voluntary", 15))
    table = table_one(THEORY_MAP, records, included(records))
    assert table.total == 37
    assert [(c.source_type, c.sources, str(c.percentage)) for c in table.counts] == [
        ("empirical", 12, "32.4"),
        ("policy", 3, "8.1"),
        ("statutory", 7, "18.9"),
        ("voluntary", 15, "40.5"),
    ]


def test_only_evidence_included_at_the_last_stage_counts():
    records = [
        Record("included", "", source_type="policy"),
        Record("theory", "", source_type="policy", role=Role.THEORY_SOURCE),
        Record("background", "", source_type="policy", role=Role.BACKGROUND),
        Record("parked", "", source_type="policy"),
        Record("undecided", "", source_type="policy"),
    ]
    outcomes = included(records[:3]) | {("parked", LAST): "park", ("undecided", "title-abstract"): "include"}
    table = table_one(THEORY_MAP, records, outcomes)
    assert table.total == 1
    assert {c.source_type: c.sources for c in table.counts} == {
        "empirical": 0,
        "policy": 1,
        "statutory": 0,
        "voluntary": 0,
    }


def test_unclassified_and_unknown_types_have_rows_only_where_there_are_some():
    records = of_types(("", 2), ("blog", 1))
    table = table_one(THEORY_MAP, records, included(records))
    assert [(c.source_type, c.name, c.sources) for c in table.counts[4:]] == [
        ("blog", "blog", 1),
        ("unclassified", "Unclassified", 2),
    ]


def test_an_empty_review_has_no_percentages():
    table = table_one(THEORY_MAP, [], {})
    assert table.total == 0
    assert {c.percentage for c in table.counts} == {None}


def test_halves_are_rounded_up():
    assert [percentage(n, 16) for n in (1, 3, 5, 16)] == [
        Decimal(s) for s in ("6.3", "18.8", "31.3", "100.0")
    ]
    assert percentage(1, 2000) == Decimal("0.1")  # 0.05 per cent, which binary floating point cannot hold


@given(st.integers(1, 10**9).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_percentage_is_within_half_a_tenth(part_and_whole):
    part, whole = part_and_whole
    error = Fraction(percentage(part, whole)) - Fraction(100 * part, whole)
    assert Fraction(-1, 20) < error <= Fraction(1, 20)
