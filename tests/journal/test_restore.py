"""Back to a copy: what is there is kept whole, the copy arrives whole, and whoever has the review open is asked first."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from review.errors import JournalError
from review.journal import file_set, restoring
from review.journal.journal import Journal
from review.project import Project
from review.project import restore as restore_project
from tests.journal.processes import Desk, review
from tests.reviews import new_review


def memos(folder: Path) -> list[str]:
    """The memos in the review in `folder`, which is sound."""
    project = Project.open(folder, "ann")
    found = [memo.text for memo in project.annotations.memos("T1")]
    assert project.history.verify() == []
    project.close()
    return found


def kept_files(folder: Path) -> dict[str, bytes]:
    """What a restore kept, by the ending of its name."""
    files = (folder / "backups").glob("*-before-restore.db*")
    return {file.name.partition("-before-restore")[2]: file.read_bytes() for file in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A review with two memos, and a copy that has the first."""
    project = new_review(tmp_path / "review")
    project.annotations.memo("T1", "first")
    project.history.backup(tmp_path / "review" / "copy.db")
    project.annotations.memo("T1", "second")
    project.close()
    return tmp_path / "review"


def test_an_open_review_is_not_restored_and_loses_nothing(folder: Path) -> None:
    desk = Desk(folder)
    answer = review("--project", folder, "restore", folder / "copy.db")
    assert answer.returncode == 2
    assert answer.stderr.strip() == (
        "review: review.db: is open in another program (a screen, or a command); close it there and restore again; nothing was changed"
    )
    assert desk.ask("memo third").startswith("stored")
    desk.kill()
    assert kept_files(folder) == {}
    assert memos(folder) == ["first", "second", "third"]


@pytest.mark.parametrize("page_size", [1024, 4096, 65536])
def test_a_copy_with_pages_of_another_size_is_restored(folder: Path, page_size: int) -> None:
    with closing(sqlite3.connect(folder / "copy.db", isolation_level=None)) as copy:
        copy.execute(f"PRAGMA page_size={page_size}")
        copy.execute("VACUUM")
    before = (folder / "review.db").stat().st_ino
    assert review("--project", folder, "restore", folder / "copy.db").returncode == 0
    assert (folder / "review.db").stat().st_ino == before
    assert memos(folder) == ["first"]


def test_one_who_only_reads_is_asked_too(folder: Path) -> None:
    reading = Journal.open(folder / "review.db", read_only=True)
    assert review("--project", folder, "restore", folder / "copy.db").returncode == 2
    reading.close()
    assert review("--project", folder, "restore", folder / "copy.db").returncode == 0


def test_the_live_file_gets_the_content_and_stays_the_same_file(folder: Path) -> None:
    before = (folder / "review.db").stat()
    answer = review("--project", folder, "restore", folder / "copy.db")
    assert answer.returncode == 0
    assert "is kept as" in answer.stderr
    after = (folder / "review.db").stat()
    assert (after.st_dev, after.st_ino, after.st_mode) == (before.st_dev, before.st_ino, before.st_mode)
    assert memos(folder) == ["first"]
    assert not list(folder.glob(".*part*"))


