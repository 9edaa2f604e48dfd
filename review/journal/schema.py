"""The database's tables, and the ordered migrations that lead to them."""

from __future__ import annotations

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

PROJECTIONS = """
CREATE TABLE undone (event TEXT PRIMARY KEY, reviewer TEXT NOT NULL, clock INTEGER NOT NULL, subject TEXT NOT NULL);
CREATE INDEX undone_by_reviewer ON undone (reviewer, clock);
CREATE INDEX undone_by_subject ON undone (subject);

CREATE TABLE record (
    key INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,             -- JSON list
    year INTEGER,
    doi TEXT NOT NULL,
    organisation TEXT NOT NULL,
    short_author TEXT NOT NULL,
    year_suffix TEXT NOT NULL DEFAULT '',
    container TEXT NOT NULL,
    abstract TEXT NOT NULL,
    role TEXT NOT NULL,
    source_type TEXT NOT NULL,
    origins TEXT NOT NULL,             -- JSON object
    file_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    reading_status TEXT NOT NULL,
    message TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX record_by_citation ON record (short_author COLLATE NOCASE, year, year_suffix);
CREATE INDEX record_by_title ON record (title COLLATE NOCASE);
CREATE INDEX record_by_source_type ON record (source_type);
CREATE INDEX record_by_facts ON record (year, source_type, role, reading_status);
CREATE INDEX record_unconfirmed ON record (record) WHERE instr(origins, '"confirmed":false');
CREATE INDEX record_by_doi ON record (doi) WHERE doi <> '';
CREATE INDEX record_by_file ON record (file_sha256);
CREATE INDEX record_by_text ON record (text_sha256);
CREATE VIRTUAL TABLE record_search USING fts5(title, authors, abstract, doi, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE merged_record (           -- a record that is one work with another: it is out of every list and count
    record TEXT PRIMARY KEY, kept TEXT NOT NULL, why TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX merged_record_by_kept ON merged_record (kept);

CREATE TABLE reference (               -- what reference files say about a record, one row for each time it came
    event TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    source TEXT NOT NULL,              -- the database or search that it came from
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    body TEXT NOT NULL                 -- JSON: every field of the reference
) WITHOUT ROWID;
CREATE INDEX reference_by_record ON reference (record);

CREATE TABLE relation (
    event TEXT PRIMARY KEY, record TEXT NOT NULL, other TEXT NOT NULL, relation TEXT NOT NULL, reviewer TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX relation_by_record ON relation (record);
CREATE INDEX relation_by_other ON relation (other);

CREATE TABLE decision (
    record TEXT NOT NULL,
    stage TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    event TEXT NOT NULL,
    decision TEXT NOT NULL,
    criteria TEXT NOT NULL,            -- JSON list
    note TEXT NOT NULL,
    overrides TEXT NOT NULL,           -- JSON object: criterion -> reason
    time TEXT NOT NULL,
    PRIMARY KEY (record, stage, reviewer)
) WITHOUT ROWID;
CREATE INDEX decision_by_reviewer ON decision (reviewer, stage);

CREATE TABLE outcome (
    stage TEXT NOT NULL,
    record TEXT NOT NULL,
    decision TEXT NOT NULL,            -- a decision, or 'conflict'; no row for none
    PRIMARY KEY (stage, record)
) WITHOUT ROWID;

CREATE TABLE coding (
    coding TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    stance TEXT NOT NULL,
    status TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    page INTEGER NOT NULL,
    page_label TEXT NOT NULL,
    memo TEXT NOT NULL,
    theory_event TEXT NOT NULL,
    suggested INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX coding_by_record ON coding (record, start);
CREATE TABLE coding_code (
    coding TEXT NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (coding, position)
) WITHOUT ROWID;
CREATE INDEX coding_by_code ON coding_code (code);

CREATE TABLE rejection (
    event TEXT PRIMARY KEY, record TEXT NOT NULL, code TEXT NOT NULL, text_sha256 TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, reviewer TEXT NOT NULL, theory_event TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX rejection_by_record ON rejection (record);

CREATE TABLE done_mark (
    event TEXT PRIMARY KEY, record TEXT NOT NULL, text_sha256 TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    reviewer TEXT NOT NULL, codes TEXT NOT NULL                -- JSON list: the codes that the map had then
) WITHOUT ROWID;
CREATE INDEX done_mark_by_record ON done_mark (record);

CREATE TABLE memo (
    memo TEXT PRIMARY KEY, target TEXT NOT NULL, text TEXT NOT NULL, reviewer TEXT NOT NULL, time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX memo_by_target ON memo (target);

CREATE TABLE theory_version (
    number INTEGER PRIMARY KEY,
    event TEXT NOT NULL UNIQUE,
    time TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    change TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    map TEXT NOT NULL                  -- JSON in the shape of theory_map.yaml
);
"""

PROJECTION_TABLES = (
    "undone", "record", "record_search", "merged_record", "reference", "relation", "decision", "outcome", "coding", "coding_code", "rejection", "done_mark",
    "memo", "theory_version",
)  # fmt: skip

LETTERS_BY_QUERY = """
DROP INDEX record_by_citation;
ALTER TABLE record RENAME COLUMN year_suffix TO title_order;
UPDATE record SET title_order = title_order(title);
CREATE INDEX record_by_citation ON record (short_author COLLATE NOCASE, year, title_order, record);
"""
"""The letters behind years (2016a, 2016b) are no longer kept, since one more record can change all of them: a query
counts the records that come before (`review.journal.queries.letters`)."""

MIGRATIONS: tuple[str, ...] = (JOURNAL + PROJECTIONS, LETTERS_BY_QUERY)
"""Migration N leads from version N to N+1; each runs in a transaction of its own. They may call `title_order`."""

VERSION = len(MIGRATIONS)
