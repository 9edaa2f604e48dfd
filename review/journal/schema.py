"""The tables that are kept, and the ordered migrations that lead to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x72657677
"""Marks a SQLite file as a review's journal ("revw")."""

JOURNAL = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,      -- the order of arrival in this file, and nothing more
    hash TEXT NOT NULL UNIQUE,
    previous TEXT NOT NULL,
    replica TEXT NOT NULL,
    clock INTEGER NOT NULL,
    time TEXT NOT NULL,                -- ISO 8601, UTC
    reviewer TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    record TEXT NOT NULL,              -- '' where the act is about no record
    act TEXT NOT NULL                  -- canonical JSON
);
CREATE INDEX event_by_clock ON event (clock, hash);
CREATE INDEX event_by_subject ON event (subject, clock, hash);
CREATE INDEX event_by_reviewer ON event (reviewer, clock);
CREATE INDEX event_by_replica ON event (replica, clock);
CREATE INDEX event_by_kind ON event (kind, sequence);
CREATE INDEX event_by_record ON event (record, clock);

CREATE TABLE text (
    key INTEGER PRIMARY KEY,
    text_sha256 TEXT NOT NULL UNIQUE,
    body BLOB NOT NULL,                -- zlib over UTF-8
    layout BLOB NOT NULL,              -- zlib over JSON: pages, passages, asides
    glyphs BLOB NOT NULL,
    reader TEXT NOT NULL
);
CREATE VIRTUAL TABLE text_search USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE file (                    -- what was seen in the folder: local, never exchanged
    path TEXT PRIMARY KEY,
    file_sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,         -- nanoseconds
    status TEXT NOT NULL,
    message TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX file_by_hash ON file (file_sha256);
"""

FEWER_INDEXES = """
DROP INDEX IF EXISTS event_by_clock;
DROP INDEX IF EXISTS event_by_subject;
DROP INDEX IF EXISTS event_by_record;
CREATE INDEX event_by_clock ON event (clock);
CREATE INDEX event_by_subject ON event (subject);
CREATE INDEX event_by_record ON event (record);
"""
"""Only the index that finds events by hash holds hashes: the few events with the same clock are sorted in queries."""

IMPORTS_BY_SUBJECT = """
DROP INDEX IF EXISTS event_by_record;
CREATE INDEX event_by_record ON event (record, kind) WHERE kind <> 'import';
"""
"""Imports, most of a large review, are found by their subject, the record: each index over ids, which are hashes, costs an
import a changed page for nearly every reference."""

LETTERS = """
CREATE TABLE IF NOT EXISTS letter (                  -- letters behind years that were given: local, never exchanged, never taken back
    author TEXT NOT NULL COLLATE NOCASE,
    year NOT NULL,                     -- '' where the records have none
    place INTEGER NOT NULL,            -- 1 is a, 2 is b
    copy TEXT NOT NULL,                -- '' for a letter given here, else the replica whose copy gave it to another record
    record TEXT NOT NULL,
    PRIMARY KEY (author, year, place, copy)
) WITHOUT ROWID;
"""
"""`review.journal.projections.letters` gives the letters."""

PAIRED_CHARACTERS = "-- Only what text_search holds changes.\n"
"""Beside this script `review.journal.text_index.pair_characters` runs."""

MIGRATIONS: tuple[str, ...] = (
    JOURNAL,
    "",
    FEWER_INDEXES,
    IMPORTS_BY_SUBJECT,
    LETTERS,
    PAIRED_CHARACTERS,
)
"""Migration N leads from version N to N+1; each runs in a transaction of its own.

They change ``event``, ``text``, ``file``, ``letter`` and ``meta`` only. All other tables are made from these (`review.journal.projections`);
the second migration changed one of them once, and is empty now.
"""

VERSION = len(MIGRATIONS)

PROJECTIONS_VERSION = 17
"""Raise it with every change of a table or fold in `review.journal.projections`: the next opening rebuilds all of them.

Kept in ``meta`` under `PROJECTIONS`."""

PROJECTIONS = "projections"

CARRIED = "carried_letters"
"""The name in ``meta`` of a mark: letters were carried over from a journal that this one replaced, perhaps of records to come."""

LOST_ROWS = "lost_rows"
"""The name in ``meta`` under which the rows stay that an update of the tables lost, a line for each table."""

PAGE_SIZE = 8192
"""Bytes of a page of a new file: an event with an abstract takes a little more than half of SQLite's own 4096."""


def statements(script: str) -> Iterator[str]:
    """The single statements of an SQL script (``executescript`` would end the transaction that holds them together)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