def test_acts_that_lie_in_a_wal_are_kept_where_the_file_can_be_opened(folder: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo third")
    desk.kill()
    assert (folder / "review.db-wal").stat().st_size
    kept = restoring.restore(folder / "review.db", folder / "copy.db")
    assert kept
    assert memos(folder) == ["first"]
    restoring.restore(folder / "review.db", kept)
    assert memos(folder) == ["first", "second", "third"]


def test_and_where_it_cannot(folder: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo third")
    desk.kill()
    acts = (folder / "review.db-wal").read_bytes()
    (folder / "review.db").write_bytes(b"scrambled" * 1000)
    (folder / "review.db").chmod(0o640)
    restoring.restore(folder / "review.db", folder / "copy.db")
    assert kept_files(folder) == {".db": b"scrambled" * 1000, ".db-wal": acts}
    assert stat.S_IMODE((folder / "review.db").stat().st_mode) == 0o640
    assert memos(folder) == ["first"]


@pytest.mark.parametrize(("mode", "restored"), [(0o644, 0o644), (0o600, 0o600), (0o440, 0o640)])
def test_where_the_file_is_missing_it_gets_the_mode_of_the_copy(
    folder: Path, mode: int, restored: int
) -> None:
    """A copy that nobody may write to gives a journal that its owner may."""
    (folder / "review.db").unlink()
    (folder / "copy.db").chmod(mode)
    restore_project(folder, folder / "copy.db")
    assert stat.S_IMODE((folder / "review.db").stat().st_mode) == restored
    assert memos(folder) == ["first"]


def test_what_was_never_a_journal_is_said_to_be_none(folder: Path, tmp_path: Path) -> None:
    files = {"passwd": b"root:x:0:0\n", "paper.pdf": b"%PDF-1.7\n" + bytes(4096), "empty.db": b""}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE something (x)")
    for name in [*files, "other.db"]:
        with pytest.raises(JournalError) as refused:
            restore_project(folder, tmp_path / name)
        assert str(refused.value) == f"{tmp_path / name}: is not a review's journal"
    assert memos(folder) == ["first", "second"]


def test_damage_inside_the_file_is_kept_byte_for_byte(folder: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo third")
    desk.kill()
    with (folder / "review.db").open("rb+") as file:
        file.seek(4096)
        file.write(b"\xff" * 40 * 4096)
    scrambled, acts = (folder / "review.db").read_bytes(), (folder / "review.db-wal").read_bytes()
    restoring.restore(folder / "review.db", folder / "copy.db")
    assert kept_files(folder) == {".db": scrambled, ".db-wal": acts}
    assert memos(folder) == ["first"]


def test_a_stale_journal_is_kept_and_not_rolled_into_the_restored_file(folder: Path) -> None:
    """What a write that was cut off left behind: applied to another file, it would undo pages of that."""
    stale = folder / "stale"
    stale.mkdir()
    with sqlite3.connect(folder / "review.db") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    writing = sqlite3.connect(folder / "review.db", isolation_level=None)
    writing.execute("PRAGMA cache_size=1")
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("UPDATE event SET act = act || hex(zeroblob(20000))")
    for name in ("review.db", "review.db-journal"):
        shutil.copy(folder / name, stale / name)
    writing.execute("ROLLBACK")
    writing.close()
    left = (stale / "review.db-journal").read_bytes()
    assert len(left) > 512
    for name in ("review.db", "review.db-journal"):
        shutil.copy(stale / name, folder / name)

    restoring.restore(folder / "review.db", folder / "copy.db")
    assert not (folder / "review.db-journal").exists()
    assert kept_files(folder)[".db-journal"] == left
    assert memos(folder) == ["first"]


def test_a_copy_s_own_wal_belongs_to_it(folder: Path, tmp_path: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo third")
    machine_that_died = tmp_path / "rescued"
    machine_that_died.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(folder / f"review.db{ending}", machine_that_died / f"review.db{ending}")
    desk.close()
    restoring.restore(folder / "review.db", folder / "copy.db")
    restoring.restore(folder / "review.db", machine_that_died / "review.db")
    assert memos(folder) == ["first", "second", "third"]


def test_a_wal_beside_a_copy_that_never_had_one_is_refused(folder: Path) -> None:
    (folder / "copy.db-wal").write_bytes(b"7" * 4096)
    with pytest.raises(JournalError, match=r"copy\.db-wal beside it is another file's"):
        restoring.restore(folder / "review.db", folder / "copy.db")
    assert memos(folder) == ["first", "second"]


def test_the_journal_is_no_copy_of_itself(folder: Path) -> None:
    with pytest.raises(JournalError, match="is the journal itself; name a copy"):
        restoring.restore(folder / "review.db", folder / "review.db")


def test_what_goes_on_from_a_copy_begins_a_chain_of_its_own(folder: Path) -> None:
    project = Project.open(folder, "ann")
    (replica,) = {event.replica for event in project.history.events()}
    project.close()
    restoring.restore(folder / "review.db", folder / "copy.db")
    project = Project.open(folder, "ann")
    project.annotations.memo("T1", "after")
    assert project.history.events()[-1].replica != replica
    assert project.history.verify() == []
    project.close()


@pytest.mark.parametrize("fails", ["_write_into", "_keep_copy", "_stage"])
def test_a_restore_that_fails_leaves_what_was_there(
    folder: Path, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, fails, full)
    with pytest.raises(JournalError, match="cannot be written"):
        restoring.restore(folder / "review.db", folder / "copy.db")
    monkeypatch.undo()
    assert memos(folder) == ["first", "second"]
    assert not list(folder.glob(".*part*"))


def test_a_replacement_that_fails_puts_everything_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(folder)
    desk.ask("memo third")
    desk.kill()
    (folder / "review.db").write_bytes(b"scrambled" * 1000)
    before = {file.name: file.read_bytes() for file in file_set.holding(folder / "review.db")}

    def is_sound_until_it_arrives(connection: sqlite3.Connection, _: str) -> bool:
        (opened,) = [row[2] for row in connection.execute("PRAGMA database_list")]
        return Path(opened).name != "review.db"

    monkeypatch.setattr(restoring, "_is_sound", is_sound_until_it_arrives)
    with pytest.raises(JournalError, match="the previous journal is back"):
        restoring.restore(folder / "review.db", folder / "copy.db")
    assert {file.name: file.read_bytes() for file in file_set.holding(folder / "review.db")} == before


class TestAMissingFile:
    def test_beside_copies_is_refused_with_the_way_back(self, folder: Path) -> None:
        project = Project.open(folder, "ann")
        project.close()
        newest = file_set.copies_of(folder / "review.db")[0]
        (folder / "backups" / "review-29990101T000000.db").write_bytes(b"SQLite format 3\x00" + b"junk" * 999)
        (folder / "review.db").unlink()
        for command in (["status"], ["init", folder], ["demo", folder]):
            answer = review("--project", folder, *command)
            assert answer.returncode == 2
            assert answer.stderr.strip() == (
                "review: review.db: is missing, though backups/ holds the review: put it back, or "
                f"`review restore backups/{newest.name}` brings the newest copy, or move backups/ away to start over"
            )
            assert not (folder / "review.db").exists()
        restore_project(folder, Path("backups") / newest.name)
        assert memos(folder) == []

    @pytest.mark.parametrize("ending", ["-wal", "-journal"])
    def test_beside_what_holds_its_last_acts_is_refused_and_those_stay(
        self, folder: Path, ending: str
    ) -> None:
        shutil.rmtree(folder / "backups")
        (folder / "review.db").unlink()
        (folder / f"review.db{ending}").write_bytes(b"acts" * 1024)
        answer = review("--project", folder, "status")
        assert answer.returncode == 2
        assert f"is missing, though review.db{ending} holds the review: put it back" in answer.stderr
        assert (folder / f"review.db{ending}").read_bytes() == b"acts" * 1024

    def test_one_can_start_over_on_purpose(self, folder: Path) -> None:
        (folder / "review.db").unlink()
        (folder / "backups").rename(folder / "old-backups")
        assert review("--project", folder, "status").returncode == 0
        assert memos(folder) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names there")
def test_what_is_no_file_is_refused_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for name, what in (
        ("pipe", "it is a pipe"),
        ("corpus", "it is a folder"),
        ("none.db", "file not found"),
    ):
        answer = review("--project", folder, "restore", folder / name)
        assert answer.returncode == 2
        assert what in answer.stderr
    assert memos(folder) == ["first", "second"]
