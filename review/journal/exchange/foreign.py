"""Another copy's database, as what a stranger made: it is only read, and what is damaged in it does not hide the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from review.domain.team.exchange import FoundEvent, FoundText, RefusedInput, SharedEvent
from review.domain.wording.counted import counted
from review.domain.wording.short_id import short_id
from review.errors import JournalError, ReadingError
from review.journal import file_set, opening, schema
from review.journal.database import Database
from review.journal.exchange import review_id, texts
from review.journal.soundness import COLUMNS
from review.journal.text_index import UNREADABLE
from review.sandbox.regular_file import check_named

LONGEST = 512 * 2**20
"""The most bytes of one value that is read: a text, or an act."""

_AT_A_TIME = 500
_TRIES = 2_000
"""How often damaged parts are halved to find what is sound beside them."""

_READ = ("event", "text", "meta")
"""The tables that are read."""


class ForeignJournal:
    """The journal of another copy. `refused` says what of it cannot be read; it is complete once all was read.

    Raises:
        JournalError: the file is not a review's journal, or a newer version's, locked, or damaged so that nothing can be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.refused: list[RefusedInput] = []
        try:
            check_named(path)
        except ReadingError as error:
            raise JournalError(str(error)) from error
        if file_set.has_foreign_wal(path):
            raise JournalError(
                f"{path}: {path.name}-wal beside it is another file's; move one of them to a folder of its own"
            )
        self._connection = _connected(path)
        try:
            with opening.in_plain_words(path):
                self._check_tables()
            self.review = self._id()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        """The same."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._connection.close()

    def has_any_of(self, known: Container[str]) -> bool:
        """Whether one of its first events is among those given by their hash."""
        with suppress(sqlite3.Error):
            first = self._connection.execute("SELECT hash FROM event ORDER BY sequence LIMIT 100")
            return any(hash_ in known for (hash_,) in first)
        return False

    def events(self, review: str) -> Iterator[FoundEvent]:
        """Its events, as events of the review with this id."""
        for _, *columns in self._rows("event", "sequence", COLUMNS, "event"):
            yield FoundEvent(SharedEvent(review, *columns), str(self.path))

    def texts(self, have: Container[str]) -> Iterator[FoundText]:
        """Its texts of documents, but for those that are there already, given by their SHA-256."""
        columns = ("text_sha256", "body", "layout", "glyphs", "reader")
        for _, sha256, *stored in self._rows("text", "key", columns, "text"):
            if sha256 in have:
                continue
            try:
                yield FoundText(texts.unpacked(sha256, *stored), str(self.path))
            except UNREADABLE:
                self._refuse(f"text {short_id(str(sha256))!r} is damaged")

    def _rows(self, table: str, key: str, columns: tuple[str, ...], noun: str) -> Iterator[tuple[Any, ...]]:
        """All rows of a table that can be read, in the order of its key: damaged parts are halved until what is sound is found."""
        sql = f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE {key} BETWEEN ? AND ? ORDER BY {key} LIMIT {_AT_A_TIME}"
        waiting, tries, lost = [(-(2**63), 2**63 - 1)], 0, 0
        if ends := self._ends(table, key):
            waiting = [ends]
        while waiting:
            low, high = waiting.pop()
            try:
                rows = self._connection.execute(sql, (low, high)).fetchall()
            except sqlite3.DatabaseError:
                tries += 1
                if low >= high or tries > _TRIES:
                    lost += 1
                else:
                    middle = (low + high) // 2
                    waiting += [(middle + 1, high), (low, middle)]
                continue
            yield from rows
            if len(rows) == _AT_A_TIME:
                waiting.append((rows[-1][0] + 1, high))
        if lost:
            self._refuse(f"{counted(lost, 'part')} of the file with {noun}s cannot be read (damaged)")

    def _ends(self, table: str, key: str) -> tuple[int, int] | None:
        with suppress(sqlite3.DatabaseError):
            low, high = self._connection.execute(f"SELECT min({key}), max({key}) FROM {table}").fetchone()
            return (low, high) if low is not None else None
        return (1, max(2, self.path.stat().st_size // 50))

    def _refuse(self, reason: str) -> None:
        self.refused.append(RefusedInput(str(self.path), 0, reason))

    def _check_tables(self) -> None:
        """See that what is read are plain tables, in which nothing runs when they are read.

        Raises:
            JournalError: one is missing, or something else.
        """
        for name in _READ:
            row = self._connection.execute(
                "SELECT type, rootpage, upper(sql) LIKE 'CREATE VIRTUAL%' FROM sqlite_schema WHERE name = ?",
                (name,),
            ).fetchone()
            computed = self._connection.execute(
                "SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden <> 0", (name,)
            ).fetchone()
            if row is None or row[0] != "table" or not row[1] or row[2] or computed != (0,):
                raise JournalError(
                    f"{self.path}: its table `{name}` is missing, or was not made by this program"
                )

    def _id(self) -> str:
        """The id of its review; ``""`` where damage hides it."""
        try:
            return review_id.id_of(Database(self.path, self._connection))
        except JournalError:
            return ""


def _connected(path: Path) -> sqlite3.Connection:
    try:
        connection = opening.connect_reading(path)[0]
    except JournalError as error:
        if isinstance(error, opening.ForeignDatabaseError) or opening.is_no_database(error):
            raise JournalError(f"{path}: is not a review's journal") from error
        if opening.is_damage(error):
            raise JournalError(
                f"{path}: is damaged, and nothing in it can be read; name another copy"
            ) from error
        raise
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    if connection.execute("PRAGMA application_id").fetchone() != (schema.APPLICATION_ID,):
        connection.close()
        raise JournalError(f"{path}: is not a review's journal")
    return connection
