"""Backups at openings decide about nothing: a review opens whatever becomes of them, and what has their name is whole."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from review.errors import JournalError
from review.journal import backup, copies, file_set, opening
from review.journal.database import Database
from review.journal.journal import Journal
from review.project import Project
from tests.journal.processes import PATIENCE, Desk, review
from tests.reviews import SMALL_MAP, new_review

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def memo(journal: Journal) -> None:
    journal.append("ann", {"kind": "memo", "target": "T1", "text": "a thought"})


def backups(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "backups").iterdir())


def forget_the_last_backup(folder: Path) -> None:
    """Make the next opening want a backup again."""
    with sqlite3.connect(folder / "review.db") as connection:
        connection.execute("DELETE FROM meta WHERE name LIKE 'backup%'")
    connection.close()


class TestOpeningsAtOnce:
    def test_none_of_six_is_refused_and_every_backup_is_whole(self, tmp_path: Path) -> None:
        folder = tmp_path / "review"
        new_review(folder).close()
        for _ in range(3):
            forget_the_last_backup(folder)
            children = [
                subprocess.Popen(
                    [sys.executable, "-m", "review", "--project", str(folder), "status"],
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    text=True,
                )
                for _ in range(6)
            ]
            answers = [child.communicate(timeout=PATIENCE)[1] for child in children]
            assert [child.returncode for child in children] == [0] * 6, answers
            assert answers == [""] * 6
        for name in backups(folder):
            assert name.endswith(".db")
            copied = sqlite3.connect(folder / "backups" / name)
            assert copied.execute("SELECT count(*) FROM event").fetchone() == (2,)
            copied.close()

    def test_two_first_openings_adopt_the_map_once(self, tmp_path: Path) -> None:
        for number in range(4):
            folder = tmp_path / f"review{number}"
            Project.create(folder, SMALL_MAP)
            children = [
                subprocess.Popen(
                    [sys.executable, "-m", "review", "--project", str(folder), "status"],
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    text=True,
                )
                for _ in range(2)
            ]
            answers = [child.communicate(timeout=PATIENCE)[1] for child in children]
            assert [child.returncode for child in children] == [0, 0], answers
            project = Project.open(folder, "ann")
            assert [event.kind for event in project.history.events()] == ["begin-review", "adopt"]
            assert project.history.verify() == []
            project.close()

    @pytest.mark.parametrize("begun", ["review.db", "review.db-journal"])
    def test_a_file_that_another_process_begins_between_two_looks_is_no_loss(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: str
    ) -> None:
        path = tmp_path / "review.db"
        path.touch()

        def copies_of(path: Path) -> list[Path]:
            path.with_name("review.db-journal").write_bytes(b"begun")
            path.with_name(begun).write_bytes(b"begun")
            return []

        monkeypatch.setattr(file_set, "copies_of", copies_of)
        file_set.check(path)


def test_a_review_in_which_nothing_was_done_needs_no_backup(tmp_path: Path) -> None:
    """As another process finds it that opens a new review between two steps of making its tables."""
    journal = Journal.open(tmp_path / "review.db")
    assert backup.rotate(journal) is None
    assert copies.before_update(journal.database.copy_into, journal.path, journal.revision, 2) == ()
    assert not (tmp_path / "backups").exists()
    journal.close()


class TestAFailureIsANotice:
    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        folder = tmp_path / "review"
        Project.create(folder, SMALL_MAP)
        (folder / "backups").write_text("a file where the folder should be")
        project = Project.open(folder, "ann")
        assert len(project.notices) == 1
        assert project.notices[0].startswith("no backup was made: ")
        assert project.annotations.memo("T1", "stored all the same").event
        project.close()
        (folder / "backups").unlink()
        again = Project.open(folder, "ann")
        assert again.notices == ()
        assert len(backups(folder)) == 1
        again.close()

    def test_a_copy_that_is_not_what_was_copied_gets_no_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "review"
        Project.create(folder, SMALL_MAP)

        def halved(database: Database, target: Path) -> None:
            with closing(sqlite3.connect(target)) as connection:
                connection.execute("PRAGMA user_version=2")

        def scrambled(database: Database, target: Path) -> None:
            whole(database, target)
            with target.open("rb+") as file:
                file.seek(8192)
                file.write(b"\xff" * 16384)

        whole = Database.copy_into
        for fault in (halved, scrambled):
            monkeypatch.setattr(Database, "copy_into", fault)
            project = Project.open(folder, "ann")
            assert "no backup was made" in project.notices[0]
            assert backups(folder) == []
            project.close()


class TestTheClock:
    def test_backups_go_on_after_one_that_was_ahead(self, tmp_path: Path) -> None:
        journal = Journal.open(tmp_path / "review.db")
        memo(journal)
        assert backup.rotate(journal, now=NOW + timedelta(days=4000))
        for minutes in range(0, 200, 10):
            memo(journal)
            made = backup.rotate(journal, now=NOW + timedelta(minutes=minutes))
            assert made
            assert made.exists()
        assert len(backups(tmp_path)) == backup.KEPT
        assert backups(tmp_path)[-1] == "review-20260301T151000.db"
        journal.close()

    @pytest.mark.parametrize("junk", ["soon", "2026-03-01T12:00:00", "", "9999-12-31T23:59:59+00:00", "\x00"])
    def test_a_time_that_says_nothing_does_not_end_them(self, tmp_path: Path, junk: str) -> None:
        journal = Journal.open(tmp_path / "review.db")
        memo(journal)
        journal.database.set_meta("backup_time", junk)
        assert backup.rotate(journal, now=NOW)
        journal.close()

    def test_a_clock_that_was_set_back_overwrites_nothing(self, tmp_path: Path) -> None:
        journal = Journal.open(tmp_path / "review.db")
        made = []
        for _ in range(3):
            memo(journal)
            journal.database.set_meta("backup_time", "")
            made.append(backup.rotate(journal, now=NOW))
        assert len(set(made)) == 3
        assert all(path and path.exists() for path in made)
        journal.close()

    def test_backups_that_were_removed_are_made_again(self, tmp_path: Path) -> None:
        journal = Journal.open(tmp_path / "review.db")
        memo(journal)
        first = backup.rotate(journal, now=NOW)
        assert first
        first.unlink()
        assert backup.rotate(journal, now=NOW + timedelta(hours=1))
        journal.close()


COPY = """
import sys, time
from pathlib import Path
from review.journal import backup, copies
from review.journal.journal import Journal

