"""The whole worked example: the flow and the tables have the numbers that it reports, and say where they do not meet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.export.prisma.r_package import number, read, stops_before_1_1_3
from tests.worked_example.sources import CITED_UNDER, INCLUDED, SOURCES
from tests.worked_example.whole import NOT_REPORTED, Whole


@pytest.fixture
def terminal(whole: tuple[Whole, Terminal]) -> Terminal:
    return whole[1]


@pytest.fixture
def boxes(terminal: Terminal) -> dict[str, Any]:
    found: dict[str, Any] = terminal.json("flow")["boxes"]
    return found


def check(terminal: Terminal, rule: str) -> tuple[int | None, int | None, bool | None]:
    (found,) = (one for one in terminal.json("flow")["checks"] if one["rule"].startswith(rule))
    return found["left"], found["right"], found["ok"]


def test_what_the_databases_found_is_not_known_and_what_they_report_is(boxes: dict[str, Any]) -> None:
    box = boxes["identified_databases"]
    assert (box["n"], box["computed"], box["stated"]) == (None, 3316, None)
    assert box["by"] == {"S1": None, "S2": 2333}


def test_four_lines_are_not_reported(whole: tuple[Whole, Terminal]) -> None:
    project = Project.open(whole[0].folder, read_only=True)
    found = {search.id: (search.computed, search.unreported) for search in project.searches.all()}
    project.close()
    assert found == {"S1": (983, 4), "S2": (2333, 0), "S3": (22, 0), "S4": (None, 0)}


def test_the_organisations_state_one_more_than_their_rows(terminal: Terminal, boxes: dict[str, Any]) -> None:
    box = boxes["identified_organisations"]
    assert (box["n"], box["computed"], box["stated"]) == (23, 22, 23)
    assert len(box["by"]) == 13
    assert check(terminal, "identified_organisations") == (23, 22, False)


def test_what_was_handed_over_counts_among_other_methods(boxes: dict[str, Any]) -> None:
    assert (boxes["identified_other"]["n"], boxes["identified_other"]["by"]) == (31, {"S4": 31})


@pytest.mark.parametrize("box", NOT_REPORTED)
def test_what_is_not_reported_is_stated_with_its_reason(boxes: dict[str, Any], box: str) -> None:
    assert (boxes[box]["n"], boxes[box]["not_reported"]) == (None, True)
    assert boxes[box]["reason"] == NOT_REPORTED[box]


def test_seventy_were_potential_and_thirty_seven_are_included(
    terminal: Terminal, boxes: dict[str, Any]
) -> None:
    assert [boxes[box]["n"] for box in ("potential", "not_retrieved", "assessed", "parked", "included")] == [
        70,
        0,
        70,
        0,
        37,
    ]
    assert check(terminal, "potential - not_retrieved") == (70, 70, True)
    assert check(terminal, "included = N") == (37, 37, True)
    flow = terminal.json("flow")
    assert (flow["studies"], flow["reports"]) == (37, 37)


def test_no_rule_is_made_to_hold_by_a_number_that_is_not_reported(terminal: Terminal) -> None:
    assert check(terminal, "identified - duplicates") == (None, None, None)
    assert check(terminal, "screened - excluded_screening") == (None, 70, None)
    assert check(terminal, "assessed - excluded_assessment") == (None, 37, None)


def test_exactly_the_two_contradictions_of_the_searches_fail(terminal: Terminal) -> None:
    failing = [one["rule"] for one in terminal.json("flow")["checks"] if one["ok"] is False]
    assert len(failing) == 2
    assert failing[0] == "identified_organisations: stated = computed"
    assert failing[1].startswith("S2, line 4a: ")


def test_table_one_has_the_numbers_of_the_example(terminal: Terminal) -> None:
    rows = table(terminal, "source-types")
    assert [(row["source_type"], row["n"], row["per_cent"]) for row in rows] == [
        ("empirical", "12", "32.4"),
        ("policy-analysis", "3", "8.1"),
        ("statutory", "7", "18.9"),
        ("voluntary", "15", "40.5"),
        ("total", "37", "100"),
    ]


def test_over_half_of_the_included_discuss_supply(terminal: Terminal) -> None:
    sources = {row["code"]: int(row["sources"]) for row in table(terminal, "synthesis")}
    assert sources["T4"] > len(INCLUDED) / 2
    assert (sources["T2"], sources["T5"]) == (0, 0)


def test_its_sources_are_as_many_as_the_example_has(whole: tuple[Whole, Terminal]) -> None:
    assert (len(SOURCES), len(INCLUDED), len(set(whole[0].records))) == (70, 37, 70)
    assert {code: len(set(places)) for code, places in CITED_UNDER.items()} == {
        "T1": 11,
        "T3": 15,
        "T4": 14,
        "T6": 12,
        "T7": 21,
    }


def test_a_number_that_is_stated_moves_no_other_box(terminal: Terminal, boxes: dict[str, Any]) -> None:
    terminal.json("flow", "state", "duplicates", "900", "--because", "as if it were known")
    after = terminal.json("flow")["boxes"]
    assert {name for name in boxes if boxes[name] != after[name]} == {"duplicates"}


def test_the_journal_is_sound(terminal: Terminal) -> None:
    problems = terminal.run("verify", "--json").data["problems"]
    assert [problem for problem in problems if "the file is gone" not in problem] == []


def table(terminal: Terminal, name: str) -> list[dict[str, str]]:
    terminal.json("export", name, "--format", "csv")
    with Path(f"exports/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_search_log_has_the_four_components_and_says_what_contradicts_itself(terminal: Terminal) -> None:
    rows = table(terminal, "search-log")
    assert list(rows[0]) == [
        "search",
        "component",
        "round",
        "line",
        "string",
        "results",
        "total_computed",
        "total_stated",
        "note",
    ]
    assert len({row["component"] for row in rows}) == 4
    (ethnic,) = (row for row in rows if (row["search"], row["line"]) == ("S2", "4a"))
    assert ethnic["results"] == "533 (not by year) + 100 (title) + 97"
    assert (ethnic["total_computed"], ethnic["total_stated"]) == ("730", "730")
    assert "not by year" in ethnic["note"]
    assert "year from 2014" in ethnic["note"]
    assert [row["line"] for row in rows if row["results"] == "not reported"] == ["3", "4", "7", "8"]
    assert [row["search"] for row in rows if "23" in row["note"] and "22" in row["note"]] != []


def test_the_rounds_say_what_limited_each_search(terminal: Terminal) -> None:
    rounds = {row["search"]: row for row in table(terminal, "search-rounds")}
    assert list(rounds) == ["S1", "S2", "S3", "S4"]
    assert "2014" in rounds["S1"]["limits"]
    assert rounds["S2"]["prompted_by"].startswith("T3")


def test_the_flow_as_it_was_before_anything_was_stated_can_be_exported(terminal: Terminal) -> None:
    events = terminal.json("log")["events"]
    first = next(place for place, one in enumerate(events) if one["act"]["kind"] == "state-flow")
    before = events[first - 1]["event"]
    for as_of, said in ((before, "Records screened (n = 70)"), ("", "Records screened: not reported")):
        terminal.json("export", "figure-flow", "--format", "txt", *(["--as-of", as_of] if as_of else []))
        text = Path("exports/figure-flow.txt").read_text("utf-8")
        assert said in text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_table_for_r_leaves_blank_what_is_not_reported_and_its_note_names_the_contradictions(
    terminal: Terminal,
) -> None:
    written = terminal.json("export", "prisma")["files"]
    assert [Path(file).name for file in written] == ["prisma.csv", "prisma-notes.txt"]
    cells = read(Path("exports/prisma.csv"))
    not_reported = ("database_results", "duplicates", "records_screened", "records_excluded", "dbr_excluded")
    assert [cells[row] for row in not_reported] == [""] * 5
    assert (cells["organisation_results"], cells["citations_results"]) == ("23", "0")
    columns = [
        (number(cells[f"dbr_{row}"]), number(cells[f"other_{row}"])) for row in ("sought_reports", "assessed")
    ]
    assert [sum(filter(None, column)) for column in columns] == [70, 70]
    assert (cells["new_studies"], cells["new_reports"]) == ("37", "37")
    assert not stops_before_1_1_3(cells["dbr_excluded"])
    note = " ".join(Path("exports/prisma-notes.txt").read_text("utf-8").split())
    assert "Organisations: stated = computed: 23 against 22, 1 apart." in note
    assert "S2, line 4a: limit of the results keeps to the search's limit." in note
    assert "Records screened (records_screened): no number is given." in note
    assert "Other sources (hand-over, experts, chance): 31 (S4 31)." in note
