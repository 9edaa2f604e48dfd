"""Updating journals of older versions: migrations, then the tables made from events."""

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
"""Called every now and then with how many of how many steps are done, while tables are rebuilt."""

EVERY_SECONDS = 0.1
"""How often progress is reported."""

_UNREAD_SUBJECTS = f"subject >= '{UNREAD}:' AND subject < '{UNREAD};'"


def is_up_to_date(database: Database) -> bool:
    """Whether the file has this version's schema and tables."""
    return int(database.value("PRAGMA user_version")) == schema.VERSION and database.meta(
        schema.PROJECTIONS
    ) == str(schema.PROJECTIONS_VERSION)


def check_made(database: Database) -> None:
    """Check that a file has tables at all.

    Raises:
        JournalError: it has none.
    """
    if not int(database.value("PRAGMA user_version")):
        raise JournalError(f"{database.path.name}: holds no review yet; open it once where it can be written")


def bring_up_to_date(database: Database, progress: Progress | None = None) -> tuple[str, ...]:
    """Run the migrations that are due, after a backup, and rebuild tables of another version; returns notices.

    Each migration, and the rebuild, is one transaction: if it is stopped, the next opening begins it again.
    """
    if is_up_to_date(database):
        return ()
    version = int(database.value("PRAGMA user_version"))
    notices: tuple[str, ...] = ()
    if version and version < schema.VERSION and database.is_on_disk:
        notices = copies.before_update(database.copy_into, database.path, database.revision, version + 1)
    for number, script in enumerate(schema.MIGRATIONS[version:], start=version + 1):
        with database.transaction() as connection:
            # Another process may have opened the file at the same moment and done it.
            if int(database.value("PRAGMA user_version")) >= number:
                continue
            for statement in schema.statements(script):
                connection.execute(statement)
            if script == schema.PAIRED_CHARACTERS:
                _report([text_index.pair_characters(connection)], _count(connection, "text"), progress)
            # The data behind the tables may have changed.
            connection.execute("DELETE FROM meta WHERE name = ?", (schema.PROJECTIONS,))
            connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={number}")
    with database.transaction() as connection:
        if not is_up_to_date(database):
            before = row_counts(connection)
            make_tables(connection, progress)
            lost = tuple(fewer_rows(before, row_counts(connection)))
            if lost:
                connection.execute(
                    "INSERT OR REPLACE INTO meta VALUES (?, ?)", (schema.LOST_ROWS, "\n".join(lost))
                )
            notices += lost
    return notices


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of each table made from events; 0 for a missing table."""
    from review.journal.projections import TABLES

    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        table.name: int(connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])
        if table.name in there
        else 0
        for table in TABLES
    }


def fewer_rows(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[str]:
    """A line for each table that lost rows in a rebuild."""
    for table, rows in before.items():
        if after[table] < rows:
            yield f"table {table}: was rebuilt with {counted(after[table], 'row')}, {rows - after[table]:,} fewer than before"


def make_tables(
    connection: sqlite3.Connection, progress: Progress | None = None, *, searchable: bool = True
) -> None:
    """Rebuild every table made from events, in the open transaction; without `searchable` the search index stays empty."""
    _report([_tables(connection, searchable=searchable)], _count(connection, "event"), progress)


def rebuild(database: Database, progress: Progress | None = None) -> None:
    """Rebuild everything made from events and texts: columns of events, tables, search indexes."""
    with database.transaction() as connection:
        events, texts = _count(connection, "event"), _count(connection, "text")
        work = (_columns(connection), text_index.make_again(connection), _tables(connection))
        _report(work, 2 * events + texts, progress)
        connection.execute("DELETE FROM meta WHERE name = ?", (schema.LOST_ROWS,))


def _report(work: Iterable[Iterator[object]], total: int, progress: Progress | None) -> None:
    """Do pieces of work with `total` steps in all, and report progress every `EVERY_SECONDS`."""
    said = monotonic()
    for done, _ in enumerate(chain.from_iterable(work), 1):
        if progress and monotonic() - said >= EVERY_SECONDS:
            said = monotonic()
            progress(done, total)


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _tables(connection: sqlite3.Connection, *, searchable: bool = True) -> Iterator[None]:
    """Rebuild the tables, one step for each event."""
    from review.journal import projections

    projections.make_tables(connection)
    for events in projections.fill(connection, connection, searchable=searchable):
        yield from repeat(None, events)
    connection.execute(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)", (schema.PROJECTIONS, str(schema.PROJECTIONS_VERSION))
    )


def _columns(connection: sqlite3.Connection) -> Iterator[None]:
    """Recompute the columns of all events that come from their acts, one step for each event."""
    changed: list[tuple[str, Columns]] = []
    for hash_, now, before in _columns_of_events(connection, "1"):
        if now != before:
            changed.append((hash_, now))
        yield
    _set_columns(connection, changed)


def read_what_was_not(database: Database) -> None:
    """Give effect to events that an older version kept without understanding them."""
    if database.value(f"SELECT 1 FROM event WHERE {_UNREAD_SUBJECTS}"):
        from review.journal.projections import project

        with database.transaction() as connection:
            found = _columns_of_events(connection, _UNREAD_SUBJECTS)
            changed = [(hash_, now) for hash_, now, before in found if now != before]
            _set_columns(connection, changed)
            for _, now in changed:
                project(connection, now.subject)


def _columns_of_events(
    connection: sqlite3.Connection, where: str
) -> Iterator[tuple[str, Columns, tuple[object, ...]]]:
    """Each event's hash, the columns that its act gives, and those it has."""
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
    """Make a replica id for a new, copied or restored file: two files must not write one chain."""
    home = opening.home_of(database.path)
    if database.meta("home") == home and database.meta("replica"):
        return
    with database.transaction():
        known = database.meta("home")
        if known not in {home, *opening.homes_of_earlier_versions(database.path)} or not database.meta(
            "replica"
        ):
            database.set_meta("replica", new_replica())
        database.set_meta("home", home)


def new_replica() -> str:
    """A new id for a chain of events."""
    return uuid.uuid4().hex
