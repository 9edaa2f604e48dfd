"""Letters that were given after a backup, once it is restored: they stay with their records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from review.project import Project
from review.project import restore as restore_project
from tests.reviews import add_record, new_review

BEFORE_LETTERS = "DROP TABLE letter; PRAGMA user_version = 4;"


def cited(project: Project) -> dict[str, str]:
    """The citation of each record, by its title."""
    return {record.title: record.author_year for record in project.records.all()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A review with three records cited alike, and a copy that has the first of them."""
    project = new_review(tmp_path / "review")
    add_record(project, "Supply")
    project.history.backup(tmp_path / "copy.db")
    add_record(project, "Demand")
    add_record(project, "Prices")
    project.close()
    return tmp_path / "review"


@pytest.mark.parametrize("older", ["", BEFORE_LETTERS])
def test_a_letter_given_after_a_backup_stays_with_its_record(folder: Path, older: str) -> None:
    copy = folder.parent / "copy.db"
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(older)
    restore_project(folder, copy)

    project = Project.open(folder, "ann")
    assert cited(project) == {"Supply": "Rahman, 2016a"}
    add_record(project, "New")
    add_record(project, "Prices")
    assert cited(project) == {
        "Supply": "Rahman, 2016a",
        "New": "Rahman, 2016d",
        "Prices": "Rahman, 2016c",
    }
    assert [line for line in project.history.verify() if "the file is gone" not in line] == []
    project.close()


def test_a_record_that_comes_again_as_the_first_has_its_letter(folder: Path) -> None:
    project = Project.open(folder, "ann")
    for title in ("One", "Two"):
        add_record(project, title, year=2001)
    project.close()
    restore_project(folder, folder.parent / "copy.db")

    project = Project.open(folder, "ann")
    add_record(project, "Two", year=2001)
    assert cited(project)["Two"] == "Rahman, 2001b"
    add_record(project, "One", year=2001)
    assert cited(project)["One"] == "Rahman, 2001a"
    project.close()


def test_letters_that_a_restored_copy_gave_to_other_records_are_reported(folder: Path) -> None:
    bob_at = folder.parent / "bob"
    bob_at.mkdir()
    restore_project(bob_at, folder.parent / "copy.db")
    bob = Project.open(bob_at, "bob")
    for title in ("Prices", "Demand"):
        add_record(bob, title)
    bob.history.backup(folder.parent / "bob.db")
    bob.close()
    restore_project(folder, folder.parent / "bob.db")

    project = Project.open(folder, "ann")
    assert cited(project) == {"Supply": "Rahman, 2016a", "Prices": "Rahman, 2016b", "Demand": "Rahman, 2016c"}
    assert [(one.citation, one.title, one.other_title) for one in project.history.letter_clashes()] == [
        ("Rahman, 2016b", "Prices", "Demand"),
        ("Rahman, 2016c", "Demand", "Prices"),
    ]
    project.close()
