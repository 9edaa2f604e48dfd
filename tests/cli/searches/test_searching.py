"""review search: the log as people and programs read it, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.run import Terminal

EXAMPLE = Path(__file__).parents[2] / "worked_example" / "searches.yaml"
S1 = ("search", "add", "S1", "--component", "Care markets", "--kind", "database")


@pytest.fixture
def logged(terminal: Terminal, tmp_path: Path) -> Terminal:
    """The worked example's searches; the second was prompted by a theory of the review."""
    file = tmp_path / "searches.yaml"
    file.write_text(EXAMPLE.read_text("utf-8").replace("prompted_by: T3", "prompted_by: T1"), "utf-8")
    terminal.json("search", "import", file)
    return terminal


def test_the_worked_example_is_answered_with_its_mismatches(logged: Terminal) -> None:
    searches = {one["search"]: one for one in logged.json("search", "list")["searches"]}
    assert {
        search: (one["computed"], one["stated"], one["unreported"], len(one["lines"]))
        for search, one in searches.items()
    } == {"S1": (983, None, 4, 11), "S2": (2333, None, 0, 5), "S3": (22, 23, 0, 13), "S4": (None, 31, 0, 0)}
    assert searches["S3"]["problems"] == [
        {"line": "", "rule": "stated total of the search = sum of its lines", "left": 23, "right": 22}
    ]
    assert [(one["line"], one["left"], one["right"]) for one in searches["S2"]["problems"]] == [
        ("4a", "not by year", "year from 2014")
    ]
    assert searches["S1"]["problems"] == searches["S4"]["problems"] == []
    line = searches["S2"]["lines"][3]
    assert [one["n"] for one in line["results"]] == [533, 100, 97]
    assert searches["S1"]["lines"][2]["results"] is None


def test_people_read_what_was_found_and_what_was_not_reported(logged: Terminal) -> None:
    said = logged.run("search", "list").out
    assert "S1  database, round 1, prompted by the plan: Local authority mental health" in said
    assert "533 (not by year) + 100 (title) + 97 = 730: (disab* OR impair*) AND commission*" in said
    assert "3   not reported: commission* AND council*" in said
    assert "983 found, 4 of 11 lines not reported" in said
    assert "! 23 stated, 22 computed" in said
    assert "! line 4a: “not by year” is not within the search's limit (year from 2014)" in said


def test_a_stated_total_is_read_beside_results_that_differ_or_are_not_reported(terminal: Terminal) -> None:
    for line, found, total in (("1", "not-reported", "7"), ("2", "5", "9"), ("3", "5", "5")):
        terminal.json(
            *S1, "--line", f"{line}=a string", "--found", f"{line}={found}", "--total", f"{line}={total}"
        )
    said = terminal.run("search", "list").out
    assert "1  not reported, 7 stated: a string" in said
    assert "2  5, 9 stated: a string" in said
    assert "3  5: a string" in said


def test_prisma_s_is_ticked_from_the_log(logged: Terminal) -> None:
    said = logged.run("search", "list", "--prisma-s").out
    assert "[x]  8  Full strategies: S1, S2, S3" in said
    assert "[ ]  9  Limits: S1, S2; no limit is logged, nor that there was none: S3" in said
    assert "[ ] 13  Dates: not every source has a date: S1, S2, S3" in said
    assert "[ ]  1  Databases: no platform: HMIC, Medline" in said
    items = logged.json("search", "list")["prisma_s"]
    assert len(items) == 16
    assert [item["number"] for item in items if item["reported"]] == [4, 6, 8]


