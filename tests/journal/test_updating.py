"""The tables that are made from events have a version: another one makes them again, at whatever moment that is stopped."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from review.domain.canonical import canonical
from review.errors import JournalError
from review.journal import schema, updating
from review.journal.journal import Journal
from review.project import Project
from tests.copies import receive
from tests.journal.random_acts import tables
from tests.journal.test_unread import chained
from tests.journal.test_verification import a_review_with_everything, problems_after, tamper

OLDER = "UPDATE meta SET value = '0' WHERE name = 'projections'"


def contents(folder: Path) -> dict[str, list]:
    journal = Journal.open(folder / "review.db")
    found = tables(journal)
    journal.close()
    return found


@pytest.mark.parametrize(
    "was",
    [
        "DROP TABLE memo; ALTER TABLE coding DROP COLUMN status; CREATE TABLE reference (event TEXT)",
        "DELETE FROM coding; DELETE FROM record; INSERT INTO record_search (record_search) VALUES ('delete-all')",
        "DROP TABLE record_search; DROP INDEX record_by_citation",
    ],
)
def test_tables_of_another_version_are_made_again(tmp_path: Path, was: str) -> None:
    a_review_with_everything(tmp_path / "r")
    before = contents(tmp_path / "r")
    tamper(tmp_path / "r", f"{was}; {OLDER}")
    assert contents(tmp_path / "r") == before
    assert problems_after(tmp_path / "r", "SELECT 1") == []


def test_tables_of_another_version_are_shown_where_nothing_can_be_written(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    before = contents(tmp_path / "r")
    tamper(tmp_path / "r", f"DROP TABLE memo; {OLDER}")
    stored = (tmp_path / "r" / "review.db").read_bytes()
    journal = Journal.open(tmp_path / "r" / "review.db", read_only=True)
    assert tables(journal) == before
    assert journal.notices[1] == "review.db is shown as it was when opened"
    journal.close()
    assert (tmp_path / "r" / "review.db").read_bytes() == stored


def test_tables_of_a_newer_version_are_refused_in_a_line(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    tamper(tmp_path / "r", "UPDATE meta SET value = '999' WHERE name = 'projections'")
    for read_only in (False, True):
        with pytest.raises(JournalError) as refused:
            Journal.open(tmp_path / "r" / "review.db", read_only=read_only)
        assert str(refused.value) == (
            "review.db: was written by a newer realist-review"
            f" (tables 999; this one knows {schema.PROJECTIONS_VERSION}); update the program, nothing was changed"
        )


@pytest.mark.parametrize("junk", ["'junk'", "''", "'-1'", "x'00'", "'1e9'"])
def test_a_version_that_is_none_makes_them_again(tmp_path: Path, junk: str) -> None:
    a_review_with_everything(tmp_path / "r")
    before = contents(tmp_path / "r")
    tamper(tmp_path / "r", f"DELETE FROM memo; UPDATE meta SET value = {junk} WHERE name = 'projections'")
    assert contents(tmp_path / "r") == before


def test_events_with_fewer_rows_than_were_there_are_reported(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    tamper(tmp_path / "r", f"INSERT INTO memo VALUES ('m', 'T1', 'by hand', 'eve', ''); {OLDER}")
    journal = Journal.open(tmp_path / "r" / "review.db")
    assert journal.notices == ("table memo: was rebuilt with 1 row, 1 fewer than before",)
    journal.close()


def test_verify_reports_lost_rows_until_a_rebuild_on_demand(tmp_path: Path) -> None:
    a_review_with_everything(tmp_path / "r")
    tamper(tmp_path / "r", f"INSERT INTO memo VALUES ('m', 'T1', 'by hand', 'eve', ''); {OLDER}")
    Journal.open(tmp_path / "r" / "review.db").close()
    project = Project.open(tmp_path / "r", "ann")
    for _ in range(2):
        (line,) = [line for line in project.history.verify() if line.startswith("table")]
        assert line.startswith("table memo: was rebuilt with 1 row, 1 fewer than before, when it was updated")
    assert project.history.rebuild() == []
    assert not [line for line in project.history.verify() if line.startswith("table")]
    project.close()


def test_how_far_it_is_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "EVERY_SECONDS", 0.0)
    a_review_with_everything(tmp_path / "r")
    tamper(tmp_path / "r", OLDER)
    said: list[tuple[int, int]] = []
    journal = Journal.open(
        tmp_path / "r" / "review.db", progress=lambda done, total: said.append((done, total))
    )
    number = journal.value("SELECT count(*) FROM event")
    journal.close()
    assert said == sorted(said)
    assert said[-1] == (number, number)


STOPPED = """
import os, signal, sys
from pathlib import Path
from review.journal import updating
from review.journal.journal import Journal

updating.EVERY_SECONDS = 0.0
def die(done, total):
    if done >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
Journal.open(Path(sys.argv[1]), progress=die)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no such end of a process")
@pytest.mark.parametrize("after", [1, 5, 12])
def test_it_can_be_killed_at_any_moment_and_is_done_at_the_next_opening(tmp_path: Path, after: int) -> None:
    a_review_with_everything(tmp_path / "r")
    before = contents(tmp_path / "r")
    tamper(tmp_path / "r", f"DELETE FROM memo; DROP TABLE coding; {OLDER}")
    path = tmp_path / "r" / "review.db"
    ended = subprocess.run([sys.executable, "-c", STOPPED, path, str(after)], check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE name = 'projections'").fetchone() == ("0",)
        assert connection.execute("SELECT count(*) FROM memo").fetchone() == (0,)
    assert contents(tmp_path / "r") == before
    assert problems_after(tmp_path / "r", "SELECT 1") == []


def test_a_version_of_the_map_that_breaks_a_rule_of_today_is_kept(tmp_path: Path) -> None:
    """Keys such as j were free once."""
    a_review_with_everything(tmp_path / "r")
    project = Project.open(tmp_path / "r", "ann")
    theory = {"name": "New", "proposition": "It is new", "category": "market", "key": "j"}
    events = chained(
        canonical({"kind": "add", "code": "T8", "plain": theory, "rival": False, "reason": "so"}),
        canonical({"kind": "refine", "code": "T8", "proposition": "It was new", "reason": "time"}),
    )
    versions = project.theory.version
    assert receive(project.journal, events).new == 2
    assert project.theory.version == versions + 2
    assert project.theory.map.proposition_of("T8") == "It was new"
    assert project.history.rebuild() == []
    assert project.theory.version == versions + 2
    assert [line for line in project.history.verify() if "file is gone" not in line] == []
    project.close()


def test_what_had_an_effect_when_it_came_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that is younger than an act is not asked of it."""
    a_review_with_everything(tmp_path / "r")
    before = contents(tmp_path / "r")
    monkeypatch.setattr(
        "review.journal.validity._faults", lambda act: iter([f"that {act.kind} does not please"])
    )
    assert problems_after(tmp_path / "r", "SELECT 1") == []
    project = Project.open(tmp_path / "r", "ann")
    project.history.rebuild()
    project.close()
    assert contents(tmp_path / "r") == before
