"""What is made from events and texts: the columns by which events are looked up, the tables, the indexes for searching."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from review.journal import schema, texts
from review.journal.event import columns_of
from review.journal.journal import Journal
from review.journal.validity import read
from review.journal.verification.events import stored_events

_MENDED = "`review verify --rebuild` makes it again"
_NOT_MENDED = "it cannot be made again from damaged or missing events: go back to a copy in backups/"
_TEXTS_FIRST = "texts are damaged, which must be put right first"
_LOOKED_UP = ("kind", "subject", "record")


def projection_problems(journal: Journal, *, whole: bool = True, texts_whole: bool = True) -> Iterator[str]:
    """Tables that a replay of the events does not give, and indexes that do not hold what they should.

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
            for table in schema.PROJECTION_TABLES:
                if not _are_alike(connection, replayed, table):
                    yield f"table {table}: is not what the events say; {cure}"
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


def _are_alike(connection: sqlite3.Connection, replayed: Journal, table: str) -> bool:
    columns = [row[1] for row in replayed.rows(f"PRAGMA table_info({table})") if row[1] != "key"]
    listed = ", ".join(f'"{column}"' for column in columns)
    query = f"SELECT {listed} FROM {table} ORDER BY {listed}"
    try:
        with replayed.snapshot() as other:
            return _same(connection.execute(query), other.execute(query))
    except sqlite3.OperationalError:  # the table, or a column of it, is gone
        return False


def _same(one: Iterable[object], other: Iterable[object]) -> bool:
    return all(a == b for a, b in zip_longest(one, other))


# --- the indexes for searching ---------------------------------------------------------------------------------------


def _index_problems(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    records = (
        (key, title, _joined(authors), abstract, doi)
        for key, title, authors, abstract, doi in connection.execute(
            "SELECT key, title, authors, abstract, doi FROM record ORDER BY key"
        )
    )
    kept = connection.execute("SELECT rowid, title, authors, abstract, doi FROM record_search ORDER BY rowid")
    if not _same(records, kept):
        yield "record_search", "is not what the records say"
    elif not _holds(
        connection,
        "record_search",
        ("title", "authors", "abstract", "doi"),
        connection.execute("SELECT rowid, title, authors, abstract, doi FROM record_search"),
    ):
        yield "record_search", "does not find what the records say"
    if not _holds(connection, "text_search", ("body",), texts.searched(connection)):
        yield "text_search", "does not find what the texts say"


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