def test_a_search_is_added_part_by_part(terminal: Terminal) -> None:
    terminal.json(
        *(*S1, "--round", "2", "--prompted-by", "gap: rural", "--source", "HMIC;Ovid;2017-04"),
        *(
            "--source",
            "Medline",
            "--register",
            "ISRCTN",
            "--limit",
            "year=2014..",
            "--limit",
            "language=English",
        ),
        *("--filter", "a filter", "--line", "4a=market* = care", "--found", "4a=533@HMIC:not by year"),
        *("--found", "4a=1,097", "--total", "4a=730", "--stated", "1,630", "--note", "n"),
    )
    terminal.json(
        "search", "add", "s1", "--line", "7=duty", "--found", "7=Not reported", "--stopped-because", "no more"
    )
    terminal.json("search", "add", "S1", "--line", "9=a slip")
    terminal.json("search", "add", "S1", "--drop", "9")
    assert "there is no line 9; the lines are 4a, 7" in terminal.refused("search", "add", "S1", "--drop", "9")
    (one,) = terminal.json("search", "list")["searches"]
    assert one["sources"] == [
        {"name": "HMIC", "platform": "Ovid", "date": "2017-04", "register": False},
        {"name": "Medline", "platform": "", "date": "", "register": False},
        {"name": "ISRCTN", "platform": "", "date": "", "register": True},
    ]
    assert one["limits"] == [
        {"field": "year", "from": "2014", "to": "", "value": ""},
        {"field": "language", "from": "", "to": "", "value": "English"},
    ]
    assert [(line["id"], line["string"], line["results"], line["stated"]) for line in one["lines"]] == [
        (
            "4a",
            "market* = care",
            [{"n": 533, "source": "HMIC", "limit": "not by year"}, {"n": 1097, "source": "", "limit": ""}],
            730,
        ),
        ("7", "duty", None, None),
    ]
    assert (one["stated"], one["stopped_because"], one["note"], one["round"]) == (1630, "no more", "n", 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", "add", "S1"), "S1 is not logged yet; a new search needs --component and --kind"),
        ((*S1, "--prompted-by", "T99"), "prompted_by: 'T99' is not plan"),
        ((*S1, "--found", "1=2"), "there is no line 1; add it with --line 1=STRING"),
        ((*S1, "--line", "a", "--found", "1=2"), "--line a: write it as 4a="),
        ((*S1, "--line", "1=a", "--found", "1=many"), "'many' is not a number; write not-reported"),
        (
            (*S1, "--line", "1=a", "--found", "1=2", "--found", "1=not reported", "--found", "1=3"),
            "is not reported by another",
        ),
        ((*S1, "--total", "1=2"), "there is no line 1"),
        ((*S1, "--source", "a;b;c;d"), "write NAME;PLATFORM;DATE"),
        ((*S1, "--limit", "2014"), "--limit 2014: write it as year=2014.."),
        (("search", "remove", "S1", "--because", "x"), "Unknown search 'S1'. Searches: none"),
        (("import", "any.ris", "--search", "S1"), "Unknown search 'S1'. Searches: none"),
    ],
)
def test_what_cannot_be_logged_is_one_line(terminal: Terminal, arguments: tuple, message: str) -> None:
    assert message in terminal.refused(*arguments)
    assert terminal.json("search", "list")["searches"] == []


def test_an_unknown_search_lists_those_that_are_logged(logged: Terminal) -> None:
    assert "Unknown search 'S10'. Searches: S1, S2, S3, S4" in logged.refused(
        "import", "x.ris", "--search", "S10"
    )
    assert "Searches: S1, S2, S3, S4" in logged.refused("search", "remove", "S10", "--because", "x")


def test_a_hostile_search_reaches_no_terminal(terminal: Terminal) -> None:
    terminal.json(*S1, "--line", "1=\x1b[31mred [bold]x[/bold]", "--note", "two\nlines \u202e")
    said = terminal.run("search", "list").out
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "[bold]x[/bold]" in said
    assert "note: two lines" in said


RIS = "TY  - JOUR\nTI  - {}\nER  - \n\n"


