"""A written report is compared with the journal: what the program wrote and somebody changed is found, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.export.report.checking import Difference, Written, differences
from review.export.report.units import Part, Unit

COUNTED = Unit("Flow", (Part("We included "), Part("37", is_checked=True), Part(" of 70 documents.")))
QUOTED = Unit(
    "Theory 5",
    (
        Part("Advice helped: “"),
        Part("Those who found an adviser changed provider less often", is_checked=True, is_quotation=True),
        Part("” (Osterhythe and Larkmere, 2014, p. 41)."),
    ),
)
TYPES = [
    Unit(f"Table 1, row {number}", tuple(Part(cell, is_checked=True) for cell in cells), "Table 1")
    for number, cells in enumerate(
        [("Empirical study", "12", "32.4"), ("Policy analysis", "3", "8.1"), ("Total", "37", "100")], start=1
    )
]
REPORT = [COUNTED, QUOTED, *TYPES]


def as_written(units: list[Unit]) -> list[Written]:
    return [
        Written(tuple(part.text for part in unit.parts), True) if unit.table else Written((unit.text,))
        for unit in units
    ]


def changed(old: str, new: str) -> list[Written]:
    """The report with one change in it."""
    found = [
        Written(tuple(cell.replace(old, new) for cell in one.cells), one.is_row) for one in as_written(REPORT)
    ]
    assert found != as_written(REPORT)
    return found


def test_an_untouched_report_has_no_differences() -> None:
    assert differences(REPORT, as_written(REPORT)) == []


def test_one_changed_digit_is_found() -> None:
    assert differences(REPORT, changed("included 37", "included 38")) == [Difference("Flow", "38", "37")]


def test_one_changed_word_of_a_quotation_is_found() -> None:
    [found] = differences(REPORT, changed("less often", "more often"))
    assert found.where == "Theory 5"
    assert found.written == "Those who found an adviser changed provider more often"
    assert found.journal == "Those who found an adviser changed provider less often"


@pytest.mark.parametrize(
    ("old", "new"),
    [("“Those", "“Not those"), ("less often”", "less often today”"), ("found an adviser ", "")],
)
def test_words_added_to_or_cut_from_a_quotation_are_found(old: str, new: str) -> None:
    [found] = differences(REPORT, changed(old, new))
    assert found.journal == QUOTED.parts[1].text
    assert found.written == changed(old, new)[1].text.split("“")[1].split("”")[0]


def test_a_number_with_more_digits_is_found() -> None:
    assert differences(REPORT, changed("37 of", "37.5 of")) == [Difference("Flow", "37.5", "37")]
    assert differences(REPORT, changed("37 of", "137 of")) == [Difference("Flow", "137", "37")]


def test_a_changed_cell_is_found_with_its_row_and_column() -> None:
    assert differences(REPORT, changed("8.1", "8.7")) == [
        Difference("Table 1, row 2, column 3", "8.7", "8.1")
    ]


def test_prose_may_be_changed_added_and_cut() -> None:
    assert differences(REPORT, changed("We included", "In the end we included, after long debate,")) == []
    own = Written(("This is what we make of it, in our own words.",))
    assert differences(REPORT, [own, *as_written(REPORT), own]) == []
    assert differences(REPORT, as_written([COUNTED, *TYPES])) == []


def test_a_row_that_is_missing_or_that_the_journal_does_not_have_is_found() -> None:
    assert differences(REPORT, as_written([COUNTED, QUOTED, TYPES[0], TYPES[2]])) == [
        Difference("Table 1, row 2", "", "Policy analysis | 3 | 8.1")
    ]
    added = Written(("Voluntary-sector report", "15", "40.5"), is_row=True)
    written = as_written(REPORT)
    assert differences(REPORT, [*written[:-1], added, written[-1]]) == [
        Difference("Table 1, a row that the journal does not have", "Voluntary-sector report | 15 | 40.5", "")
    ]


def test_a_quotation_that_the_report_would_not_have_now_is_found() -> None:
    removed = Written(("“Nobody had hurried them at any time” (Pullig, 1953, p. 2).",))
    assert differences(REPORT, [*as_written(REPORT)[:2], removed, *as_written(REPORT)[2:]]) == [
        Difference("Theory 5", "Nobody had hurried them at any time", "")
    ]


def test_what_word_changes_by_itself_is_no_difference() -> None:
    straight = [
        Written((one.text.replace("“", '"').replace("”", '"').replace(" of ", " of\u00a0"),))
        for one in as_written(REPORT)[:2]
    ]
    assert differences(REPORT, [*straight, *as_written(REPORT)[2:]]) == []


def long_table(verdict: str, count: int = 600) -> list[Unit]:
    """A table of many rows, each about a document of its own."""
    return [
        Unit(
            f"Table 2, row {number}",
            (Part(f"Works {number}", is_checked=True), Part(verdict, is_checked=True)),
            "Table 2",
        )
        for number in range(1, count + 1)
    ]


def test_rows_of_a_long_table_are_pairs_by_what_they_are_about() -> None:
    now, before = long_table("supports"), long_table("challenges")
    del before[300]
    own = Written(("A sentence of our own, with 12 in it.",))
    found = differences([COUNTED, *now], [*as_written([COUNTED]), own, *as_written(before)])
    assert Difference("Table 2, row 301", "", "Works 301 | supports") in found
    others = [one for one in found if one.where != "Table 2, row 301"]
    assert others == [
        Difference(f"Table 2, row {number}, column 2", "challenges", "supports")
        for number in range(1, 601)
        if number != 301
    ]


def test_long_stretches_that_have_nothing_in_common_are_no_pairs() -> None:
    words = [Written((f"Own sentence {number} about gardens and rivers.",)) for number in range(300)]
    rows = long_table("supports", 300)
    assert differences(rows, words) == [
        Difference(row.where, "", f"{row.parts[0].text} | supports") for row in rows
    ]


@given(st.integers(0, 9), st.integers(0, 9), st.text("abc ", max_size=40))
def test_any_other_digit_is_found_whatever_the_words_around_it(old: int, new: int, words: str) -> None:
    unit = Unit(
        "Here", (Part(f"{words} we found "), Part(str(old), is_checked=True), Part(" documents in all."))
    )
    expected = [] if old == new else [Difference("Here", str(new), str(old))]
    assert differences([unit], [Written((unit.text.replace(f"found {old}", f"found {new}"),))]) == expected


VERDICT = Unit(
    "Theory 5",
    (
        Part("Verdict: "),
        Part("supported", is_checked=True, is_fact=True),
        Part(". Caveat: "),
        Part("few.", is_checked=True, is_fact=True),
    ),
)


@pytest.mark.parametrize("said", ["mixed", "not supported"])
def test_a_changed_verdict_is_found(said: str) -> None:
    written = Written((VERDICT.text.replace("supported", said),))
    assert differences([VERDICT], [written]) == [Difference("Theory 5", said, "supported")]


def test_a_sentence_of_ones_own_after_a_caveat_is_not_compared() -> None:
    assert differences([VERDICT], [Written((f"{VERDICT.text} We still think that it holds.",))]) == []


def test_a_sentence_that_was_cut_with_its_number_is_not_listed_and_a_number_cut_alone_is() -> None:
    unit = Unit(
        "Flow",
        (
            Part("We read them all. "),
            Part("12", is_checked=True),
            Part(" were parked. The others were kept by both of us."),
        ),
    )
    assert differences([unit], [Written(("We read them all. The others were kept by both of us.",))]) == []
    [found] = differences([unit], [Written((unit.text.replace("12 ", ""),))])
    assert (found.written, found.journal) == ("", "12")
