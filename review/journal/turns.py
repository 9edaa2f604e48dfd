"""Access to a journal: one thread of this process at a time, and one writing process at a time.

Once a screen is shown, threads in the background read by connections of their own: the screen never waits until they have read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from time import monotonic, sleep
from types import TracebackType
from typing import Any

from review.errors import JournalError

WAIT_SECONDS = 5.0
"""How long to wait for another process that is writing."""

SCREEN_SECONDS = 0.5
"""How long the screen's thread waits: it answers no keys meanwhile."""

_POLL_SECONDS = 0.005


class BusyError(JournalError):
    """Another process or thread kept writing; nothing was changed."""


class _Held:
    """A connection that one thread has at a time, as a context manager."""

    def __init__(self, connection: sqlite3.Connection, lock: AbstractContextManager[bool]) -> None:
        self.connection = connection
        self._held = lock

    def __enter__(self) -> sqlite3.Connection:
        """Wait until it is this thread's."""
        self._held.__enter__()
        return self.connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let another thread have it."""
        self._held.__exit__(kind, error, trace)


class Turns(_Held):
    """Turns at one connection. As a context manager: this thread's turn to read or to continue writing.

    A thread that waits for another process to finish writing gives up its turn: the others keep reading.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._lock = threading.RLock()
        super().__init__(connection, self._lock)
        self._name = name
        self._screen: int | None = None
        self._writer: int | None = None

    def shows_the_screen(self) -> None:
        """From now on the calling thread waits `SCREEN_SECONDS` only; others wait `WAIT_SECONDS`."""
        self._screen = threading.get_ident()

    @property
    def is_mine(self) -> bool:
        """Whether this thread is the screen's, or has begun to write: then it reads by this connection."""
        return threading.get_ident() in (self._screen, self._writer)

    def value(self, sql: str) -> Any:  # noqa: ANN401 - the value's type is the query's
        """The first column of the first row of a query."""
        with self as connection:
            return connection.execute(sql).fetchone()[0]

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
                        self._writer = threading.get_ident()
                        yield not begun_before
                        return
                finally:
                    if not self.connection.in_transaction:
                        self._writer = None
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


class Reader(_Held):
    """A thread's connection. As a context manager: it is being read, and is not closed before that ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._lock = threading.Lock()
        super().__init__(connection, self._lock)

    def close(self) -> None:
        """Close it; a query that runs is broken off first."""
        self.connection.interrupt()
        with self._lock:
            self.connection.close()


class Readers:
    """The readers of one file, made when a thread first asks.

    Args:
        connect: gives a new connection that reads what is committed; None where that is not possible.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection | None]) -> None:
        self._connect = connect
        self._own = threading.local()
        self._all: list[Reader] = []
        self._lock = threading.Lock()
        self._is_closed = False

    def of_this_thread(self) -> Reader | None:
        """This thread's reader; None if it has to take turns at the connection that writes."""
        if self._is_closed:
            return None
        if not hasattr(self._own, "reader"):
            self._own.reader = self._made()
        found: Reader | None = self._own.reader
        return found

    def _made(self) -> Reader | None:
        with suppress(sqlite3.Error, JournalError):
            if connection := self._connect():
                with self._lock:
                    if not self._is_closed:
                        self._all.append(made := Reader(connection))
                        return made
                connection.close()  # they were closed while it was being opened
        return None

    def close(self) -> None:
        """Close them all; from now on threads take turns."""
        with self._lock:
            self._is_closed = True
            for reader in self._all:
                reader.close()
            self._all.clear()