def test_imported_references_are_tied_to_their_search(logged: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "found.ris"
    file.write_text("".join(RIS.format(f"Study {number} of wombats") for number in range(3)))
    (report,) = logged.json("import", file, "--search", "s4", "--source", "HMIC")["files"]
    assert (report["search"], report["tied"], report["added"]) == ("S4", 3, 3)
    records = logged.json("records", "--where", "search=S4")["records"]
    assert [(one["searches"], one["sources"]) for one in records] == [(["S4"], ["HMIC"])] * 3
    assert "Found by S4 (HMIC)" not in logged.run("records").out
    assert "found by S4 (HMIC)" in logged.run("show", records[0]["record"]).out
    (s4,) = [one for one in logged.json("search", "list")["searches"] if one["search"] == "S4"]
    assert (s4["imported"], s4["problems"]) == (3, [])


def test_a_file_imported_before_is_tied_without_being_imported_twice(
    logged: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "found.ris"
    file.write_text("".join(RIS.format(f"Study {number} of wombats") for number in range(3)))
    logged.json("import", file)
    assert logged.json("search", "list")["without_search"] == 3
    assert len(logged.json("records", "--where", "search=none")["records"]) >= 3
    said = logged.run("import", file, "--search", "S4").out
    assert "3 of 3 were already imported from this file" in said
    assert "tied to S4: 3 references" in said
    assert "tied to S4: 0 references" in logged.run("import", file, "--search", "S4").out
    answer = logged.json("search", "list")
    assert answer["without_search"] == 0
    assert [one["imported"] for one in answer["searches"]] == [0, 0, 0, 3]
    assert logged.json("records", "--where", "search=S4")["records"][0]["searches"] == ["S4"]


def test_more_imported_than_found_is_a_problem(logged: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "found.ris"
    file.write_text("".join(RIS.format(f"Study {number} of wombats") for number in range(32)))
    logged.json("import", file, "--search", "S4")
    s4 = logged.json("search", "list")["searches"][3]
    assert [(one["left"], one["right"]) for one in s4["problems"]] == [(32, 31)]
    assert "! 32 tied to it, 31 found" in logged.run("search", "list").out


def test_the_log_says_what_was_done(logged: Terminal) -> None:
    logged.run("search", "add", "S4", "--stopped-because", "all were handed over")
    logged.run("search", "remove", "S3", "--because", "logged twice")
    said = logged.run("log").out
    assert "search logged: S3 (organisation, 13 lines): Websites of organisations" in said
    assert "search logged again: S4 (hand-over, 0 lines): Main project's literature review" in said
    assert "search removed: S3: logged twice" in said
    assert "Undone: search removed: S3" in logged.run("undo").out
    logged.run("undo")
    assert "Undone: 4 searches logged" in logged.run("undo").out
    assert logged.json("search", "list")["searches"] == []


def test_the_log_and_its_tables_can_be_read_as_of_an_earlier_moment(logged: Terminal, tmp_path: Path) -> None:
    logged.run("search", "add", "S4", "--stopped-because", "all were handed over")
    first, last = (one["event"] for one in logged.json("log")["events"] if one["act"].get("id") == "S4")
    logged.run("search", "remove", "S3", "--because", "logged twice")

    def searches(moment: str) -> dict[str, str]:
        name = f"rounds-{moment[:8]}"
        logged.json("export", "search-rounds", "--format", "csv", "--as-of", moment, "--out", tmp_path / name)
        with (tmp_path / name / "search-rounds.csv").open(encoding="utf-8") as file:
            return {row["search"]: row["stopped_because"] for row in csv.DictReader(file)}

    assert searches(first) == {"S1": "", "S2": "", "S3": "", "S4": ""}
    assert searches(last) == {"S1": "", "S2": "", "S3": "", "S4": "all were handed over"}


def test_searches_are_found_by_what_was_written_of_them(logged: Terminal) -> None:
    (found,) = logged.json("find", "ethnic* OR minorit*")["found"]
    assert (found["kind"], found["id"]) == ("search", "S2")
    assert "(ethnic* OR minorit*) AND commission*" in found["text"]
    assert "search    S2" in logged.run("find", "additional keywords").out


def test_the_history_of_a_record_names_its_search(logged: Terminal, tmp_path: Path) -> None:
    (tmp_path / "found.ris").write_text(RIS.format("Wombats dig"))
    logged.json("import", tmp_path / "found.ris", "--search", "S4")
    assert "import (found by S4) of Wombats dig" in logged.run("log").out


def test_a_file_imported_with_the_wrong_search_is_tied_to_the_right_one(
    logged: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "found.ris"
    file.write_text("".join(RIS.format(f"Study {number} of wombats") for number in range(3)))
    logged.json("import", file, "--search", "S2")
    said = logged.run("search", "tie", "s2", "--off", "--where", "search=S2").out
    assert said == "3 records are not tied to S2 now\n"
    assert logged.json("search", "list")["without_search"] == 3
    logged.json("import", file, "--search", "S4")

    def tied() -> list[int]:
        return [one["imported"] for one in logged.json("search", "list")["searches"]]

    assert tied() == [0, 0, 0, 3]
    (record, *_) = logged.json("records", "--where", "search=S4")["records"]
    assert record["searches"] == ["S4"]
    assert "found by S4 (found.ris)" in logged.run("show", record["record"]).out
    assert logged.json("flow")["boxes"]["identified_databases"]["n"] is None
    assert "3 ties to a search" in logged.run("undo").out
    assert tied() == [0, 3, 0, 3]
    logged.run("redo")
    logged.json("search", "tie", "S2", record["record"])
    assert tied() == [0, 1, 0, 3]
    assert "nothing changes" in logged.refused("search", "tie", "S2", record["record"])


def test_a_record_that_was_tied_by_hand_has_no_source(logged: Terminal) -> None:
    record = logged.json("records")["records"][0]["record"]
    logged.json("search", "tie", "S4", record)
    assert "\nfound by S4\n" in logged.run("show", record).out
    shown = logged.json("show", record)
    assert (shown["searches"], shown["sources"]) == (["S4"], [])


def test_a_tie_needs_a_record(logged: Terminal) -> None:
    assert "no record is named" in logged.refused("search", "tie", "S2")
    assert "no record is named" in logged.refused("search", "tie", "S2", "--where", "search=S3")


def test_undo_after_an_import_says_that_it_undid_the_act_before_it(logged: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "found.ris"
    work = "TY  - JOUR\nTI  - {}\nPY  - 2011\nER  - \n"
    file.write_text(work.format("Care homes that close") + work.format("Advice on the street"), "utf-8")
    (tmp_path / "other.ris").write_text(work.format("Another file"), "utf-8")
    logged.run("import", tmp_path / "other.ris", "--search", "S2")
    logged.run("import", file, "--search", "S2")
    outcome = logged.run("undo")
    assert outcome.code == 0
    said = (
        f"Cannot be undone: import of {file.name} (2 records, found by S2). What you did before it was undone"
    )
    assert said in outcome.err
    assert "Undone: 4 searches logged" in outcome.out
    assert logged.json("search", "list")["searches"] == []


def test_references_tied_to_a_search_are_told_from_their_records(logged: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "found.ris"
    one = "TY  - JOUR\nTI  - Care homes that close\nAU  - Rahman, A.\nPY  - 2011\nDO  - 10.1/a\nER  - \n\n"
    file.write_text(one + one, "utf-8")
    logged.run("import", file, "--search", "S2")
    assert "; 2 references (1 record) tied to it" in logged.run("search", "list").out


def test_a_line_without_string_and_results_is_refused(terminal: Terminal) -> None:
    assert terminal.json("search", "add", "S9", "--kind", "database", "--component", "care", "--line", "1=a")
    ended = terminal.run("search", "add", "S9", "--line", "3=")
    assert ended.code == 2
    assert "--line 3=: give the string, or what it found with --found 3=N" in ended.err
