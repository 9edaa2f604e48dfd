import json
import os
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from review.errors import JournalError
from review.journal import backup, restoring, schema, sharing, turns
from review.journal.journal import Journal
from review.project import Project
from tests.reviews import add_record, new_review


def memo(journal: Journal, text: str = "a thought") -> None:
    journal.append("ann", {"kind": "memo", "target": "T1", "text": text})


def fill(journal: Journal) -> None:
    for _ in range(1000):
        memo(journal, "x" * 4000)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Journal.open(tmp_path / "review.db").close()
    with closing(sqlite3.connect(tmp_path / "review.db")) as connection:
        connection.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    with pytest.raises(
        JournalError, match=r"review\.db: was written by a newer realist-review .* update the program"
    ):
        Journal.open(tmp_path / "review.db")


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "review.db").write_bytes(b"not a database at all")
    with pytest.raises(JournalError, match="damaged; go back to a copy in backups/"):
        Journal.open(tmp_path / "review.db")


def test_an_empty_file_beside_backups_is_not_taken_for_a_new_review(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review")
    add_record(project, "Markets for care")
    backup_file = backup.copy(project.journal, tmp_path / "review" / "backups" / "review-20991231T235959.db")
    project.close()
    database = tmp_path / "review" / "review.db"
    for file in database.parent.glob("review.db*"):
        file.unlink()
    database.touch()

    with pytest.raises(
        JournalError, match=f"is empty, though backups/ .* restore backups/{backup_file.name}"
    ):
        Journal.open(database)
    restoring.restore(database, backup_file)
    with Project.open(tmp_path / "review") as project:
        assert len(project.records.listing()) == 1


@pytest.mark.parametrize("version", [0, 1])
def test_somebody_elses_database_is_refused_and_left_as_it_is(tmp_path: Path, version: int) -> None:
    with closing(sqlite3.connect(tmp_path / "review.db")) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.execute(f"PRAGMA user_version={version}")
    before = (tmp_path / "review.db").read_bytes()
    with pytest.raises(JournalError, match="not a review's"):
        Journal.open(tmp_path / "review.db")
    assert (tmp_path / "review.db").read_bytes() == before


def test_a_read_only_journal_can_be_looked_at_and_not_changed(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "review.db")
    memo(journal)
    journal.close()
    reading = Journal.open(tmp_path / "review.db", read_only=True)
    assert reading.revision == 1
    assert reading.notices == (reading.read_only,)
    with pytest.raises(JournalError, match="reading only"):
        memo(reading)
    reading.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold root back")
def test_a_read_only_folder_gives_one_line(tmp_path: Path) -> None:
    new_review(tmp_path / "review").close()
    (tmp_path / "review").chmod(0o500)
    project = Project.open(tmp_path / "review", "ann")
    assert "read-only" in project.notices[0]
    assert project.screening.counts().records == 0
    (tmp_path / "review").chmod(0o700)
    project.close()


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "review.db")
    memo(journal, "before")
    pages = journal.value("PRAGMA page_count")
    journal.value(f"PRAGMA max_page_count={pages}")
    with pytest.raises(JournalError, match="the disk is full; nothing more was stored"):
        fill(journal)
    kept = journal.revision
    journal.value("PRAGMA max_page_count=1000000")
    memo(journal, "after")
    assert journal.revision == kept + 1
    journal.close()


