"""The open database file: reading, transactions, and what happens when the file is no longer in place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import starmap
from pathlib import Path
from threading import Event as StopEvent
from typing import Any, TypeVar

from review.errors import JournalError, JournalLostError
from review.journal import file_set, opening
from review.journal.turns import Reader, Readers, Turns

R = TypeVar("R")

_STEPS = 1_000
"""Steps of SQLite's machine, less than a millisecond, after which a copy looks whether it is to stop."""

Parameters = Sequence[object] | Mapping[str, object]
"""The values of a query's marks: in their order, or by name."""


class Database:
    """One open file. Every method may be called from any thread: short transactions take turns.

    Once the screen is shown, other threads read by connections of their own.

    `read_only` is empty, or says in a line why nothing can be written. `lost` is empty, or says in a line that the file is no
    longer the one that was opened; from then on it is read-only. `place` is None for what lies in memory. `viewer` is the
    reviewer who looks, which queries know as ``viewer()``; nobody at first, who sees only what everybody may.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        place: file_set.Place | None = None,
        read_only: str = "",
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.lost = ""
        self.viewer = ""
        self._connection = self._knowing_viewer(connection)
        self._place = place
        self._turn = Turns(connection, path.name)
        self._readers: Readers | None = None

    def close(self) -> None:
        """Close the file; it cannot be used after."""
        self._close_readers()
        self._connection.close()
        if self._place:
            self._place.close()

    def _knowing_viewer(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """A connection whose queries can ask who looks."""
        connection.create_function("viewer", 0, lambda: self.viewer)
        return connection

    def _close_readers(self) -> None:
        if self._readers:
            self._readers.close()

    def _for_reading(self) -> Turns | Reader:
        """What this thread reads by: in the background its own connection, unless it is about to write."""
        if self._readers and not self.lost and not self._turn.is_mine:
            return self._readers.of_this_thread() or self._turn
        return self._turn

    def _connected_to_read(self) -> sqlite3.Connection | None:
        """Another connection to the file that is open; None if that is gone."""
        # A file that took its place must not be opened beside it, as both have the same shared memory: SQLite would empty it.
        if self._place is None or self._place.departed():
            return None
        connection, lack = opening.connect_reading(self.path)
        if lack or self.lost or self._place is None or self._place.departed():
            connection.close()
            return None
        return self._knowing_viewer(connection)

    def go_on_in_memory(self) -> None:
        """Switch to a copy in memory; the file stays as it is."""
        self._close_readers()
        with opening.in_plain_words(self.path):
            copied = self._knowing_viewer(opening.copied_to_memory(self._connection))
        self._connection.close()
        self._connection = self._turn.connection = copied
        if self._place:
            place, self._place = self._place, None
            place.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, this thread alone; nested use joins the outer transaction.

        Raises:
            JournalError: the journal is read-only, busy, no longer in its place, or the disk refuses; then nothing was changed.
        """
        if self.lost:
            raise JournalLostError(self.lost)
        if self.read_only:
            raise JournalError(f"nothing was stored: {self.read_only}")
        with opening.in_plain_words(self.path), self._turn.to_write() as begun:
            if not begun:
                yield self._connection
                return
            try:
                self.check_in_place()
                yield self._connection
                self.check_in_place()
                self._connection.execute("COMMIT")
            except BaseException:
                # A failed COMMIT (a full disk) may or may not have ended the transaction by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                self._let_go()
                raise
            # A commit into a file that was moved at that moment is not acknowledged.
            self.check_in_place()

    def check_in_place(self) -> None:
        """Check that the file is still the one that was opened.

        Raises:
            JournalLostError: it was replaced, moved or removed, now or earlier; nothing can be written any more.
        """
        if not self.lost and self._place and (departed := self._place.departed()):
            self.lost = self.read_only = (
                f"{departed} while the review was open; nothing was stored; close and open the review again"
            )
        if self.lost:
            self._let_go()
            raise JournalLostError(self.lost)

    def _let_go(self) -> None:
        """Once the file is lost, release it and continue reading from a copy in memory.

        What lies beside a database belongs to whatever has its name. So acts that SQLite still holds in ``-wal`` go into the
        file that they were written for, wherever that is now; else the next program would apply them to the new file, or
        this one, when it ends, would remove what that program wrote.
        """
        if not self.lost or not self._place:
            return
        with self._turn.if_free() as is_free:
            # A thread in the middle of something will call this afterwards.
            if not is_free:
                return
            place, self._place = self._place, None
            self._close_readers()
            left = self._connection
            with suppress(sqlite3.Error):
                self._connection = self._turn.connection = self._knowing_viewer(
                    opening.copied_to_memory(left)
                )
            with suppress(sqlite3.Error):
                if place.is_overwritten():
                    place.empty_its_wal()
                elif place.keeps_its_wal():
                    left.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if left is not self._connection:
                left.close()
            place.close()

    @contextmanager
    def writing_much(self) -> Iterator[None]:
        """Within the context the write-ahead log grows longer before SQLite copies it into the file.

        A page that many commits changed is copied once then; commits are as durable as ever.
        """
        self._copy_log_after(opening.LONG_LOG_PAGES)
        try:
            yield
        finally:
            self._copy_log_after(opening.LOG_PAGES)

    def _copy_log_after(self, pages: int) -> None:
        with self._turn, suppress(sqlite3.Error):
            self._connection.execute(f"PRAGMA wal_autocheckpoint={pages}")

    def shows_the_screen(self) -> None:
        """Mark the calling thread as the screen's: from now on it waits only a moment for other writers, and for no reader."""
        self._turn.shows_the_screen()
        self._close_readers()
        if self.value("PRAGMA journal_mode") == "wal":  # else readers and a writer wait for each other
            self._readers = Readers(self._connected_to_read)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """All rows of a query, as tuples."""
        with self._for_reading() as connection, opening.in_plain_words(self.path):
            return connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a row's types are the query's
        """The first row of a query, or None."""
        with self._for_reading() as connection, opening.in_plain_words(self.path):
            return connection.execute(sql, parameters).fetchone()

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - the value's type is the query's
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def read(self, of: type[R], sql: str, parameters: Parameters = ()) -> list[R]:
        """All rows of a query as values of a NamedTuple or struct, whose fields are the names of the query's columns.

        Raises:
            TypeError: they are not.
        """
        with self._for_reading() as connection, opening.in_plain_words(self.path):
            found = connection.execute(sql, parameters)
            names, columns = _fields_of(of), tuple(column[0] for column in found.description)
            if names != columns:
                raise TypeError(f"columns {', '.join(columns)} are not {', '.join(names)}")
            return list(starmap(of, found))

    def each(self, make: Callable[..., R], sql: str, parameters: Parameters = ()) -> list[R]:
        """What a function, which must not read from the file itself, makes of each row's columns.

        The rows themselves are never all in memory.
        """
        with self._for_reading() as connection, opening.in_plain_words(self.path):
            return list(starmap(make, connection.execute(sql, parameters)))

    @property
    def revision(self) -> int:
        """Grows with every event stored in this file, by any process."""
        return int(self.value("SELECT ifnull(max(sequence), 0) FROM event"))

    @property
    def writes_of_others(self) -> int:
        """Another number after each write to this file by another program; the writes of this one do not change it."""
        # Of the connection that writes: each has a number of its own.
        with opening.in_plain_words(self.path):
            return int(self._turn.value("PRAGMA data_version"))

    @property
    def is_on_disk(self) -> bool:
        """Whether this is a file, and not a copy or replay in memory."""
        # The file's name may not be valid text.
        return bool(self.value("SELECT file <> '' FROM pragma_database_list WHERE name = 'main'"))

    def meta(self, name: str) -> str:
        """A setting of this file, or ``""``."""
        return self.value("SELECT value FROM meta WHERE name = ?", (name,)) or ""

    def set_meta(self, name: str, value: str) -> None:
        """Store a setting of this file (local: never exchanged)."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection for long reading, row by row: other threads continue, and their writes are not seen.

        Bytes that are not UTF-8 become lone surrogates instead of an error.
        """
        if not self.is_on_disk:
            yield self._connection
            return
        connection = self._knowing_viewer(opening.connect_reading(self.path)[0])
        try:
            connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()

    def copy_into(self, target: Path, stop: StopEvent | None = None) -> None:
        """Copy the whole content, consistently and without deleted data, into an empty file; `stop` ends it.

        Raises:
            JournalError: it cannot be written, or it was stopped.
        """
        with self._turn, opening.in_plain_words(self.path):
            self._connection.set_progress_handler(stop.is_set if stop else None, _STEPS)
            try:
                opening.copy_whole(self._connection, target)
            finally:
                self._connection.set_progress_handler(None, 0)
            if stop and stop.is_set():
                raise JournalError(f"{target}: was stopped")


def _fields_of(kind: type[Any]) -> tuple[str, ...]:
    """The names of a NamedTuple's or struct's fields, in order."""
    named: tuple[str, ...] = getattr(kind, "_fields", ()) or kind.__struct_fields__
    return named
