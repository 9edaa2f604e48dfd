"""What works on this machine, in a line for each thing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from review.journal.schema import VERSION
from review.project.machine import extras, program, system
from tests.cli.run import Outcome, Terminal


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for settings of a new user, who has no terminal and whose editor is there."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("EDITOR", "sh")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("TMUX", raising=False)
    return tmp_path / "config" / "realist-review"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starts none of the programs that the first test starts."""
    monkeypatch.setattr(system, "kept_limits", lambda: frozenset({system.MEMORY, system.FILES}))
    monkeypatch.setattr(extras, "_languages", lambda: ["eng"])


def run_in(file: Path, statement: str) -> None:
    """Change a journal behind the program's back."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def checks(outcome: Outcome) -> dict[str, Any]:
    return {one["check"]: one for one in outcome.data["checks"]}


@pytest.mark.usefixtures("quick")
def test_acts_that_are_dated_in_the_future_are_named(terminal: Terminal, record: str) -> None:
    assert checks(terminal.run("doctor", "--json"))["dates"]["state"] == "works"
    run_in(
        terminal.folder / "review.db",
        "UPDATE event SET time = '2999-01-01T10:30:00.000+00:00', reviewer = 'bob'",
    )
    dates = checks(terminal.run("doctor", "--json"))["dates"]
    assert (dates["state"], dates["found"].startswith("dated in the future: ")) == ("not-checked", True)
    assert "by bob, the last on 2999-01-01 10:30 UTC" in dates["found"]


def the_problem(outcome: Outcome) -> str:
    """The only problem, in the words of the line."""
    assert (outcome.code, outcome.data["ok"]) == (1, False)
    (line,) = [one["found"] for one in outcome.data["checks"] if one["state"] == "problem"]
    return str(line)


def test_a_line_says_of_each_thing_whether_it_works(terminal: Terminal) -> None:
    outcome = terminal.run("doctor")
    assert outcome.code == 0, outcome.out
    *lines, empty, last = outcome.out.splitlines()
    assert (empty, last) == ("", "No problem found.")
    named = {line.split()[0]: line for line in lines}
    assert len(named) == len(lines)
    assert "child processes have limits of memory and write no files" in named["limits"]
    assert "FTS5" in named["sqlite"]
    assert "not checked" in named["terminal"]
    assert named["map"].endswith("theory_map.yaml: 4 codes, no mistakes")
    terminal.run("theory", "add", "T1.b", "--under", "T1", "--name", "Age", "--reason", "heard")
    said = terminal.run("doctor").out
    assert "theory_map.yaml: 4 codes, no mistakes; the review's map has 5 codes by now\n" in said


def test_the_answer_has_the_same_lines(terminal: Terminal, quick: None) -> None:
    found = checks(terminal.run("doctor", "--json"))
    assert found["review"]["state"] == found["settings"]["state"] == "works"
    assert "acts" in found["review"]["found"]
    assert found["backups"]["found"].startswith("1 in backups/")


def test_without_a_review_the_machine_is_looked_at_all_the_same(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = terminal.run("doctor", "--json")
    assert outcome.code == 0
    assert checks(outcome)["review"]["state"] == "not-checked"
    assert "no theory_map.yaml" in the_problem(
        terminal.run("doctor", "--json", "--project", tmp_path / "gone")
    )


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (lambda file: file.write_text("nonsense"), "is damaged"),
        (lambda file: file.unlink(), "backups"),
        (lambda file: run_in(file, f"PRAGMA user_version={VERSION + 1}"), "newer"),
    ],
)
def test_a_review_that_cannot_be_opened_is_a_problem(
    terminal: Terminal, quick: None, broken: Any, line: str
) -> None:
    terminal.run("status")
    for beside in terminal.folder.glob("review.db-*"):
        beside.unlink()
    broken(terminal.folder / "review.db")
    assert line in the_problem(terminal.run("doctor", "--json"))


def test_a_map_with_mistakes_is_a_problem(terminal: Terminal, quick: None) -> None:
    (terminal.folder / "theory_map.yaml").write_text("theories: [\x1b[2J")
    outcome = terminal.run("doctor")
    assert outcome.code == 1
    assert "theory_map.yaml:1" in outcome.out
    assert "1 problem found." in outcome.out
    assert "\x1b" not in outcome.out


def test_a_server_is_asked_only_on_request(terminal: Terminal, quick: None) -> None:
    run_in(
        terminal.folder / "review.db",
        "INSERT INTO meta VALUES ('shared_at', 'postgresql://ann@127.0.0.1:1/none')",
    )
    assert checks(terminal.run("doctor", "--json"))["exchange"]["state"] == "not-checked"
    assert "127.0.0.1:1" in the_problem(terminal.run("doctor", "--server", "--json"))


def test_a_shared_folder_that_is_gone_is_a_problem(terminal: Terminal, quick: None) -> None:
    run_in(terminal.folder / "review.db", "INSERT INTO meta VALUES ('shared_at', '/gone')")
    assert the_problem(terminal.run("doctor", "--json")).startswith("/gone")


def test_settings_that_others_can_change_are_a_problem(
    terminal: Terminal, settings: Path, quick: None
) -> None:
    settings.mkdir(parents=True)
    settings.chmod(0o777)
    assert "others can write" in the_problem(terminal.run("doctor", "--json"))


def test_an_editor_that_is_not_there_is_a_problem(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor\n\x1b[31m -w")
    assert the_problem(terminal.run("doctor", "--json")).startswith("no-such-editor")
    assert "\x1b" not in terminal.run("doctor").out


def test_what_cannot_be_checked_is_a_problem_and_no_traceback(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    def fails() -> None:
        raise RuntimeError("out of\norder")

    monkeypatch.setattr(program, "sqlite", fails)
    assert "RuntimeError: out of order" in the_problem(terminal.run("doctor", "--json"))
