"""``search-log`` and ``search-rounds``: the worked example's searches, with what contradicts itself in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from review.domain.searches.search import Search, SearchKind, SearchSource
from review.export import FORMATS, TABLES, ExportTable, write
from review.project.searches.reading import read_searches
from tests.export.hostile import HOSTILE
from tests.export.reviews import SMALL

EXAMPLE = Path(__file__).parents[3] / "worked_example" / "searches.yaml"


def table(name: str, *searches: Search) -> ExportTable:
    return TABLES[name].build(replace(SMALL, searches=lambda: searches))


@pytest.fixture(scope="module")
def example() -> list[Search]:
    return read_searches(EXAMPLE, ["T3"])


def test_the_columns_are_those_that_other_programs_rely_on() -> None:
    assert [column.key for column in table("search-log").columns] == [
        "search", "component", "round", "line", "string", "results", "total_computed", "total_stated", "note",
    ]  # fmt: skip
    assert [column.key for column in table("search-rounds").columns] == [
        "search", "component", "round", "prompted_by", "kind", "sources", "dates", "limits", "stopped_because",
    ]  # fmt: skip


def test_each_string_has_a_row_and_each_search_one_with_its_totals(example: list[Search]) -> None:
    rows = table("search-log", *example).rows
    assert Counter(row[0] for row in rows) == {"S1": 12, "S2": 6, "S3": 14, "S4": 1}
    assert [(row[0], *row[6:]) for row in rows if row[3] == "total"] == [
        ("S1", 983, None, "4 of 11 lines not reported"),
        ("S2", 2333, None, "26 additional keywords go with 4a and 4b"),
        ("S3", 22, 23, "23 stated, 22 computed"),
        ("S4", None, 31, "Papers and reports handed over before duplicates were removed"),
    ]
    assert sum(row[6] for row in rows if row[0] == "S1" and row[3] != "total" and row[6] is not None) == 983


def test_results_are_part_by_part_and_what_is_not_reported_is_not_zero(example: list[Search]) -> None:
    found = {(row[0], row[3]): row[5:] for row in table("search-log", *example).rows}
    assert found["S1", "3"] == ("not reported", None, None, None)
    unknown = table("search-log", Search("S9", "Asked about", SearchKind.EXPERT)).rows
    assert [row[3:] for row in unknown] == [("total", None, "not reported", None, None, None)]
    assert found["S3", "10"] == ("0 (Rethink)", 0, None, None)
    assert found["S2", "2"] == ("37 + 26 (title) + 395", 458, 458, None)
    assert found["S2", "4a"] == (
        *("533 (not by year) + 100 (title) + 97", 730, 730),
        "“not by year” is not within the search's limit (year from 2014)",
    )


def test_the_caption_counts_contradictions(example: list[Search]) -> None:
    log = table("search-log", *example)
    assert log.caption.startswith("29 search strings of 4 searches; ")
    assert "In 2 places numbers or limits do not agree: the column Note says how." in log.caption
    assert "In 2 places numbers or limits do not agree: the column Note says how." in log.printed().note
    assert "do not agree" not in table("search-log", example[0]).caption


def test_in_print_the_first_row_of_a_search_says_where_it_was_made(example: list[Search]) -> None:
    printed = table("search-log", *example).printed()
    assert [column.heading for column in printed.columns] == [
        *("Search", "Line", "Search string", "Results", "Computed", "Stated", "Note")
    ]
    firsts = [row for row in printed.rows if row[0]]
    assert firsts[1][2:6] == (
        "Protected characteristics (database; HMIC, Medline, Social Care Online; year from 2014)",
        *(None, 2333, None),
    )
    handed_over = Search("S4", "Handed over", SearchKind.HAND_OVER, total_stated=31)
    (row,) = table("search-log", handed_over).printed_as.rows
    assert row[2:6] == ("Handed over (hand-over)", "31 stated", None, 31)


def test_rounds_say_what_prompted_a_search_and_why_it_stopped(example: list[Search]) -> None:
    later = Search(
        *("S5", "Who cites the first report", SearchKind.CITATION_FORWARD, 2),
        prompted_by="T1",
        sources=(SearchSource("WoS", "Clarivate", "2017-05"), SearchSource("Scopus", date="2017-05")),
        stopped_because="nothing new came",
    )
    first = Search("S6", "Rural councils", SearchKind.DATABASE, prompted_by="gap: rural councils")
    rows = table("search-rounds", later, first).rows
    assert rows == (
        ("S6", "Rural councils", 1, "gap: rural councils", "database", None, None, None, None),
        ("S5", "Who cites the first report", 2, "T1", "citation-forward", "WoS (Clarivate); Scopus", "2017-05", None, "nothing new came"),
    )  # fmt: skip
    printed = table("search-rounds", later, first, example[0]).printed()
    assert printed.title == "Searches by round (3 searches in 2 rounds)"
    assert [row[3] for row in printed.rows] == ["gap: rural councils", "the plan", "T1 Market logic"]
    assert printed.rows[0][5:] == ("not reported",) * 4


@pytest.mark.parametrize("file_format", FORMATS)
def test_hostile_and_long_strings_are_written_in_every_format(tmp_path: Path, file_format: str) -> None:
    from review.domain.searches.search import SearchLine, SearchResult

    long = f"({' OR '.join(f'term{number}*' for number in range(2000))})"
    lines = tuple(
        SearchLine(str(number), text, (SearchResult(number, text, text),))
        for number, text in enumerate([*HOSTILE, long, "<script>", "\\input{x}"])
    )
    hostile = Search(
        "S1", "=cmd()", SearchKind.DATABASE, lines=lines, note="\x1b[31m\x00", stopped_because="@x"
    )
    for name in ("search-log", "search-rounds"):
        written, *_ = write(table(name, hostile), tmp_path / f"{name}.{file_format}", file_format)
        assert written.stat().st_size > 0
