"""A journal from an older version of the program is brought up to date: migrations, then the tables that are made from events."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, repeat
from time import monotonic

from review.domain.wording.counted import counted
from review.errors import JournalError
from review.journal import copies, opening, schema, text_index
from review.journal.database import Database
from review.journal.event import UNREAD, Columns, kept_columns_of
from review.journal.validity import read

Progress = Callable[[int, int], None]
"""Is called with how many of how many steps are done, every now and then while tables are made again."""

EVERY_SECONDS = 0.1
"""How often progress is reported."""

_UNREAD_SUBJECTS = f"subject >= '{UNREAD}:' AND subject < '{UNREAD};'"


def is_up_to_date(database: Database) -> bool:
    """Whether the file has the schema, and the tables, of this version."""
    return int(database.value("PRAGMA user_version")) == schema.VERSION and database.meta(
        schema.PROJECTIONS
    ) == str(schema.PROJECTIONS_VERSION)


def check_made(database: Database) -> None:
    """See that a file has tables at all.

    Raises:
        JournalError: it has none.
    """
    if not int(database.value("PRAGMA user_version")):
        raise JournalError(f"{database.path.name}: holds no review yet; open it once where it can be written")


def bring_up_to_date(database: Database, progress: Progress | None = None) -> tuple[str, ...]:
    """Run the migrations that are due, after a backup, and make the tables again where their version is another; notices.

    Each migration, and the making of the tables, is one transaction: what is stopped halfway is begun again at the next opening.
    """
    if is_up_to_date(database):
        return ()
    version = int(database.value("PRAGMA user_version"))
    notices: tuple[str, ...] = ()
    if version and version < schema.VERSION and database.is_on_disk:
        notices = copies.before_update(database.copy_into, database.path, database.revision, version + 1)
    for number, script in enumerate(schema.MIGRATIONS[version:], start=version + 1):
        with database.transaction() as connection:
            # Another process that opened the file at the same moment may have come first.
            if int(database.value("PRAGMA user_version")) >= number:
                continue
            for statement in schema.statements(script):
                connection.execute(statement)
            # Whatever the tables were made from may be another now.
            connection.execute("DELETE FROM meta WHERE name = ?", (schema.PROJECTIONS,))
            connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={number}")
    with database.transaction() as connection:
        if not is_up_to_date(database):
            before = row_counts(connection)
            make_tables(connection, progress)
            notices += tuple(fewer_rows(before, row_counts(connection)))
    return notices


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has that is made from events; a table that is not there has none."""
    from review.journal.projections import TABLES

    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        table.name: int(connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])
        if table.name in there
        else 0
        for table in TABLES
    }


def fewer_rows(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[str]:
    """A line for each table that was made again and lost rows by that."""
    for table, rows in before.items():
        if after[table] < rows:
            yield f"table {table}: was made again and has {counted(after[table], 'row')}, {rows - after[table]:,} fewer than before"


def make_tables(
    connection: sqlite3.Connection, progress: Progress | None = None, *, searchable: bool = True
) -> None:
    """Make every table that comes from events, in the transaction that is open; without `searchable` the index stays empty."""
    _report([_tables(connection, searchable=searchable)], _count(connection, "event"), progress)


def rebuild(database: Database, progress: Progress | None = None) -> None:
    """Make everything again that comes from events and texts: the columns of events, the tables, the indexes for searching."""
    with database.transaction() as connection:
        events, texts = _count(connection, "event"), _count(connection, "text")
        work = (_columns(connection), text_index.make_again(connection), _tables(connection))
        _report(work, 2 * events + texts, progress)


def _report(work: Iterable[Iterator[object]], total: int, progress: Progress | None) -> None:
    """Do pieces of work, which have so many steps in all, and report often enough for a person how far they are."""
    said = monotonic()
    for done, _ in enumerate(chain.from_iterable(work), 1):
        if progress and monotonic() - said >= EVERY_SECONDS:
            said = monotonic()
            progress(done, total)


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _tables(connection: sqlite3.Connection, *, searchable: bool = True) -> Iterator[None]:
    """Make the tables again: a step for each event."""
    from review.journal import projections

    projections.make_tables(connection)
    for events in projections.fill(connection, connection, searchable=searchable):
        yield from repeat(None, events)
    connection.execute(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)", (schema.PROJECTIONS, str(schema.PROJECTIONS_VERSION))
    )


def _columns(connection: sqlite3.Connection) -> Iterator[None]:
    """Make the columns of all events again that come from their acts: a step for each event."""
    changed: list[tuple[str, Columns]] = []
    for hash_, now, before in _columns_of_events(connection, "1"):
        if now != before:
            changed.append((hash_, now))
        yield
    _set_columns(connection, changed)


def read_what_was_not(database: Database) -> None:
    """Give their effect to events that an older version of the program kept without understanding them."""
    from review.journal.projections import project

    if database.value(f"SELECT 1 FROM event WHERE {_UNREAD_SUBJECTS}"):
        with database.transaction() as connection:
            found = _columns_of_events(connection, _UNREAD_SUBJECTS)
            changed = [(hash_, now) for hash_, now, before in found if now != before]
            _set_columns(connection, changed)
            for _, now in changed:
                project(connection, now.subject)


def _columns_of_events(
    connection: sqlite3.Connection, where: str
) -> Iterator[tuple[str, Columns, tuple[object, ...]]]:
    """The hash of each event, the columns that its act gives, and those that it has."""
    events = connection.execute(f"SELECT hash, reviewer, act, kind, subject, record FROM event WHERE {where}")
    for hash_, reviewer, act, *before in events:
        had = Columns(*before)
        yield hash_, kept_columns_of(str(had.subject), hash_, str(reviewer), read(act) or {}), had


def _set_columns(connection: sqlite3.Connection, changed: Iterable[tuple[str, Columns]]) -> None:
    connection.executemany(
        "UPDATE event SET kind = ?, subject = ?, record = ? WHERE hash = ?",
        [(*now, hash_) for hash_, now in changed],
    )


def settle_replica(database: Database) -> None:
    """Mint a replica for a new file, and for one that was copied or restored: two files must not write one chain."""
    home = opening.home_of(database.path)
    if database.meta("home") == home and database.meta("replica"):
        return
    with database.transaction():
        known = database.meta("home")
        if known not in {home, opening.plain_home_of(database.path)} or not database.meta("replica"):
            database.set_meta("replica", new_replica())
        database.set_meta("home", home)


def new_replica() -> str:
    """A name for a chain of events that nobody has yet."""
    return uuid.uuid4().hex
