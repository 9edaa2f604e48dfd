"""The journal of one review: a file to which events are appended, and the tables that are made from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self, TypeVar

from review import acts
from review.errors import JournalError
from review.journal import file_set, opening, sharing, updating
from review.journal.database import Database, Parameters
from review.journal.event import Act, Event
from review.journal.exchange import review_id
from review.journal.soundness import COLUMNS, INSERT
from review.journal.updating import Progress

FILE_NAME = "review.db"
_COLUMNS = ", ".join(COLUMNS)
OF_RECORD = (
    "((record = :record AND kind <> 'import') OR (subject = 'record:' || :record AND kind = 'import'))"
)
"""The condition of the events about a record, by the two indexes that hold them."""

_IT_OR_MERGED = (
    "(WITH RECURSIVE those(record) AS (SELECT :record UNION SELECT merged_record.record FROM merged_record"
    " JOIN those ON merged_record.kept = those.record) SELECT record FROM those)"
)
OF_RECORD_AND_ALL_WITH_IT = (
    f"((record IN {_IT_OR_MERGED} AND kind <> 'import')"
    f" OR (subject IN (SELECT 'record:' || record FROM {_IT_OR_MERGED}) AND +kind = 'import')"
    " OR subject IN (SELECT subject FROM event WHERE kind = 'memo' AND"
    f" (json_extract(act, '$.target') IN {_IT_OR_MERGED} OR json_extract(act, '$.target') IN"
    f" (SELECT hash FROM event WHERE record IN {_IT_OR_MERGED} AND kind <> 'import' AND +kind = 'code'))))"
)
"""The same with those about the records that were merged into it, and with the memos on them and their codings, whose events
name only their target. With a ``+`` SQLite takes the index of records or subjects, not that of kinds."""

R = TypeVar("R")


class Journal:
    """One open journal. Every method may be called from any thread: short transactions take turns.

    `notices` are lines to show at the start. `first_look` is called once, before the next act is stored; it may set itself again.
    """

    def __init__(
        self, database: Database, notices: tuple[str, ...] = (), writer: sharing.WriterLock | None = None
    ) -> None:
        self.database = database
        self.notices = notices
        self.first_look: Callable[[], None] | None = None
        self._writer = writer

    # --- opening and closing -----------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, progress: Progress | None = None) -> Self:
        """Open the journal at `path`, made where there is none, brought up to date where it is older.

        Where the disk or the folder forbids writing, it is opened for reading, and `read_only` says why. `progress` is
        called while tables are rebuilt, which takes long in a large journal.

        Raises:
            JournalError: it is missing beside its own copies, damaged, newer than this program, or somebody else's; the
                text says what to do.
        """
        file_set.check(path)
        if read_only:
            return cls._open_reading(path, "opened for reading only", progress)
        try:
            return cls._open_writing(path, progress)
        except JournalError as error:
            reason = opening.why_only_reading(path, error)
            if not reason:
                raise
            if not file_set.size_of(path):
                raise JournalError(f"{path.parent}: holds no review yet, and {reason}") from error
        return cls._open_reading(path, reason, progress)

    @classmethod
    def _open_writing(cls, path: Path, progress: Progress | None) -> Self:
        shared = sharing.shared_place(path.parent)
        connection = opening.connect_writing(path, shared=bool(shared))
        journal = cls(
            Database(path, connection, file_set.Place(path, writes=not shared)),
            (f"{path.name} lies on {shared}: one writer at a time; colleagues should use their own copy",)
            if shared
            else (),
            sharing.WriterLock(path) if shared else None,
        )
        try:
            if journal._writer:
                journal._writer.take()
            opening.refuse_triggers(path, connection)
            journal.notices += updating.bring_up_to_date(journal.database, progress)
            updating.settle_replica(journal.database)
            review_id.keep(journal.database)
            updating.read_what_was_not(journal.database)
        except BaseException:
            journal.close()
            raise
        file_set.clear_leftovers(path)
        return journal

    @classmethod
    def _open_reading(cls, path: Path, reason: str, progress: Progress | None) -> Self:
        if not path.exists():
            raise JournalError(f"{path.parent}: holds no review yet")
        connection, lack = opening.connect_reading(path)
        database = Database(path, connection, file_set.Place(path, writes=False))
        try:
            updating.check_made(database)
            if not updating.is_up_to_date(database):
                # The file may not be changed: update a copy in memory, and show that.
                database.go_on_in_memory()
                updating.bring_up_to_date(database, progress)
                lack = f"{path.name} is shown as it was when opened"
        except BaseException:
            database.close()
            raise
        database.read_only = reason
        return cls(database, (reason, lack) if lack else (reason,))

    @classmethod
    def in_memory(cls) -> Self:
        """An empty journal: in memory, and in a temporary file where it outgrows SQLite's cache."""
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        journal = cls(Database(Path("replay"), connection))
        updating.bring_up_to_date(journal.database)
        journal.database.set_meta("replica", updating.new_replica())
        return journal

    def replayed(self, where: str, parameters: Parameters) -> Journal:
        """A journal in memory of the events that satisfy an SQL condition; searching finds nothing there."""
        replayed = Journal.in_memory()
        with replayed.transaction() as connection:
            connection.executemany(
                INSERT,
                self.rows(f"SELECT {_COLUMNS}, kind, subject, record FROM event WHERE {where}", parameters),
            )
            connection.executemany("INSERT INTO letter VALUES (?,?,?,?,?)", self.rows("SELECT * FROM letter"))
            updating.make_tables(connection, searchable=False)
        return replayed

    def close(self) -> None:
        """Close the file; the journal cannot be used after."""
        self.database.close()
        if self._writer:
            self._writer.release()

    # --- the file ------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the file was opened."""
        return self.database.path

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in a line, or ``""``."""
        return self.database.read_only

    @property
    def lost(self) -> str:
        """Why the file is no longer the one that was opened, in a line, or ``""``."""
        return self.database.lost

    @property
    def revision(self) -> int:
        """Grows with every event stored in this file, by any process."""
        return self.database.revision

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """See `Database.transaction`."""
        return self.database.transaction()

    def snapshot(self) -> AbstractContextManager[sqlite3.Connection]:
        """See `Database.snapshot`."""
        return self.database.snapshot()

    def check_in_place(self) -> None:
        """See `Database.check_in_place`."""
        self.database.check_in_place()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """See `Database.rows`."""
        return self.database.rows(sql, parameters)

    def row(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a row's types are the query's
        """See `Database.row`."""
        return self.database.row(sql, parameters)

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - the value's type is the query's
        """See `Database.value`."""
        return self.database.value(sql, parameters)

    def read(self, of: type[R], sql: str, parameters: Parameters = ()) -> list[R]:
        """See `Database.read`."""
        return self.database.read(of, sql, parameters)

    # --- events ---------------------------------------------------------------------------------------------------

    def append(self, reviewer: str, act: acts.Act | Act, *, time: str = "") -> Event:
        """Append one act; it is on the disk, and its tables are up to date, when this returns.

        An act by its type must be one that has an effect; a JSON object, as another version may write it, is kept as it is.

        Raises:
            JournalError: nothing was written, and why (a stakeholder only comments, or a value is not of its type).
        """
        # Loaded with the first act, not with the first screen.
        from review.journal.appending import one

        text = one.spelled(act)
        with self.transaction() as connection:
            self.look_first()
            return one.append(connection, reviewer, act, text, time)

    def look_first(self) -> None:
        """Call `first_look`, if there is one: an act that is made from what it may change asks for it before."""
        look, self.first_look = self.first_look, None
        if look:
            look()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Rebuild everything that is made from events and texts."""
        updating.rebuild(self.database, progress)

    def events(
        self, where: str = "1", parameters: Parameters = (), *, order: str = "clock, hash"
    ) -> list[Event]:
        """The events that satisfy an SQL condition on the columns of ``event``, in the journal's own order."""
        found = self.rows(
            f"SELECT {_COLUMNS}, EXISTS (SELECT 1 FROM undone WHERE undone.event = hash) FROM event WHERE {where} ORDER BY {order}",
            parameters,
        )
        return [Event.from_row(row, undone=bool(undone)) for *row, undone in found]