def test_another_process_that_is_writing_gives_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.05)
    journal = Journal.open(tmp_path / "review.db")
    other = sqlite3.connect(tmp_path / "review.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError, match=r"another process is writing .* nothing was changed, try again"):
        memo(journal)
    other.execute("ROLLBACK")
    memo(journal)
    other.close()
    journal.close()


def test_in_a_synced_folder_there_is_one_writer_and_no_wal(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "review"
    folder.mkdir(parents=True)
    journal = Journal.open(folder / "review.db")
    assert "synced folder (Dropbox)" in journal.notices[0]
    assert journal.value("PRAGMA journal_mode") == "delete"
    with pytest.raises(JournalError, match="has been writing here since"):
        Journal.open(folder / "review.db")
    journal.close()
    again = Journal.open(folder / "review.db")
    again.close()


def test_the_lock_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Council"
    folder.mkdir()
    lock = folder / "review.db.writer"
    lock.write_text(json.dumps({"host": socket.gethostname(), "process": 2**22 + 1, "since": "yesterday"}))
    Journal.open(folder / "review.db").close()
    lock.write_text(json.dumps({"host": "elsewhere", "process": 1, "since": "yesterday"}))
    with pytest.raises(JournalError, match=r"elsewhere \(process 1\)"):
        Journal.open(folder / "review.db")


def test_a_copied_file_starts_a_chain_of_its_own(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "review.db")
    memo(journal)
    journal.close()
    (tmp_path / "copy").mkdir()
    shutil.copy(tmp_path / "review.db", tmp_path / "copy" / "review.db")
    copy = Journal.open(tmp_path / "copy" / "review.db")
    memo(copy)
    first, second = copy.events()
    assert first.replica != second.replica
    assert second.previous == ""
    copy.close()


def test_network_shares_are_recognised_by_their_file_system() -> None:
    assert sharing.file_system_of(Path("/proc")) in {"proc", ""}
    assert sharing.shared_place(Path("/proc")) == ""


class TestBackups:
    def test_an_opening_keeps_what_is_new_and_only_that(self, tmp_path: Path) -> None:
        project = new_review(tmp_path / "review")
        project.close()
        again = Project.open(tmp_path / "review", "ann")
        again.close()
        kept = list((tmp_path / "review" / "backups").glob("*.db"))
        assert len(kept) == 1

    def test_the_oldest_backups_go(self, tmp_path: Path) -> None:
        from datetime import UTC, datetime, timedelta

        journal = Journal.open(tmp_path / "review.db")
        now = datetime(2026, 1, 1, tzinfo=UTC)
        for day in range(backup.KEPT + 3):
            memo(journal)
            assert backup.rotate(journal, now=now + timedelta(days=day))
            assert backup.rotate(journal, now=now + timedelta(days=day, hours=1)) is None
        names = sorted(path.name for path in (tmp_path / "backups").iterdir())
        assert len(names) == backup.KEPT
        assert names[0] == "review-20260104T000000.db"
        journal.close()

    def test_restore_leads_back_and_keeps_what_was_there(self, tmp_path: Path) -> None:
        project = new_review(tmp_path / "review")
        record = add_record(project, "A study")
        copy = project.history.backup(tmp_path / "copy.db")
        project.screening.decide(record, "include", "title-abstract")
        with pytest.raises(JournalError, match="exists already"):
            project.history.backup(copy)
        project.close()
        kept = restoring.restore(tmp_path / "review" / "review.db", copy)
        back = Project.open(tmp_path / "review", "ann")
        assert back.screening.outcome(record, "title-abstract") == "none"
        back.close()
        assert kept is not None
        restoring.restore(tmp_path / "review" / "review.db", kept)
        forth = Project.open(tmp_path / "review", "ann")
        assert forth.screening.outcome(record, "title-abstract") == "include"
        forth.close()

    def test_what_is_no_sound_journal_is_not_restored(self, tmp_path: Path) -> None:
        new_review(tmp_path / "review").close()
        (tmp_path / "bad.db").write_bytes(b"SQLite format 3\x00" + b"rubbish" * 1000)
        before = (tmp_path / "review" / "review.db").read_bytes()
        with pytest.raises(JournalError, match=r"bad\.db"):
            restoring.restore(tmp_path / "review" / "review.db", tmp_path / "bad.db")
        with pytest.raises(JournalError, match="file not found"):
            restoring.restore(tmp_path / "review" / "review.db", tmp_path / "none.db")
        assert (tmp_path / "review" / "review.db").read_bytes() == before

    def test_a_damaged_journal_can_be_replaced(self, tmp_path: Path) -> None:
        project = new_review(tmp_path / "review")
        copy = project.history.backup(tmp_path / "copy.db")
        project.close()
        for ending in ("", "-wal", "-shm"):
            (tmp_path / "review" / f"review.db{ending}").unlink(missing_ok=True)
        (tmp_path / "review" / "review.db").write_bytes(b"scrambled")
        kept = restoring.restore(tmp_path / "review" / "review.db", copy)
        assert kept is not None
        assert kept.read_bytes() == b"scrambled"
        Project.open(tmp_path / "review", "ann").close()
