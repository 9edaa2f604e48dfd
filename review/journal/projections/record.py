"""Records: what files provide, what imports say, what reviewers corrected, and which records were merged into others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from review.acts import Merge
from review.journal.projections.events import TypedEvent, effective, of_subject
from review.journal.projections.letters.first import FirstLetters
from review.journal.projections.records.state import RecordRow, RecordState, state_of
from review.journal.projections.table import Table


class MergedRecordRow(NamedTuple):
    """A record that is one work with another."""

    record: str
    kept: str
    why: str


RECORD = Table(
    "record",
    RecordRow,
    keys=("record",),
    subject=("record",),
    sql="""
CREATE TABLE record (
    key INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,             -- JSON list
    year INTEGER,
    doi TEXT NOT NULL,
    organisation TEXT NOT NULL,
    short_author TEXT NOT NULL,
    title_order TEXT NOT NULL,
    container TEXT NOT NULL,
    abstract_event TEXT NOT NULL,      -- the event that holds the abstract, '' where there is none
    role TEXT NOT NULL,
    source_type TEXT NOT NULL,
    origins TEXT NOT NULL,             -- JSON list: [source, confidence, confirmed, [fields]]
    unconfirmed INTEGER NOT NULL,      -- whether a field was found in a file and confirmed by nobody
    file_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    reading_status TEXT NOT NULL,
    message TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    added TEXT NOT NULL,
    labels TEXT NOT NULL,              -- JSON list: those that reference files gave it
    sources TEXT NOT NULL,             -- JSON list: what its imports named as their source
    letter INTEGER NOT NULL DEFAULT 0  -- behind the year: 1 is a, 0 none (see `projections.letters`)
);
CREATE INDEX record_by_citation ON record (short_author COLLATE NOCASE, year, letter, title_order, record);
CREATE INDEX record_by_source_type ON record (source_type);
CREATE INDEX record_by_facts ON record (year, source_type, role, reading_status);
CREATE INDEX record_unconfirmed ON record (record) WHERE unconfirmed;
CREATE INDEX record_by_labels ON record (labels) WHERE labels <> '[]';
CREATE INDEX record_by_sources ON record (sources);
CREATE INDEX record_by_doi ON record (doi) WHERE doi <> '';
CREATE INDEX record_by_file ON record (file_sha256);
CREATE INDEX record_by_text ON record (text_sha256);
""",
    beside=("letter",),
)
MERGED_RECORD = Table(
    "merged_record",
    MergedRecordRow,
    keys=("record",),
    subject=("record",),
    sql="""
CREATE TABLE merged_record (           -- out of every list and count
    record TEXT PRIMARY KEY, kept TEXT NOT NULL, why TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX merged_record_by_kept ON merged_record (kept);
""",
)

_UPDATE = f"UPDATE record SET {', '.join(f'{column} = ?' for column in RecordRow._fields)} WHERE key = ?"


_MERGED_INTO = (
    "WITH RECURSIVE those(record) AS (SELECT record FROM merged_record WHERE kept = ?1 UNION SELECT merged_record.record"
    " FROM merged_record JOIN those ON merged_record.kept = those.record) SELECT record FROM those WHERE record <> ?1"
)
_SHOWING = "SELECT record FROM record WHERE record IN (SELECT kept FROM merged_record)"


def fold(
    connection: sqlite3.Connection,
    record: str,
    events: Sequence[TypedEvent],
    merged: Iterable[RecordState] = (),
) -> None:
    """Write a record's row, or that it was merged into another; `merged` are those that were merged into it."""
    merges = [event.act for event in events if isinstance(event.act, Merge)]
    rows = [MergedRecordRow(record, act.kept, act.why if isinstance(act.why, str) else "") for act in merges]
    MERGED_RECORD.replace(connection, (record,), rows[-1:])
    state = None if merges else state_of(events)
    if state:
        for one in merged:
            state.complete(one)
    before = connection.execute("SELECT key FROM record WHERE record = ?", (record,)).fetchone()
    # A record keeps its key, which is its place in the lists.
    if state and before:
        connection.execute(_UPDATE, (*state.row(record), before[0]))
    else:
        RECORD.replace(connection, (record,), [state.row(record)] if state else [])


def shown_by(connection: sqlite3.Connection, record: str) -> str:
    """The id of the record that a merged one was merged into, however many merges lead there; ``""`` if it was not merged."""
    seen = {record}
    found = ""
    while row := connection.execute("SELECT kept FROM merged_record WHERE record = ?", (record,)).fetchone():
        found = record = row[0]
        # Two copies may each have merged the one into the other.
        if record in seen:
            return ""
        seen.add(record)
    return found


def cited_as(connection: sqlite3.Connection, record: str) -> tuple[str, int | None] | None:
    """Short author and year of a listed record; None if it is in no list."""
    query = "SELECT short_author, year FROM record WHERE record = ?"
    row: tuple[str, int | None] | None = connection.execute(query, (record,)).fetchone()
    return row


def has_merged(connection: sqlite3.Connection, record: str) -> bool:
    """Whether others were merged into a record."""
    query = "SELECT 1 FROM merged_record WHERE kept = ? LIMIT 1"
    return connection.execute(query, (record,)).fetchone() is not None


def merged_into(events: sqlite3.Connection, tables: sqlite3.Connection, record: str) -> list[RecordState]:
    """What the records that were merged into one came to, in the order in which they began."""
    found = []
    for (one,) in tables.execute(_MERGED_INTO, (record,)).fetchall():
        standing, _ = effective(of_subject(events, f"record:{one}"))
        if standing and (state := state_of(standing)):
            found.append(((standing[0].clock, standing[0].hash), state))
    return [state for _, state in sorted(found, key=lambda pair: pair[0])]


def showing_others(tables: sqlite3.Connection) -> list[str]:
    """The records into which others were merged."""
    return [record for (record,) in tables.execute(_SHOWING).fetchall()]


def add(
    connection: sqlite3.Connection, record: str, events: Sequence[TypedEvent]
) -> tuple[int, RecordState] | None:
    """Write the row of a record that nothing is known of yet; its key and its fields, or None if it has no row."""
    state = None if any(isinstance(event.act, Merge) for event in events) else state_of(events)
    if state is None:
        fold(connection, record, events)
        return None
    (added,) = add_all(connection, {record: state})
    return added


def add_all(
    connection: sqlite3.Connection, states: Mapping[str, RecordState]
) -> list[tuple[int, RecordState]]:
    """Write the rows of records that nothing is known of yet, in the order in which they came; their keys and fields."""
    letters = FirstLetters(connection)
    rows = [state.row(record) for record, state in states.items()]
    keys = RECORD.add(
        connection, [(*row, letters.give(row.record, row.short_author, row.year)) for row in rows]
    )
    letters.keep()
    return list(zip(keys, states.values(), strict=True))
