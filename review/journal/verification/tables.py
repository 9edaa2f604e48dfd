"""What is made from events and texts: the columns by which events are looked up, the tables, the indexes for searching."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from review.domain.wording.counted import counted
from review.journal import schema, texts
from review.journal.event import columns_of
from review.journal.journal import Journal
from review.journal.validity import read
from review.journal.verification.events import stored_events
from review.journal.verification.rows import TABLES, differing

_MENDED = "`review verify --rebuild` makes it again"
_NOT_MENDED = "it cannot be made again from damaged or missing events: go back to a copy in backups/"
_TEXTS_FIRST = "texts are damaged, which must be put right first"
_LOOKED_UP = ("kind", "subject", "record")
_LISTED = 20
"""How many rows of one table have a line of their own."""


def projection_problems(journal: Journal, *, whole: bool = True, texts_whole: bool = True) -> Iterator[str]:
    """Rows that a replay of the events does not give, and indexes that do not hold what they should.

    `whole`: whether all events are there and as they were written, so that the tables can be made again from them;
    `texts_whole`: the same of texts, from which their index is made.
    """
    cure = _MENDED if whole else _NOT_MENDED
    with journal.snapshot() as connection:
        replayed = Journal.in_memory()
        try:
            replayed.take_in_stored(stored_events(connection))
            if whole:  # else it is said already of the events that are damaged
                yield from _column_problems(connection)
            for table in TABLES:
                yield from _row_problems(connection, replayed, table, cure)
        finally:
            replayed.close()
        for table, wrong in _index_problems(connection):
            mends = whole and (texts_whole or table != "text_search")
            yield f"table {table}: {wrong}; {cure if mends or not whole else _TEXTS_FIRST}"


def row_counts(journal: Journal) -> dict[str, int]:
    """How many rows each table has that is made from events."""
    return {table: int(journal.value(f"SELECT count(*) FROM {table}")) for table in schema.PROJECTION_TABLES}


def _column_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Events that are looked up by something else than their acts say."""
    for hash_, reviewer, act, *found in connection.execute(
        f"SELECT hash, reviewer, act, {', '.join(_LOOKED_UP)} FROM event ORDER BY sequence"
    ):
        expected = columns_of(str(hash_), str(reviewer), read(act) or {})
        wrong = [name for name, is_, was in zip(_LOOKED_UP, found, expected, strict=True) if is_ != was]
        if wrong:
            named = ", ".join(f"`{name}`" for name in wrong)
            yield f"event {str(hash_)[:12]}: its {'column' if len(wrong) == 1 else 'columns'} {named} {'is' if len(wrong) == 1 else 'are'} not what its act says; `review verify --rebuild` sets that right"


def _row_problems(connection: sqlite3.Connection, replayed: Journal, table: str, cure: str) -> Iterator[str]:
    """A line for each of the first rows of a table that are not what the events say, and one for all others."""
    others = 0
    try:
        with replayed.snapshot() as made:
            for place, wrong in enumerate(differing(connection, made, table)):
                if place < _LISTED:
                    yield f"table {table}, {wrong}; {cure}"
                else:
                    others += 1
    except sqlite3.OperationalError:  # the table, or a column of it, is gone
        yield f"table {table}: cannot be compared with the events; {cure}"
    if others:
        yield f"table {table}: {counted(others, 'more row')} {'is' if others == 1 else 'are'} not what the events say; {cure}"


def _same(one: Iterable[object], other: Iterable[object]) -> bool:
    return all(a == b for a, b in zip_longest(one, other))


# --- the indexes for searching ---------------------------------------------------------------------------------------


def _index_problems(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    columns = ("title", "authors", "abstract", "doi")
    listed = ", ".join(columns)
    if not _keeps_the_records(connection, listed):
        yield "record_search", "is not what the records say"
    elif not _holds(
        connection, "record_search", columns, connection.execute(f"SELECT rowid, {listed} FROM record_search")
    ):
        yield "record_search", "does not find what the records say"
    if not _holds(connection, "text_search", ("body",), texts.searched(connection)):
        yield "text_search", "does not find what the texts say"


def _keeps_the_records(connection: sqlite3.Connection, listed: str) -> bool:
    records = (
        (key, title, _joined(authors), abstract, doi)
        for key, title, authors, abstract, doi in connection.execute(
            f"SELECT key, {listed} FROM record ORDER BY key"
        )
    )
    return _same(records, connection.execute(f"SELECT rowid, {listed} FROM record_search ORDER BY rowid"))


def _joined(authors: object) -> object:
    try:
        return "; ".join(json.loads(str(authors)))
    except (ValueError, TypeError):
        return authors


def _holds(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> bool:
    """Whether an index holds the words of these rows, each where it stands: one is made of them and compared word by word."""
    listed = ", ".join(columns)
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.made USING fts5({listed}, content='', tokenize='unicode61 remove_diacritics 2')"
    )
    try:
        marks = ", ".join("?" * (len(columns) + 1))
        connection.executemany(f"INSERT INTO temp.made (rowid, {listed}) VALUES ({marks})", rows)
        connection.execute("CREATE VIRTUAL TABLE temp.made_words USING fts5vocab(temp, made, instance)")
        connection.execute(f"CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab(main, {table}, instance)")
        try:
            words = "SELECT term, doc, col, offset FROM temp."
            return _same(connection.execute(f"{words}kept_words"), connection.execute(f"{words}made_words"))
        except sqlite3.DatabaseError:  # the index itself is damaged
            return False
    finally:
        for name in ("made_words", "kept_words", "made"):
            connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
