"""Threads and processes that use one journal take turns, and none waits longer than it must."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from review.errors import JournalError
from review.journal import opening, turns
from review.journal.journal import Journal
from review.journal.steps import in_steps
from tests.writers import another_process_writes


def memo(journal: Journal, text: str) -> None:
    journal.append("ann", {"kind": "memo", "target": "T1", "text": text})


def memos(journal: Journal) -> list[str]:
    return [event.act["text"] for event in journal.events()]


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "WAIT_SECONDS", 120.0)
    journal = Journal.open(tmp_path / "review.db")
    yield journal
    journal.close()


def test_a_thread_that_waits_for_another_process_lets_others_read(journal: Journal) -> None:
    with ThreadPoolExecutor(1) as others, another_process_writes(journal.path):
        asked = threading.Event()
        waiting = others.submit(lambda: (asked.set(), memo(journal, "later")))
        asked.wait(30)

        for _ in range(40):  # so that it is waiting, not about to
            assert memos(journal) == []
            time.sleep(0.005)
        assert not waiting.done()
    assert waiting.exception(30) is None
    assert memos(journal) == ["later"]


def test_the_thread_of_the_screen_gives_up_while_another_waits_on(journal: Journal) -> None:
    with ThreadPoolExecutor(1) as others, another_process_writes(journal.path):
        waiting = others.submit(memo, journal, "later")
        journal.database.shows_the_screen()

        with pytest.raises(
            JournalError, match=r"another process is writing \(waited 0.5 s\); nothing was changed"
        ):
            memo(journal, "now")
        assert not waiting.done()
    assert waiting.exception(30) is None
    assert memos(journal) == ["later"]


def test_once_the_screen_is_shown_others_read_without_waiting_for_it(journal: Journal) -> None:
    journal.database.shows_the_screen()
    with ThreadPoolExecutor(1) as others:
        with journal.transaction():
            memo(journal, "on its way")
            assert others.submit(memos, journal).result(30) == []
        assert others.submit(memos, journal).result(30) == ["on its way"]

        def write_and_read() -> list[str]:
            with journal.transaction():
                memo(journal, "from the background")
                return memos(journal)

        assert others.submit(write_and_read).result(30) == ["on its way", "from the background"]
        seen = journal.database.writes_of_others
        others.submit(memo, journal, "again").result(30)
        assert journal.database.writes_of_others == seen
        journal.close()
        with pytest.raises(JournalError, match="the review was closed"):
            others.submit(memos, journal).result(30)


def test_once_the_file_is_lost_others_read_the_copy_in_memory(journal: Journal) -> None:
    memo(journal, "kept")
    journal.database.shows_the_screen()
    with ThreadPoolExecutor(1) as others:
        assert others.submit(memos, journal).result(30) == ["kept"]
        journal.path.rename(journal.path.with_name("elsewhere.db"))
        with pytest.raises(JournalError, match="removed or moved"):
            memo(journal, "too late")
        assert others.submit(memos, journal).result(30) == ["kept"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """The connections that were made to read beside the one that writes."""
    made: list[sqlite3.Connection] = []
    connect = opening.connect_reading

    def noted(path: Path) -> tuple[sqlite3.Connection, str]:
        connection, lack = connect(path)
        made.append(connection)
        return connection, lack

    monkeypatch.setattr(opening, "connect_reading", noted)
    return made


def is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False


def test_a_reader_that_is_made_while_they_are_closed_is_closed_too(
    journal: Journal, opened: list[sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = opening.connect_reading

    def connect_and_close(path: Path) -> tuple[sqlite3.Connection, str]:
        made = connect(path)
        journal.close()
        return made

    monkeypatch.setattr(opening, "connect_reading", connect_and_close)
    journal.database.shows_the_screen()
    with ThreadPoolExecutor(1) as others:
        others.submit(memos, journal).exception(30)
    assert [is_closed(connection) for connection in opened] == [True]


def test_a_screen_that_is_shown_again_leaves_no_reader_of_the_one_before(
    journal: Journal, opened: list[sqlite3.Connection]
) -> None:
    with ThreadPoolExecutor(1) as others:
        for _ in range(2):
            journal.database.shows_the_screen()
            others.submit(memos, journal).result(30)
        journal.close()
    assert [is_closed(connection) for connection in opened] == [True, True]


def test_work_in_steps_is_committed_as_it_goes_and_a_failure_takes_back_its_own_step(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.journal.steps.STEP_SECONDS", 0)
    reader = Journal.open(journal.path, read_only=True)
    seen = []

    def do(number: int) -> None:
        seen.append(len(memos(reader)))
        memo(journal, str(number))
        if number == 3:
            raise ValueError(number)

    with pytest.raises(ValueError, match="3"):
        in_steps(journal, range(10), do)

    assert seen == [0, 1, 2, 3]
    assert memos(journal) == ["0", "1", "2"]
    reader.close()


def test_a_step_holds_as_many_as_it_has_time_for(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.journal.steps.STEP_SECONDS", 3600)
    reader = Journal.open(journal.path, read_only=True)
    seen = []

    in_steps(journal, range(5), lambda number: (memo(journal, str(number)), seen.append(memos(reader))))

    assert seen == [[]] * 5
    assert memos(reader) == ["0", "1", "2", "3", "4"]
    reader.close()


def test_the_log_grows_longer_only_while_much_is_written(journal: Journal) -> None:
    def after() -> int:
        return int(journal.database.value("PRAGMA wal_autocheckpoint"))

    def fail(number: int) -> None:
        during.append(after())
        raise ValueError(number)

    before, during = after(), []
    with pytest.raises(ValueError, match="0"):
        in_steps(journal, range(3), fail)

    assert before < during[0] <= 4000  # pages of 8 kB: 32 MB
    assert after() == before


def test_no_wait_is_longer_than_a_step(journal: Journal) -> None:
    """What a writer looks again after, and what a step leaves to others, fit together."""
    from review.journal import steps

    assert turns._POLL_SECONDS * 2 < steps.PAUSE_SECONDS
    assert steps.WAITS * steps.STEP_SECONDS + steps.PAUSE_SECONDS < turns.SCREEN_SECONDS


def test_a_file_in_the_place_of_the_open_one_is_not_opened_beside_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo(journal, "kept")
    other = journal.path.with_name("other.db")
    Journal.open(other).close()
    journal.database.shows_the_screen()
    other.rename(journal.path)
    monkeypatch.setattr("review.journal.opening.connect_reading", lambda path: pytest.fail(f"opened {path}"))
    with ThreadPoolExecutor(1) as others:
        assert others.submit(memos, journal).result(30) == ["kept"]
