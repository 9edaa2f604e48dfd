"""The file under an open review is replaced, moved or removed: no act is acknowledged that is not in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from review.errors import JournalLostError
from review.journal.journal import Journal
from review.journal.material import JournalMaterial
from review.learning.protocol import Answered, Asked, AskState, NoAnswer
from review.project import Project
from tests.journal.processes import PATIENCE, Desk, review
from tests.reviews import new_review


def _remove(database: Path) -> None:
    database.unlink()


def _move(database: Path) -> None:
    database.rename(database.with_name("moved.db"))


def _replace(database: Path) -> None:
    copy = database.with_name("other.db")
    copy.write_bytes((database.parent / "copy.db").read_bytes())
    copy.rename(database)


def _overwrite(database: Path) -> None:
    shutil.copyfile(database.with_name("copy.db"), database)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A review with one memo, and a copy of it."""
    project = new_review(tmp_path / "review")
    project.annotations.memo("T1", "first")
    project.history.backup(tmp_path / "review" / "copy.db")
    project.close()
    return tmp_path / "review"


@pytest.mark.parametrize(
    ("happens", "what"),
    [
        (_remove, "removed or moved"),
        (_move, "removed or moved"),
        (_replace, "replaced"),
        (_overwrite, "overwritten"),
    ],
)
def test_acts_into_a_file_that_has_gone_are_refused_now_and_later(
    folder: Path, happens: Callable[[Path], None], what: str
) -> None:
    desk = Desk(folder)
    assert desk.ask("memo second").startswith("stored")
    happens(folder / "review.db")
    for text in ("third", "fourth"):
        assert desk.ask(f"memo {text}") == (
            f"refused: review.db was {what} while the review was open; nothing was stored; close and open the review again"
        )
    assert desk.ask("memos") == "first second"
    desk.close()


def test_what_was_put_in_place_is_whole_and_the_moved_file_has_every_act(folder: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo second")
    shutil.copy(folder / "copy.db", folder / "new.db")
    (folder / "review.db").rename(folder / "moved.db")
    (folder / "new.db").rename(folder / "review.db")
    assert "refused" in desk.ask("memo third")

    # While the one who lost the file still has it open, and after that was killed.
    other = Desk(folder)
    assert other.ask("memos") == "first"
    assert other.ask("memo after").startswith("stored")
    desk.kill()
    assert other.ask("memo last").startswith("stored")
    other.close()
    again = Project.open(folder, "ann")
    assert [memo.text for memo in again.annotations.memos("T1")] == ["first", "after", "last"]
    assert again.history.verify() == []
    again.close()
    moved = Journal.open(folder / "moved.db", read_only=True)
    assert moved.rows("SELECT text FROM memo ORDER BY text") == [("first",), ("second",)]
    moved.close()


def test_what_was_written_into_the_file_stays_as_it_is(folder: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo second")
    _overwrite(folder / "review.db")
    assert "overwritten" in desk.ask("memo third")
    desk.close()
    again = Project.open(folder, "ann")
    assert [memo.text for memo in again.annotations.memos("T1")] == ["first"]
    assert again.history.verify() == []
    again.close()


def test_a_copy_beside_the_last_acts_of_another_file_is_not_mixed_with_them(folder: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo second")
    shutil.copy(folder / "review.db-wal", folder / "kept-wal")
    desk.kill()
    _replace(folder / "review.db")
    shutil.copy(folder / "kept-wal", folder / "review.db-wal")
    answer = review("--project", folder, "status")
    assert answer.returncode == 2
    assert "review.db-wal held the last acts of another file" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1

    assert review("--project", folder, "restore", folder / "copy.db").returncode == 0
    restored = Project.open(folder, "ann")
    assert [memo.text for memo in restored.annotations.memos("T1")] == ["first"]
    restored.close()
    kept = {file.name[29:] for file in (folder / "backups").glob("*before-restore*")}
    assert kept == {"before-restore.db", "before-restore.db-wal"}


def test_a_lost_wal_is_noticed_and_nothing_acknowledged_goes_with_it(folder: Path) -> None:
    desk = Desk(folder)
    desk.ask("memo second")
    (folder / "review.db-wal").unlink()
    assert "review.db-wal was removed or moved" in desk.ask("memo third")
    desk.kill()
    again = Project.open(folder, "ann")
    assert [memo.text for memo in again.annotations.memos("T1")] == ["first", "second"]
    assert again.history.verify() == []
    again.close()


def test_an_act_in_whose_middle_the_file_goes_is_not_acknowledged(folder: Path) -> None:
    project = Project.open(folder, "ann")
    before = project.revision

    def act_while_it_goes() -> None:
        with project.journal.transaction():
            project.journal.append("ann", {"kind": "memo", "target": "T1", "text": "in the middle"})
            _replace(folder / "review.db")

    with pytest.raises(JournalLostError):
        act_while_it_goes()
    assert project.revision == before
    project.close()


def test_the_learning_process_learns_nothing_more_from_a_file_that_was_replaced(folder: Path) -> None:
    journal = Journal.open(folder / "review.db", read_only=True)
    material = JournalMaterial(journal, "ann")
    assert material.revision()
    _replace(folder / "review.db")
    with pytest.raises(JournalLostError, match="was replaced"):
        material.revision()
    journal.close()


def test_and_says_so_and_ends(folder: Path) -> None:
    worker = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "review.project.learning.process",
            "--project",
            str(folder),
            "--reviewer",
            "ann",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert worker.stdin
    assert worker.stdout
    try:
        worker.stdin.write(msgspec.json.encode(Asked(1, AskState())) + b"\n")
        worker.stdin.flush()
        assert msgspec.json.decode(worker.stdout.readline(), type=Answered).id == 1
        _replace(folder / "review.db")
        worker.stdin.write(msgspec.json.encode(Asked(2, AskState())) + b"\n")
        worker.stdin.flush()
        # It ends of its own accord, while its standard input is still open.
        worker.wait(PATIENCE)
        said = worker.stdout.read()
    finally:
        worker.kill()
        worker.communicate(timeout=PATIENCE)
    last = msgspec.json.decode(said, type=Answered)
    assert last.id is None
    assert isinstance(last.answer, NoAnswer)
    assert "review.db was replaced while the review was open" in str(last.answer)
    assert worker.returncode == 2
