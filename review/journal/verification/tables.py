"""Tables and search indexes, compared with the events and texts they are made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import zip_longest

from review.domain.wording.counted import counted
from review.journal import projections, text_index
from review.journal.event import Columns
from review.journal.journal import Journal
from review.journal.projections.table import Table
from review.journal.verification.events import event_findings
from review.journal.verification.rows import differing

_MENDED = "`review verify --rebuild` rebuilds it"
_REMOVED = "`review verify --rebuild` removes it"
_NOT_MENDED = "it cannot be rebuilt from damaged or missing events: go back to a copy in backups/"
_TEXTS_FIRST = "repair the damaged texts first"
_LISTED = 20
"""How many rows of one table have a line of their own."""


def projection_problems(
    journal: Journal,
    *,
    whole: bool = True,
    texts_whole: bool = True,
    misplaced: Mapping[str, Columns] | None = None,
) -> Iterator[str]:
    """Rows and indexes that do not match the events and texts.

    Args:
        journal: the journal.
        whole: whether all events are there and unchanged, so that the tables can be rebuilt from them.
        texts_whole: the same for texts, from which their index is made.
        misplaced: the right columns of events whose columns do not match their acts, by hash; None to find them here.
    """
    cure = _MENDED if whole else _NOT_MENDED
    if misplaced is None:
        misplaced = {found.hash: found.right for found in event_findings(journal) if found.right}
    with journal.snapshot() as connection:
        with closing(sqlite3.connect("", isolation_level=None)) as made:
            _make(connection, made, misplaced)
            for table in projections.TABLES:
                yield from _row_problems(connection, made, table, cure)
        for name, wrong in _index_problems(connection):
            mends = whole and (texts_whole or name != "text_search")
            yield f"table {name}: {wrong}; {cure if mends or not whole else _TEXTS_FIRST}"


def _make(connection: sqlite3.Connection, made: sqlite3.Connection, misplaced: Mapping[str, Columns]) -> None:
    """Make the tables from the events in a separate database."""
    projections.make_tables(made)
    made.execute("BEGIN")
    if misplaced:
        # On this connection only, a temporary table with the right columns shadows the file's events.
        connection.execute("CREATE TEMP TABLE event AS SELECT * FROM main.event")
        connection.execute("CREATE INDEX temp.by_subject ON event (subject)")
        connection.executemany(
            "UPDATE temp.event SET kind = ?, subject = ?, record = ? WHERE hash = ?",
            [(*right, hash_) for hash_, right in misplaced.items()],
        )
    try:
        for _ in projections.fill(connection, made):
            pass
    finally:
        if misplaced:
            connection.execute("DROP TABLE temp.event")


def _row_problems(
    connection: sqlite3.Connection, made: sqlite3.Connection, table: Table, cure: str
) -> Iterator[str]:
    """A line for each of the first rows of a table that do not match the events, and one for the rest."""
    others = 0
    try:
        for place, wrong in enumerate(differing(connection, made, table)):
            if place < _LISTED:
                removed = wrong.is_too_many and cure is _MENDED
                yield f"table {table.name}, {wrong.words}; {_REMOVED if removed else cure}"
            else:
                others += 1
    except sqlite3.OperationalError:  # the table, or a column of it, is gone
        yield f"table {table.name}: cannot be compared with the events; {cure}"
    if others:
        yield f"table {table.name}: {counted(others, 'more row')} {'does' if others == 1 else 'do'} not match the events; {cure}"


def _same(one: Iterable[object], other: Iterable[object]) -> bool:
    return all(a == b for a, b in zip_longest(one, other))


# --- the indexes for searching ---------------------------------------------------------------------------------------


def _index_problems(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    search = projections.search
    if not _holds(connection, search.NAME, search.COLUMNS, search.words(connection)):
        yield search.NAME, "does not match the records"
    if not _holds(connection, "text_search", ("body",), text_index.words(connection)):
        yield "text_search", "does not match the texts"


_WORDS = "SELECT term, col, doc, cnt FROM temp.words_of_index"
"""For each word and column: in how many rows, and how often."""
_PLACES = "SELECT count(*), sum((doc * 7919 + offset * 31 + length(col)) * (rowid % 1000003) % 1000000007) FROM temp.places_of_index"
"""A checksum over the places of all words in order: it changes when a word moves."""


def _holds(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> bool:
    """Whether an index holds the words of these rows at their places: a fresh index is made and compared.

    There are many places: SQLite sums them, which takes a quarter of the time of reading each.
    """
    listed, marks = ", ".join(columns), ", ".join("?" * (len(columns) + 1))
    with closing(sqlite3.connect("", isolation_level=None)) as made:
        made.execute(
            f"CREATE VIRTUAL TABLE made USING fts5({listed}, content='', {projections.search.TOKENS})"
        )
        made.execute("BEGIN")
        made.executemany(f"INSERT INTO made (rowid, {listed}) VALUES ({marks})", rows)
        try:
            for of, index in ((made, "made"), (connection, table)):
                of.execute(f"CREATE VIRTUAL TABLE temp.words_of_index USING fts5vocab(main, {index}, col)")
                of.execute(
                    f"CREATE VIRTUAL TABLE temp.places_of_index USING fts5vocab(main, {index}, instance)"
                )
            return _same(connection.execute(_WORDS), made.execute(_WORDS)) and (
                connection.execute(_PLACES).fetchone() == made.execute(_PLACES).fetchone()
            )
        except sqlite3.DatabaseError:  # the index itself is damaged, or gone
            return False
        finally:
            for name in ("words_of_index", "places_of_index"):
                connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
