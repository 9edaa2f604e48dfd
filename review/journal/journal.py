"""The journal of one review: a file to which events are appended, and the tables that are made from them."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from review import acts
from review.domain.citation import title_order
from review.errors import JournalError, JournalLostError
from review.journal import file_set, opening, schema, sharing
from review.journal.event import UNREAD, Act, Columns, Event, canonical, columns_of, identity
from review.journal.turns import Turns
from review.journal.validity import read

FILE_NAME = "review.db"
_COLUMNS = "hash, previous, replica, clock, time, reviewer, act"


class Journal:
    """One open journal. Every method may be called from any thread: short transactions take turns.

    `read_only` is empty, or says in a line why nothing can be written. `notices` are lines to show at the start.
    `lost` is empty, or says in a line that the file is no longer the one that was opened; from then on it is read-only.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, read_only: str = "", shared: str = ""
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.lost = ""
        self.notices: tuple[str, ...] = (read_only,) if read_only else ()
        self._connection = connection
        self._place: file_set.Place | None = None
        self._turn = Turns(connection, path.name)
        self._writer = sharing.WriterLock(path) if shared and not read_only else None
        if self._writer:
            self.notices += (
                f"{path.name} lies on {shared}: one writer at a time; colleagues should use their own copy",
            )

    # --- opening and closing -----------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open the journal at `path`, made where there is none, brought up to date where it is older.

        Where the disk or the folder forbids writing, it is opened for reading, and `read_only` says why.

        Raises:
            JournalError: it is missing beside its own copies, damaged, newer than this program, or somebody else's; the
                text says what to do.
        """
        file_set.check(path)
        if read_only:
            return cls._open_reading(path, "opened for reading only")
        try:
            return cls._open_writing(path)
        except JournalError as error:
            reason = opening.why_only_reading(path, error)
            if not reason:
                raise
            if not file_set.size_of(path):
                raise JournalError(f"{path.parent}: holds no review yet, and {reason}") from error
        return cls._open_reading(path, reason)

    @classmethod
    def _open_writing(cls, path: Path) -> Self:
        shared = sharing.shared_place(path.parent)
        journal = cls(path, opening.connect_writing(path, shared=bool(shared)), shared=shared)
        journal._place = file_set.Place(path, writes=not shared)
        try:
            if journal._writer:
                journal._writer.take()
            opening.refuse_triggers(path, journal._connection)
            journal._migrate()
            journal._settle_replica()
            journal._read_what_was_not()
        except BaseException:
            journal.close()
            raise
        file_set.clear_leftovers(path)
        return journal

    @classmethod
    def _open_reading(cls, path: Path, reason: str) -> Self:
        if not path.exists():
            raise JournalError(f"{path.parent}: holds no review yet")
        connection, lack = opening.connect_reading(path)
        journal = cls(path, connection)
        journal._place = file_set.Place(path, writes=False)
        try:
            lack = journal._migrate_in_memory() or lack
        except BaseException:
            journal.close()
            raise
        journal.read_only = reason
        journal.notices = (reason, lack) if lack else (reason,)
        return journal

    @classmethod
    def in_memory(cls) -> Self:
        """An empty journal for replays: in memory, and in a temporary file where it outgrows SQLite's cache."""
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        journal = cls(Path("replay"), connection)
        journal._migrate()
        journal.set_meta("replica", uuid.uuid4().hex)
        return journal

    def close(self) -> None:
        """Close the file; the journal cannot be used after."""
        self._connection.close()
        if self._place:
            self._place.close()
        if self._writer:
            self._writer.release()

    def _migrate(self) -> None:
        version = int(self.value("PRAGMA user_version"))
        if version and version < schema.VERSION:
            from review.journal import backup

            self.notices += backup.before_update(self, version + 1)
        self._bring_up_to_date(version)

    def _migrate_in_memory(self) -> str:
        """Where the file may not be brought up to date, do it with a copy in memory and show that; what is shown, in a line.

        Raises:
            JournalError: the file holds nothing yet.
        """
        version = int(self.value("PRAGMA user_version"))
        if not version:
            raise JournalError(f"{self.path.name}: holds no review yet; open it once where it can be written")
        if version == schema.VERSION:
            return ""
        with opening.in_plain_words(self.path):
            copied = opening.copied_to_memory(self._connection)
        self._connection.close()
        self._connection = self._turn.connection = copied
        self._bring_up_to_date(version)
        return f"{self.path.name} is shown as it was at this opening"

    def _bring_up_to_date(self, version: int) -> None:
        if version == schema.VERSION:
            return
        self._connection.create_function("title_order", 1, title_order, deterministic=True)
        for number, script in enumerate(schema.MIGRATIONS[version:], start=version + 1):
            with self.transaction():
                # Another process that opened the file at the same moment may have come first.
                if int(self.value("PRAGMA user_version")) >= number:
                    continue
                for statement in opening.statements(script):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
                self._connection.execute(f"PRAGMA user_version={number}")

    def _settle_replica(self) -> None:
        """Mint a replica for a new file, and for one that was copied or restored: two files must not write one chain."""
        home = opening.home_of(self.path)
        if self.meta("home") == home and self.meta("replica"):
            return
        with self.transaction():
            known = self.meta("home")
            if known not in {home, opening.plain_home_of(self.path)} or not self.meta("replica"):
                self.set_meta("replica", uuid.uuid4().hex)
            self.set_meta("home", home)

    # --- plain access for this package ----------------------------------------------------------------------------

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
            # What went into a file that left its place at that moment is not acknowledged.
            self.check_in_place()

    def check_in_place(self) -> None:
        """See that the file is still the one that was opened.

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
        """Once the file is lost, let go of it, and go on reading from a copy in memory.

        What lies beside a database belongs to whatever has its name. So acts that SQLite still holds in ``-wal`` go into the
        file that they were written for, wherever that is now; else the next program would apply them to the new file, or
        this one, when it ends, would remove what that program wrote.
        """
        if not self.lost or not self._place:
            return
        with self._turn.if_free() as is_free:
            # Whoever is in the middle of something comes here afterwards.
            if not is_free:
                return
            place, self._place = self._place, None
            left = self._connection
            with suppress(sqlite3.Error):
                self._connection = self._turn.connection = opening.copied_to_memory(left)
            with suppress(sqlite3.Error):
                if place.is_overwritten():
                    place.empty_its_wal()
                elif place.keeps_its_wal():
                    left.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if left is not self._connection:
                left.close()
            place.close()

    def shows_the_screen(self) -> None:
        """The calling thread shows the screen: from now on it waits only a moment for others that write."""
        self._turn.shows_the_screen()

    def rows(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[Any]:
        """All rows of a query, as tuples."""
        with self._turn, opening.in_plain_words(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 - a row's types are the query's
        """The first row of a query, or None."""
        with self._turn, opening.in_plain_words(self.path):
            return self._connection.execute(sql, parameters).fetchone()

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 - see row
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def meta(self, name: str) -> str:
        """A setting of this file, or ``""``."""
        return self.value("SELECT value FROM meta WHERE name = ?", (name,)) or ""

    def set_meta(self, name: str, value: str) -> None:
        """Keep a setting of this file (local: never exchanged)."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading at length, row by row: other threads go on, and what they write is not seen.

        Bytes that are no UTF-8 come as halves of surrogate pairs instead of an error.
        """
        if self._is_in_memory():
            yield self._connection
            return
        connection, _ = opening.connect_reading(self.path)
        try:
            connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()

    def _is_in_memory(self) -> bool:
        return not self.value("SELECT file FROM pragma_database_list WHERE name = 'main'")

    def copy_into(self, target: Path) -> None:
        """Copy the whole content, consistently and without what was deleted, into an empty file."""
        with self._turn, opening.in_plain_words(self.path):
            opening.copy_whole(self._connection, target)

    # --- events ---------------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """Grows with every event that arrives in this file, from whichever process."""
        return int(self.value("SELECT ifnull(max(sequence), 0) FROM event"))

    def append(self, reviewer: str, act: acts.Act | Act, *, time: str = "") -> Event:
        """Append one act; it is on the disk, and its tables are up to date, when this returns.

        Raises:
            JournalError: nothing was written, and why.
        """
        plain = act.to_plain() if isinstance(act, acts.Act) else act
        with self.transaction() as connection:
            replica = self.meta("replica")
            last = self.row(
                "SELECT hash FROM event WHERE replica = ? ORDER BY clock DESC LIMIT 1", (replica,)
            )
            clock = 1 + int(self.value("SELECT ifnull(max(clock), 0) FROM event"))
            previous = last[0] if last else ""
            time = time or datetime.now(UTC).isoformat(timespec="milliseconds")
            text = canonical(plain)
            hash = identity(previous, replica, clock, time, reviewer, text)  # noqa: A001 - the event's own word
            event = Event(hash, previous, replica, clock, time, reviewer, json.loads(text))
            columns = columns_of(hash, reviewer, event.act)
            self._insert(connection, event, text, columns)
            _project(connection, columns.subject)
        return event

    def _insert(self, connection: sqlite3.Connection, event: Event, act: str, columns: Columns) -> bool:
        """Write an event, whose act has the canonical JSON `act`; whether it was new."""
        inserted = connection.execute(
            f"INSERT OR IGNORE INTO event ({_COLUMNS}, kind, subject, record) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                event.hash,
                event.previous,
                event.replica,
                event.clock,
                event.time,
                event.reviewer,
                act,
                *columns,
            ),
        )
        return inserted.rowcount > 0

    def insert_all(self, events: Iterable[Event]) -> int:
        """Take in events made elsewhere (known ones are passed over) and bring the tables up to date; how many were new."""
        subjects: dict[str, None] = {}
        with self.transaction() as connection:
            new = 0
            for event in events:
                columns = columns_of(event.hash, event.reviewer, event.act)
                if self._insert(connection, event, event.spelling, columns):
                    new += 1
                    subjects[columns.subject] = None
            # Codings point to versions of the theory map: its fold comes first.
            for subject in sorted(subjects, key=lambda s: s != "theory-map"):
                _project(connection, subject)
        return new

    def take_in_stored(self, rows: Iterable[Sequence[object]]) -> None:
        """Insert events as another file stores them, whatever their acts are, and make every table from them.

        A row is hash, previous, replica, clock, time, reviewer, act.
        """
        with self.transaction() as connection:
            connection.executemany(
                f"INSERT OR IGNORE INTO event ({_COLUMNS}, kind, subject, record) VALUES (?,?,?,?,?,?,?,?,?,?)",
                ((*row, *columns_of(str(row[0]), str(row[5]), read(row[6]) or {})) for row in rows),
            )
            self._make_tables(connection)

    def rebuild(self) -> None:
        """Empty the tables that are made from events and texts, and make them again."""
        from review.journal import texts

        with self.transaction() as connection:
            self._read_again(connection, "1")
            texts.index_again(connection)
            self._make_tables(connection)

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        for table in schema.PROJECTION_TABLES:
            if table == "record_search":
                # By its own means a damaged index cannot be emptied.
                connection.execute("DELETE FROM record_search_content")
                connection.execute("INSERT INTO record_search (record_search) VALUES ('rebuild')")
            else:
                connection.execute(f"DELETE FROM {table}")
        subjects = [
            row[0]
            for row in self.rows("SELECT subject FROM event GROUP BY subject ORDER BY min(clock), min(hash)")
        ]
        for subject in sorted(subjects, key=lambda s: s != "theory-map"):
            _project(connection, subject)

    def _read_again(self, connection: sqlite3.Connection, where: str) -> list[str]:
        """Make the columns of events again that come from their acts; the subjects that events have now and had not."""
        events = connection.execute(
            f"SELECT hash, reviewer, act, kind, subject, record FROM event WHERE {where}"
        )
        found = [
            (hash, now)
            for hash, reviewer, act, *before in events  # noqa: A001
            if (now := columns_of(hash, reviewer, read(act) or {})) != tuple(before)
        ]
        connection.executemany(
            "UPDATE event SET kind = ?, subject = ?, record = ? WHERE hash = ?",
            [(*now, hash) for hash, now in found],  # noqa: A001
        )
        return [now.subject for _, now in found]

    def _read_what_was_not(self) -> None:
        """Take in what an older version of the program kept without understanding it."""
        if self.value("SELECT 1 FROM event WHERE subject >= ? AND subject < ?", (f"{UNREAD}:", f"{UNREAD};")):
            with self.transaction() as connection:
                for subject in self._read_again(
                    connection, f"subject >= '{UNREAD}:' AND subject < '{UNREAD};'"
                ):
                    _project(connection, subject)

    def events(
        self, where: str = "1", parameters: Sequence[object] = (), *, order: str = "clock, hash"
    ) -> list[Event]:
        """The events that satisfy an SQL condition on the columns of ``event``, in the journal's own order."""
        found = self.rows(
            f"SELECT {_COLUMNS}, EXISTS (SELECT 1 FROM undone WHERE undone.event = hash) FROM event WHERE {where} ORDER BY {order}",
            parameters,
        )
        return [Event.from_row(row[:7], undone=bool(row[7])) for row in found]


def _project(connection: sqlite3.Connection, subject: str) -> None:
    """Bring the rows about a subject up to date; what that takes is loaded with the first act, not with the first screen."""
    from review.journal.projection import project

    project(connection, subject)
