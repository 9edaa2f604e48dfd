"""The command flow."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.run import Terminal, in_a_process
from tests.docs.pages import ROOT
from tests.reviews import a_document, add_record, new_review

WHY = "--because"


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    project = new_review(tmp_path / "review")
    for title, decision in (("Markets", "include"), ("Duties", "exclude")):
        record = add_record(project, title, document=a_document())
        project.screening.decide(record, decision, "title-abstract")
    project.close()
    monkeypatch.chdir(tmp_path / "review")
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    return Terminal(tmp_path / "review", capsys)


def test_it_answers_with_boxes_and_rules(terminal: Terminal) -> None:
    flow = terminal.json("flow")
    assert flow["boxes"]["screened"] == {
        "n": 2,
        "computed": 2,
        "stated": None,
        "reason": "",
        "by": {},
        "not_reported": False,
        "apart": [],
    }
    assert flow["boxes"]["identified_other"]["by"] == {"files read": 2}
    assert flow["boxes"]["excluded_screening"]["by"] == {"no criterion": 1}
    assert flow["checks"][0] == {
        "rule": "identified - duplicates = screened",
        "left": 2,
        "right": 2,
        "ok": True,
    }
    assert (flow["studies"], flow["reports"]) == (0, 0)


def test_it_says_in_lines_what_holds_is_open_and_fails_and_by_how_much(terminal: Terminal) -> None:
    terminal.json("flow", "state", "screened", "not-reported", WHY, "done on paper")
    terminal.json("flow", "state", "potential", "4", WHY, "counted again")
    lines = terminal.run("flow", "--list").out.splitlines()

    assert "Records screened: not reported (done on paper); 2 computed" in lines
    assert "Reports sought for retrieval: 4 (counted again); 1 computed" in lines
    assert (
        "open     Records identified − duplicates removed before screening = records screened: 2 against not reported"
        in lines
    )
    assert (
        "FAILS    Reports sought for retrieval − reports not retrieved − 1 not yet assessed = reports assessed for eligibility: 3 against 0, 3 apart"
        in lines
    )
    assert "holds    Reports included = N: 0" in lines
    assert "In no box yet: 1 not yet assessed" in lines
    assert "Duplicates removed before screening: 0" in lines


def test_it_draws_the_boxes_as_wide_as_the_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    wide = terminal.run("flow").out
    assert "│ Records screened (n = 2)" in wide.replace("\N{NO-BREAK SPACE}", " ")
    assert max(map(len, wide.partition("\n\n")[0].splitlines())) == 90
    monkeypatch.setenv("COLUMNS", "60")
    assert "│" not in terminal.run("flow").out


def test_where_frames_cannot_be_written_it_is_a_list(terminal: Terminal) -> None:
    ascii_only = {
        **os.environ,
        "PYTHONIOENCODING": "ascii",
        "PYTHONPATH": str(ROOT),
        "REVIEW_REVIEWER": "ann",
    }
    ended = in_a_process("flow", "--project", terminal.folder, env=ascii_only)
    assert ended.returncode == 0
    assert b"Records screened: 2" in ended.stdout.splitlines()
    assert b"?" not in ended.stdout


def test_a_statement_is_in_the_log_and_can_be_undone(terminal: Terminal) -> None:
    done = terminal.json("flow", "state", "Duplicates", "1,200", WHY, "removed before")
    (event,) = (one for one in terminal.json("log")["events"] if one["event"] == done["event"])
    assert event["act"]["box"] == "duplicates"
    assert "flow, duplicates: 1,200: removed before" in terminal.run("log").out
    assert "Undone: flow, duplicates: 1,200" in terminal.run("undo").out
    assert terminal.json("flow")["boxes"]["duplicates"]["stated"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("state",), "`review flow state BOX N --because T` needs a box"),
        (("state", "duplicates", "3"), "`review flow state BOX N --because T` needs a box"),
        (("state", "duplicates", "3", WHY, ""), "say why duplicates is stated"),
        (
            ("state", "duplicates", "some", WHY, "so"),
            "'some' is not a number from 0, not-reported or computed",
        ),
        (("state", "dupes", "3", WHY, "so"), "Unknown box 'dupes'"),
        ((WHY, "so"), "--because belongs to `review flow state`"),
        (("shift",), "invalid choice: 'shift'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    terminal: Terminal, arguments: tuple[str, ...], message: str
) -> None:
    assert message in terminal.refused("flow", *arguments)


def test_what_was_stated_of_elsewhere_and_a_sum_that_is_too_large_at_the_least(terminal: Terminal) -> None:
    terminal.json("flow", "state", "duplicates", "46", WHY, "removed in Zotero")
    lines = terminal.run("flow", "--list").out.splitlines()
    assert (
        "stated   Duplicates removed before screening: stated = computed: 46 stated, none in the program"
        in lines
    )
    assert [one["ok"] for one in terminal.json("flow")["checks"] if one["rule"].startswith("dupl")] == [False]

    terminal.json("flow", "state", "duplicates", "0", WHY, "there were none")
    database = ("search", "add", "S1", "--kind", "database", "--component", "care", "--source", "HMIC")
    terminal.json(*database, "--line", "1=a", "--found", "1=40", "--line", "2=b")
    said = terminal.run("flow", "--list").out
    assert "= records screened: at least 40 against 2" in said
    assert terminal.json("flow")["checks"][0]["ok"] is None


def test_records_that_came_with_no_search_are_named_with_what_to_do(terminal: Terminal) -> None:
    said = "Tied to no search, and so in no box of what was identified: 2 records. Import the file again"
    assert said not in terminal.run("flow").out
    terminal.json("search", "add", "S1", "--kind", "database", "--component", "care", "--source", "HMIC")
    assert said in terminal.run("flow").out


def test_lists_beside_a_stated_number_are_named_with_what_to_do(terminal: Terminal) -> None:
    terminal.json("flow", "state", "identified_databases", "12", WHY, "searched elsewhere")
    said = "identified_other is counted beside identified_databases: its 2 are the imported lists"
    assert said in terminal.run("flow").out
    terminal.json("flow", "state", "identified_other", "0", WHY, "the same")
    assert said not in terminal.run("flow").out
