"""`review sync FOLDER`: the JSON that other programs rely on, and what people read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from review.acts import Decide
from review.domain import DecisionKind
from review.project import Project
from tests.cli.run import Terminal


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder beside the review, not made yet."""
    return tmp_path.with_name(f"{tmp_path.name}-shared")


def test_json_counts_what_travelled(terminal: Terminal, record: str, shared: Path) -> None:
    first = terminal.json("sync", shared)
    assert (first["received"], first["refused"], first["conflicts"], first["files"]) == (0, [], 0, 0)
    lines = [line for file in shared.glob("events-*.jsonl") for line in file.read_text("ascii").splitlines()]
    assert first["sent"] == len(lines) > 0
    terminal.run("decide", record, "include", "--stage", "title-abstract")
    assert terminal.json("sync")["sent"] == 1


def test_a_folder_that_was_made_and_dates_in_the_future_are_said(
    terminal: Terminal, record: str, shared: Path
) -> None:
    made = terminal.run("sync", shared).err
    assert "was not there and was made new" in made
    assert "dated in the future" not in made
    with closing(Project.open(terminal.folder, "bob")) as project:
        act = Decide(record=record, stage="title-abstract", decision=DecisionKind.INCLUDE, theory_event="")
        project.journal.append("bob", act, time="2999-01-01T10:30:00.000+00:00")
    said = terminal.run("sync", shared).err
    assert "made new" not in said
    assert "dated in the future: 1 act by bob, the last on 2999-01-01 10:30 UTC; a clock is wrong" in said
    written = terminal.run("export", "decisions", "--as-of", "2998-12-31").err
    assert "left out, because it is dated in the future: 1 act by bob" in written
    assert "\ndated in the future: 1 act by bob" in terminal.run("verify").out
    assert "left out" not in terminal.run("export", "decisions", "--as-of", "2999-01-01").err


def test_what_was_refused_ends_with_exit_code_1(terminal: Terminal, record: str, shared: Path) -> None:
    terminal.run("sync", shared)
    (shared / "events-1 (conflicted copy).jsonl").write_text("half a li")
    outcome = terminal.run("sync", "--json")
    assert outcome.code == 1
    assert [(one["file"], one["line"]) for one in outcome.data["refused"]] == [
        ("events-1 (conflicted copy).jsonl", 1),
    ], "nothing says that a file could be deleted of which nothing was read"
    said = terminal.run("sync")
    assert said.code == 1
    assert said.out.splitlines()[0] == "0 acts sent, 0 received"
    assert said.out.splitlines()[1] == "events-1 (conflicted copy).jsonl:1: is not JSON; the file is damaged"


def test_lines_that_cannot_be_read_are_counted_once(terminal: Terminal, record: str, shared: Path) -> None:
    terminal.run("sync", shared)
    (shared / f"events-{'b' * 32}.jsonl").write_text("x\n" * 100)
    said = terminal.run("sync").out
    assert said.count("is not JSON") == 20
    assert "80 further lines could not be read" in said
    assert "more part" not in said


def test_a_folder_that_cannot_be_shared_is_one_line(terminal: Terminal, record: str, shared: Path) -> None:
    assert terminal.refused("sync").endswith(
        "this copy shares no folder and no server; `review sync FOLDER` or `review sync ADDRESS` begins"
    )
    assert "its parent folder does not exist" in terminal.refused("sync", shared / "a" / "b")
    assert "lies inside this review's own folder" in terminal.refused("sync", terminal.folder / "exports")
