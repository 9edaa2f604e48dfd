"""Access to a journal: one thread of this process at a time, and one writing process at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from types import TracebackType

from review.errors import JournalError

WAIT_SECONDS = 5.0
"""How long to wait for another process that is writing."""

SCREEN_SECONDS = 0.5
"""How long the screen's thread waits: it answers no keys meanwhile."""

_POLL_SECONDS = 0.005


class BusyError(JournalError):
    """Another process or thread kept writing; nothing was changed."""


class Turns:
    """Turns at one connection. As a context manager: this thread's turn to read or to continue writing.

    A thread that waits for another process to finish writing gives up its turn: the others keep reading.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.connection = connection
        self._name = name
        self._lock = threading.RLock()
        self._screen: int | None = None

    def shows_the_screen(self) -> None:
        """From now on the calling thread waits `SCREEN_SECONDS` only; others wait `WAIT_SECONDS`."""
        self._screen = threading.get_ident()

    def __enter__(self) -> None:
        """Wait for this thread's turn."""
        self._lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let other threads have their turn."""
        self._lock.release()

    @contextmanager
    def to_write(self) -> Iterator[bool]:
        """This thread's turn inside a transaction, begun unless there is one; yields whether it was begun.

        Raises:
            BusyError: another process went on writing; nothing was begun.
        """
        wait = SCREEN_SECONDS if threading.get_ident() == self._screen else WAIT_SECONDS
        deadline = monotonic() + wait
        while True:
            if self._lock.acquire(timeout=max(deadline - monotonic(), 0)):
                try:
                    # Only this thread can have a transaction: a thread keeps its turn until its transaction ends.
                    begun_before = self.connection.in_transaction
                    if begun_before or self._begin():
                        yield not begun_before
                        return
                finally:
                    self._lock.release()
            if monotonic() >= deadline:
                raise BusyError(
                    f"{self._name}: another process is writing (waited {wait:g} s); nothing was changed, try again in a moment"
                )
            # SQLite's own waiting polls less and less often, and would miss the pauses between steps.
            sleep(_POLL_SECONDS)

    @contextmanager
    def if_free(self) -> Iterator[bool]:
        """This thread's turn outside any transaction, if it is free; yields whether it is."""
        if not self._lock.acquire(blocking=False):
            yield False
            return
        try:
            yield not self.connection.in_transaction
        finally:
            self._lock.release()

    def _begin(self) -> bool:
        """Begin to write; False while another process is writing."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
        return True
