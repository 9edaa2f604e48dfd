"""`review merge`: what it answers, and how it ends."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.project.sharing.copies import a_copy


@pytest.fixture
def terminal(own_terminal: Terminal) -> Terminal:
    """ann's shell in a review in which only she has acted."""
    return own_terminal


@pytest.fixture
def bobs(terminal: Terminal, tmp_path: Path) -> Path:
    """The folder of bob's copy, in which he wrote two memos."""
    own = Project.open(terminal.folder, "ann")
    bob = a_copy(own, tmp_path / "bobs", "bob")
    bob.annotations.memo("T1", "one")
    bob.annotations.memo("T1", "two")
    bob.close()
    own.close()
    return tmp_path / "bobs"


def test_json_says_what_came(terminal: Terminal, bobs: Path) -> None:
    merged = {"received": 2, "refused": [], "conflicts": 0, "texts": 0, "kept_apart": []}
    assert terminal.json("merge", bobs) == merged
    assert terminal.json("merge", bobs / "review.db") == merged | {"received": 0}


def test_people_read_what_came(terminal: Terminal, bobs: Path) -> None:
    assert terminal.run("merge", bobs).out == "2 acts imported\n"


def test_what_was_refused_is_listed_and_ends_with_1(terminal: Terminal, bobs: Path) -> None:
    with closing(sqlite3.connect(bobs / "review.db", isolation_level=None)) as connection:
        connection.execute("UPDATE event SET act = replace(act, 'two', '2')")
    outcome = terminal.run("merge", bobs, "--json")
    (refused,) = outcome.data["refused"]
    assert (outcome.code, outcome.data["received"]) == (1, 1)
    assert (refused["file"], refused["line"]) == (str(bobs / "review.db"), 0)
    assert refused["reason"].endswith("was changed after it was written")


def test_another_review_ends_with_2(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("init", tmp_path / "other").code == 0
    terminal.run("status", "--project", tmp_path / "other")
    line = terminal.refused("merge", tmp_path / "other")
    assert "is another review, and nothing was imported" in line
