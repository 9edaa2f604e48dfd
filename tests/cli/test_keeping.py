"""status, log, verify, backup, restore, theory, queue, suggest, evaluate."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from review.domain.wording.short_id import short_id
from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import SMALL_MAP


def test_the_status_says_what_to_do_next(terminal: Terminal) -> None:
    status = terminal.json("status")
    assert (status["records"], status["documents"], status["stages"]["title-abstract"]) == (
        2,
        1,
        {"waiting": 2},
    )
    assert status["stopping"]["title-abstract"]["left_at_most"] == 2
    assert status["next"] == "Screen: 2 records are waiting for your decision at title abstract"
    (terminal.folder / "corpus" / "new.pdf").write_bytes(b"%PDF")
    assert terminal.run("status").out.endswith("Next: Read 1 new file in corpus/: `review ingest`\n")
    terminal.run("ingest")
    assert terminal.json("status")["new_files"] == 0


def test_what_n_counts_against_an_earlier_stage_is_said_at_the_decision_and_by_name_in_the_status(
    terminal: Terminal, record: str
) -> None:
    first, last = ("--stage", "title-abstract"), ("--stage", "theory-map")
    short = short_id(
        next(row["record"] for row in terminal.json("records")["records"] if row["year"] == 2016)
    )
    assert terminal.run("decide", record, "exclude", *first).err == ""
    assert "in N against" not in terminal.run("status").out
    done = terminal.run("decide", record, "include", *last)
    assert "Title abstract has excluded it: a decision at theory map counts all the same" in done.err
    named = f"1 included record is in N against an earlier stage: Rahman, 2016, {short} (title abstract has excluded it);"
    assert named in terminal.run("status").out
    assert f"1 record ({short}), though title abstract has excluded it" in terminal.run("flow").out
    assert terminal.run("decide", record, "include", *first).err == ""
    assert "in N against" not in terminal.run("status").out
    out = terminal.run("decide", record, "exclude", *first)
    assert "Theory map has included it: that counts in N, whatever is decided at title abstract" in out.err
    assert named in terminal.run("status").out


def test_verdicts_are_counted_of_what_is_not_rejected(terminal: Terminal, record: str) -> None:
    assert terminal.run("decide", record, "include", "--stage", "theory-map").code == 0
    assert terminal.run("verdict", "RA", "mixed").code == 0
    assert "Verdicts on 1 of 3 theories and rival framings" in terminal.run("status").out
    assert terminal.run("theory", "reject", "RA", "--reason", "one source").code == 0
    assert "Verdicts on 0 of 2 theories and rival framings" in terminal.run("status").out


def test_the_status_counts_sources_and_codings_by_stance(terminal: Terminal, record: str) -> None:
    terminal.json("decide", record, "include", "--stage", "theory-map")
    terminal.json("code", record, "T1=supports", "--span", "0", "10")
    terminal.json("code", record, "T1.a=challenges", "RA=supports", "--span", "12", "20")
    terminal.json("code", record, "T1.a=challenges", "--span", "22", "30")
    theory, *_, rival = terminal.json("status")["evidence"]
    assert (theory["code"], theory["sources"], theory["codings"]) == ("T1", 1, 3)
    none = dict.fromkeys(("bears-on", "refines", "extends"), 0)
    assert theory["sources_by_stance"] == none | {"supports": 1, "challenges": 1}
    assert theory["codings_by_stance"] == none | {"supports": 1, "challenges": 2}
    assert (rival["code"], rival["sources_by_stance"]["supports"]) == ("RA", 1)
    terminal.json("code", record, "T2", "--span", "0", "10")
    assert terminal.json("status")["codings"] == 3  # a passage with two codes by one person is one


def test_the_status_reminds_of_what_a_new_map_leaves_to_be_written(
    terminal: Terminal, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    terminal.run("init", new)
    assert terminal.run("status", "--project", new).out.endswith(
        "\nNext: Put PDFs or texts into corpus/ and read them: `review ingest`\n"
        "Also: 11 placeholders left in theory_map.yaml, such as <Title of the review>: replace them\n"
    )
    terminal.run("memo", "T1", "Who says so?", "--project", new)
    assert terminal.run("status", "--project", new).out.endswith(
        "replace them, then `review theory adopt --reason WHY`\n"
    )
    written = re.sub("<[^<>]*>", "Care", (new / "theory_map.yaml").read_text("utf-8"))
    (new / "theory_map.yaml").write_text(written, "utf-8")
    terminal.run("theory", "adopt", "--reason", "written", "--project", new)
    assert "placeholder" not in terminal.run("status", "--project", new).out


def test_the_log_is_that_of_the_review_or_of_a_record(terminal: Terminal, record: str) -> None:
    terminal.run("decide", record, "include", "--stage", "title-abstract")
    events = terminal.json("log", record)["events"]
    assert [event["act"]["kind"] for event in events] == ["ingest", "decide"]
    assert events[1]["previous"] == terminal.json("log")["events"][-2]["event"]
    assert "ann: decision (include, title abstract) on Rahman, 2016\n" in terminal.run("log").out


def test_the_log_is_printed_page_by_page_or_only_its_end(
    terminal: Terminal, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for decision in ("include", "maybe", "include"):
        terminal.run("decide", record, decision, "--stage", "title-abstract")
    whole = terminal.run("log").out
    monkeypatch.setattr("review.journal.queries.visibility.AT_A_TIME", 2)
    assert terminal.run("log").out == whole
    assert terminal.run("log", "--last", "3").out.splitlines() == whole.splitlines()[-3:]
    (last,) = terminal.json("log", record, "--last", "1")["events"]
    assert last["act"]["decision"] == "include"
    assert "from 1 to" in terminal.refused("log", "--last", "0")


def test_the_log_says_why(terminal: Terminal, record: str) -> None:
    terminal.run("decide", record, "include", "--stage", "title-abstract", "--override", "E1=about moving")
    terminal.run("decide", record, "exclude", "--stage", "theory-map", "--criterion", "E9", "--note", "thin")
    terminal.run("code", record, "T1", "--span", "0", "4", "--memo", "who\nchooses?")
    terminal.run("memo", "T1", "read again")
    lines = [line.partition("ann: ")[2] for line in terminal.run("log").out.splitlines()]
    assert lines[:2] == ["review begun", "theory map applied: first use of theory_map.yaml"]
    assert lines[-4:] == [
        "decision (include, title abstract) on Rahman, 2016: E1 overridden (about moving)",
        "decision (exclude, theory map, E9) on Rahman, 2016: thin",
        "coding (T1 Market logic, bears on) on Rahman, 2016: who chooses?",
        "memo on T1 Market logic: read again",
    ]


def test_verify_ends_with_1_where_something_is_wrong(terminal: Terminal) -> None:
    outcome = terminal.run("verify", "--json")
    assert (outcome.code, outcome.data["ok"], len(outcome.data["problems"])) == (1, False, 2)
    assert "the file is gone" in terminal.run("verify", "--rebuild").out


@pytest.mark.parametrize("arguments", [("status",), ("verify", "--rebuild")])
def test_tables_that_take_long_to_be_made_again_say_how_far_they_are(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(terminal.folder / "review.db")) as journal:
        journal.execute("UPDATE meta SET value = '0' WHERE name = 'projections'")
        journal.commit()
    monkeypatch.setattr("review.journal.updating.EVERY_SECONDS", 0.0)
    monkeypatch.setattr("review.cli.saying.monotonic", count(step=2).__next__)
    said = terminal.run(*arguments).err.splitlines()
    assert "rebuilding the journal's tables: 100%" in said


def test_what_takes_less_than_a_second_says_nothing(terminal: Terminal) -> None:
    assert "making the tables" not in terminal.run("verify", "--rebuild").err


def test_a_copy_is_made_and_gone_back_to(terminal: Terminal, record: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert terminal.json("backup", copy) == {"file": str(copy)}
    assert "exists already" in terminal.refused("backup", copy)
    terminal.run("decide", record, "include", "--stage", "title-abstract")
    restored = terminal.json("restore", copy)
    assert restored["file"] == str(copy)
    assert terminal.json("records", "--where", "title-abstract=include")["records"] == []
    assert "file not found" in terminal.refused("restore", tmp_path / "nothing.db")
    (tmp_path / "notes.db").write_text("notes")
    assert "notes.db: is not a review's journal" in terminal.refused("restore", tmp_path / "notes.db")
    assert Path(restored["kept"]).is_file()


def test_the_theory_map_is_changed_logged_and_written(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    coding = terminal.json("code", record, "T1", "--span", "0", "4")["coding"]
    refined = terminal.json("theory", "refine", "T1", "--proposition", "Few compete", "--key-terms", "market, price",
                            "--reason", "two sources", "--trigger", coding[:9])  # fmt: skip
    assert refined.keys() == {"event", "version"}
    terminal.json(
        "theory", "add", "T3", "--name", "Demand", "--proposition", "Councils ask", "--reason", "gap"
    )
    terminal.json("theory", "add", "T3.a", "--under", "T3", "--name", "Age", "--reason", "heard")
    terminal.json(
        "theory", "add", "RB", "--rivals", "T3", "--name", "No tools", "--proposition", "x", "--reason", "y"
    )
    terminal.json("theory", "reject", "T2", "--reason", "nothing")
    terminal.json("theory", "reinstate", "T2", "--reason", "something")
    versions = terminal.json("theory", "log")["versions"]
    assert [(v["version"], v["change"], v["code"]) for v in versions][1:] == [
        (2, "refine", "T1"), (3, "add", "T3"), (4, "add", "T3.a"), (5, "add", "RB"), (6, "reject-theory", "T2"),
        (7, "reinstate", "T2"),
    ]  # fmt: skip
    written = terminal.json("--project", terminal.folder, "theory", "export", tmp_path / "map.yaml")
    assert written == {"file": str(tmp_path / "map.yaml"), "version": 7, "event": versions[-1]["event"]}
    assert "never overwrites your files" in terminal.refused("theory", "export", tmp_path / "map.yaml")
    assert "cannot be written" in terminal.refused("theory", "export", tmp_path / "no" / "map.yaml")
    assert terminal.run("theory", "export").out == (tmp_path / "map.yaml").read_text("utf-8")
    assert "--reason" in terminal.refused("theory", "refine", "T1", "--name", "x")
    assert "'T9'" in terminal.refused("theory", "refine", "T9", "--name", "x", "--reason", "y")


def test_an_edited_map_is_applied_or_ignored(terminal: Terminal) -> None:
    file = terminal.folder / "theory_map.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("Market limitations", "Duties"), "utf-8")
    notice = terminal.run("status").err
    assert "was edited (1 difference)" in notice
    assert "`review theory adopt` or `review theory leave`" in notice
    adopted = terminal.run("theory", "adopt", "--reason", "better")
    assert (adopted.code, adopted.err) == (0, "")
    assert terminal.run("status").err == ""
    file.write_text(text, "utf-8")
    left = terminal.run("theory", "leave", "--json")
    assert (left.data, left.err) == ({"event": None}, "")
    assert "  file applied: better" in terminal.run("theory", "log").out
    assert "no edits to apply" in terminal.refused("theory", "adopt", "--reason", "again")


def test_what_to_read_next_comes_with_why(terminal: Terminal) -> None:
    queue = terminal.json("queue", "--limit", "1")
    assert queue["model"]
    (item,) = queue["queue"]
    assert item.keys() == {"record", "score", "terms", "by_lot", "again"}
    assert all(isinstance(term, str) and isinstance(weight, float) for term, weight in item["terms"])
    for order in ("relevance", "uncertainty", "challenge", "random", "oldest"):
        assert len(terminal.json("queue", "--order", order, "--stage", "title-abstract")["queue"]) == 2
    assert terminal.json("queue", "--stage", "theory-map")["queue"] == []
    for wrong in (
        ("--limit", "0"),
        ("--limit", "-1"),
        ("--stage", "x"),
        ("--order", "challenge", "--focus", "T9"),
    ):
        assert terminal.refused("queue", *wrong)


def test_codes_are_suggested_for_a_record_and_its_passages(terminal: Terminal, record: str) -> None:
    suggested = terminal.json("suggest", record, "--passages")
    assert suggested.keys() == {"codes", "source_type", "passages", "model"}
    assert suggested["codes"][0].keys() >= {"code", "score", "terms"}
    for passage in suggested["passages"]:
        assert passage.keys() >= {"page", "start", "end", "quote", "codes"}
    assert suggested["passages"][1]["codes"][0]["code"] == "T2"
    assert terminal.json("suggest", record)["passages"] == []
    assert "because: " in terminal.run("suggest", record, "--passages").out


def test_the_evaluation_says_what_it_does_not_know_yet(terminal: Terminal) -> None:
    figures = terminal.json("evaluate")
    assert figures.keys() >= {"relevance", "codes", "source_types", "model"}
    assert all("labels" in code and ("reason" in code or "f1" in code) for code in figures["codes"].values())


@pytest.mark.parametrize(
    "command", [("queue",), ("evaluate",), ("records",), ("status",), ("log",), ("verify",), ("ingest",)]
)
def test_an_empty_review_answers_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple
) -> None:
    terminal = Terminal(tmp_path, capsys)
    assert terminal.json("init", tmp_path / "empty") == {"project": str(tmp_path / "empty")}
    assert isinstance(terminal.json("--project", tmp_path / "empty", *command), dict)
    for name in ("evidence", "source-types", "matrix"):
        assert terminal.json("export", name, "--project", tmp_path / "empty")["files"]


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["records"],
        ["find", "markets"],
        ["agreement"],
        ["theory", "log"],
        ["flow"],
        ["search", "list"],
        ["plan"],
        ["dedupe"],
        ["import", "found.ris", "--preview"],
    ],
)
def test_a_first_look_by_command_stores_nothing(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(Project.create(tmp_path / "new", SMALL_MAP), capsys)
    monkeypatch.chdir(terminal.folder)
    (terminal.folder / "found.ris").write_text("TY  - JOUR\nTI  - Markets\nER  - \n")
    done = terminal.run(*command)
    assert (done.code, done.err) == (0, "")
    with closing(sqlite3.connect(terminal.folder / "review.db")) as journal:
        assert journal.execute("SELECT count(*) FROM event").fetchone() == (0,)