journal = Journal.open(Path(sys.argv[1]))
def half(target, stop=None):
    target.write_bytes(b"half")
    print("writing", flush=True)
    time.sleep(600)
if len(sys.argv) > 2:
    journal.database.copy_into = half
    backup.copy(journal, Path(sys.argv[2]))
copies.write(half, Path(sys.argv[1]).parent / "backups" / "review-20260101T000000.db", 0o600, 0)
"""


class TestLeftovers:
    def test_those_of_a_killed_process_go_and_work_in_progress_stays(self, tmp_path: Path) -> None:
        project = new_review(tmp_path / "review")
        project.close()
        database = tmp_path / "review" / "review.db"
        children = [
            subprocess.Popen([sys.executable, "-c", COPY, str(database)], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        for child in children:
            assert child.stdout
            assert child.stdout.readline() == "writing\n"
        children[0].send_signal(signal.SIGKILL)
        children[0].wait(PATIENCE)
        (tmp_path / "review" / ".review.db.probe-1").touch()
        (tmp_path / "review" / "backups" / "review-20260101T000000.db.partial").touch()
        for old in (".review.db.probe-1", "backups/review-20260101T000000.db.partial"):
            os.utime(tmp_path / "review" / old, (1, 1))

        Journal.open(database).close()
        left = [file.name for file in (tmp_path / "review" / "backups").iterdir() if ".part" in file.name]
        assert len(left) == 1
        assert f"-{children[1].pid}-" in left[0]
        assert not (tmp_path / "review" / ".review.db.probe-1").exists()

        children[1].kill()
        children[1].wait(PATIENCE)
        Journal.open(database).close()
        assert not list((tmp_path / "review" / "backups").glob(".*"))
        for child in children:
            assert child.stdout
            child.stdout.close()

    def test_one_that_lies_in_another_folder_is_found_too(self, tmp_path: Path) -> None:
        new_review(tmp_path / "review").close()
        database, stick = tmp_path / "review" / "review.db", tmp_path / "stick"
        child = subprocess.Popen(
            [sys.executable, "-c", COPY, str(database), str(stick / "copy.db")],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout
        assert child.stdout.readline() == "writing\n"
        (stick / "mine.part").touch()
        Journal.open(database).close()
        assert len(list(stick.iterdir())) == 2
        child.kill()
        child.wait(PATIENCE)
        child.stdout.close()
        Journal.open(database).close()
        assert [file.name for file in stick.iterdir()] == ["mine.part"]
        assert not list((tmp_path / "review").glob(".*"))


@pytest.mark.skipif(os.name == "nt", reason="files have no such modes there")
def test_copies_and_what_is_restored_are_open_to_nobody_new(tmp_path: Path) -> None:
    folder = tmp_path / "review"
    Project.create(folder, SMALL_MAP)
    (folder / "review.db").touch(0o600)
    assert review("--project", folder, "memo", "T1", "a thought", umask=0o000).returncode == 0
    copy = folder / "elsewhere" / "copy.db"
    assert review("--project", folder, "backup", copy, umask=0o000).returncode == 0
    assert review("--project", folder, "restore", copy, umask=0o000).returncode == 0
    files = [file for file in folder.rglob("*.db*") if file.is_file()]
    assert len(files) >= 4
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    for made in (folder / "backups", folder / "elsewhere"):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_no_copy_says_where_it_was_made(tmp_path: Path) -> None:
    folder = tmp_path / "a place of mine"
    project = new_review(folder)
    # As earlier versions wrote it.
    project.journal.database.set_meta("home", opening.plain_home_of(project.journal.path))
    replica = project.journal.database.meta("replica")
    project.close()
    again = Project.open(folder, "ann")
    assert again.journal.database.meta("replica") == replica
    again.history.backup(tmp_path / "copy.db")
    again.close()
    copies = [tmp_path / "copy.db", *(folder / "backups").glob("*.db"), folder / "review.db"]
    assert len(copies) == 3
    for file in copies:
        content = file.read_bytes()
        assert b"a place of mine" not in content
        assert str(tmp_path).encode() not in content
        if file.name != "review.db":
            connection = sqlite3.connect(file)
            assert not connection.execute("SELECT * FROM meta WHERE name IN ('home', 'replica')").fetchall()
            connection.close()


class TestADiskThatRefuses:
    def test_a_full_disk_is_looked_at_and_every_act_is_refused_with_a_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "review"
        new_review(folder).close()
        monkeypatch.setattr(opening, "_set_journal_mode", _no_space)
        project = Project.open(folder, "ann")
        assert len(project.notices) == 1
        assert project.notices[0].startswith("the disk is full: you can look, but nothing can be changed")
        assert project.screening.counts().records == 0
        with pytest.raises(JournalError, match="the disk is full"):
            project.annotations.memo("T1", "a thought")
        project.close()

    @pytest.mark.skipif(os.name == "nt", reason="no such limit there")
    def test_a_disk_that_takes_no_byte(self, tmp_path: Path) -> None:
        """A limit on the size of files stands for it: SQLite's own writes fail, as at the end of a disk."""
        import resource

        folder = tmp_path / "review"
        new_review(folder).close()
        forget_the_last_backup(folder)

        def nothing_more() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        for command, code in ((["status"], 0), (["memo", "T1", "a thought"], 2)):
            answer = subprocess.run(
                [sys.executable, "-m", "review", "--project", str(folder), *command],
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
                preexec_fn=nothing_more,
            )
            assert answer.returncode == code, answer.stderr
            assert "you can look, but nothing can be changed" in answer.stderr
            assert "Traceback" not in answer.stderr

    @pytest.mark.parametrize("read_only", ["folder", "file"])
    def test_a_read_only_place_is_opened_for_reading_and_says_why(
        self, tmp_path: Path, read_only: str
    ) -> None:
        folder = tmp_path / "review"
        project = new_review(folder)
        project.annotations.memo("T1", "a thought")
        project.close()
        place, mode = (folder, 0o500) if read_only == "folder" else (folder / "review.db", 0o400)
        place.chmod(mode)
        try:
            status = review("--project", folder, "status", privileged=False)
            act = review("--project", folder, "memo", "T1", "more", privileged=False)
        finally:
            place.chmod(0o700)
        assert status.returncode == 0
        assert f"{folder} is read-only: you can look, but nothing can be changed" in status.stderr
        assert act.returncode == 2
        assert "is read-only" in act.stderr.splitlines()[-1]
        assert "Traceback" not in act.stderr

    def test_acts_that_lie_beside_a_file_on_a_read_only_disk_are_shown(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "review"
        new_review(folder).close()
        desk = Desk(folder)
        desk.ask("memo second")
        desk.kill()
        (folder / "review.db-shm").unlink()
        folder.chmod(0o500)
        try:
            answer = review("--project", folder, "log", privileged=False)
        finally:
            folder.chmod(0o700)
        assert answer.returncode == 0, answer.stderr
        assert "memo" in answer.stdout
        assert "is shown as it was when opened" in answer.stderr


def _no_space(*_: object) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error
