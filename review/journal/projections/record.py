"""Records: what files provide, what imports say, what reviewers corrected, and which records were merged into others."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from review.acts import Confirm, Edit, Import, Ingest, Merge, MetadataValue, NotRetrieved, Reread, SourceType
from review.domain import Origin, Role
from review.domain.canonical import canonical, canonical_without_floats
from review.domain.citation import short_author, title_order
from review.domain.reference import RECORD_FIELDS
from review.journal.projections.events import TypedEvent
from review.journal.projections.letters.giving import given_to_first
from review.journal.projections.table import Table
from review.journal.validity import RECORD_VALUES


class RecordRow(NamedTuple):
    """A record as it stands. The abstract, which is long, is stored only in the event `abstract_event` (see `abstract_in`)."""

    record: str
    title: str
    authors: str
    year: int | None
    doi: str
    organisation: str
    short_author: str
    title_order: str
    container: str
    abstract_event: str
    role: str
    source_type: str
    origins: str
    unconfirmed: bool
    file_sha256: str
    text_sha256: str
    reading_status: str
    message: str
    page_count: int
    added: str


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
    letter INTEGER NOT NULL DEFAULT 0  -- behind the year: 1 is a, 0 none (see `projections.letters`)
);
CREATE INDEX record_by_citation ON record (short_author COLLATE NOCASE, year, letter, title_order, record);
CREATE INDEX record_by_source_type ON record (source_type);
CREATE INDEX record_by_facts ON record (year, source_type, role, reading_status);
CREATE INDEX record_unconfirmed ON record (record) WHERE unconfirmed;
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


def fold(connection: sqlite3.Connection, record: str, events: Sequence[TypedEvent]) -> None:
    """Write a record's row, or that it was merged into another."""
    merges = [event.act for event in events if isinstance(event.act, Merge)]
    rows = [MergedRecordRow(record, act.kept, act.why if isinstance(act.why, str) else "") for act in merges]
    MERGED_RECORD.replace(connection, (record,), rows[-1:])
    state = None if merges else state_of(events)
    before = connection.execute("SELECT key FROM record WHERE record = ?", (record,)).fetchone()
    # A record keeps its key, which is its place in the lists.
    if state and before:
        connection.execute(_UPDATE, (*state.row(record), before[0]))
    else:
        RECORD.replace(connection, (record,), [state.row(record)] if state else [])


def add(
    connection: sqlite3.Connection, record: str, events: Sequence[TypedEvent]
) -> tuple[int, RecordState] | None:
    """Write the row of a record that nothing is known of yet; its key and its fields, or None if it has no row."""
    state = None if any(isinstance(event.act, Merge) for event in events) else state_of(events)
    if state is None:
        fold(connection, record, events)
        return None
    row = state.row(record)
    given = given_to_first(connection, record, row.short_author, row.year)
    return RECORD.add(connection, (*row, given)), state


Value = str | int | tuple[str, ...] | None


@dataclass(slots=True)
class RecordState:
    """A record's fields while its events are gone through."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str = ""
    organisation: str = ""
    short_author: str = ""
    container: str = ""
    abstract: str = ""
    role: str = Role.EVIDENCE
    source_type: str = ""
    file_sha256: str = ""
    text_sha256: str = ""
    reading_status: str = ""
    message: str = ""
    page_count: int = 0
    added: str = ""
    abstract_event: str = ""
    origins: dict[str, Origin] = field(default_factory=dict)

    def change(self, event: TypedEvent) -> None:
        """Apply an event."""
        match act := event.act:
            case Ingest():
                self._read(act)
                self._fill_from_file(event, act.metadata)
            case Reread():
                self._read_again(act)
                self._fill_from_file(event, act.metadata)
            case Import():
                self._fill_from_reference(event, act)
            case Edit():
                for name, value in act.fields.given().items():
                    self._set(event, name, value, Origin(event.reviewer, 1.0, confirmed=True))
            case Confirm():
                for name in act.fields:
                    if known := self.origins.get(name):
                        self.origins[name] = Origin(known.source, known.confidence, confirmed=True)
            case SourceType():
                self.source_type = act.source_type
            case NotRetrieved() if not self.file_sha256:
                self.reading_status, self.message = act.kind, f"not retrieved: {act.reason}"

    def _read(self, act: Ingest) -> None:
        """The first reading that gave a text stays."""
        if self.text_sha256 and self.reading_status != "no-text":
            return
        self._read_again(act)

    def _read_again(self, act: Ingest | Reread) -> None:
        """This file and text are the record's from now on."""
        self.file_sha256, self.text_sha256 = act.file_sha256, act.text_sha256
        self.reading_status, self.message, self.page_count = act.status, act.message, act.pages

    def _fill_from_file(self, event: TypedEvent, metadata: Mapping[str, MetadataValue]) -> None:
        """Fill fields of the reference from a file; confirmed fields stay."""
        self.added = self.added or event.time
        for name, found in metadata.items():
            if name in RECORD_VALUES and not self._is_confirmed(name):
                origin = Origin(found.source, found.confidence, found.confirmed)
                self._set(event, name, found.value, origin)

    def _fill_from_reference(self, event: TypedEvent, act: Import) -> None:
        """Fill fields from a reference, which counts as confirmed; fields confirmed before stay."""
        self.added = self.added or event.time
        origin = Origin(act.reference.source_format, 1.0, confirmed=True)
        for name in RECORD_FIELDS:
            value = getattr(act.reference, name)
            if value and not self._is_confirmed(name):
                self._set(event, name, value, origin)

    def _is_confirmed(self, name: str) -> bool:
        known = self.origins.get(name)
        return known is not None and known.confirmed

    def _set(self, event: TypedEvent, name: str, value: Value, origin: Origin) -> None:
        setattr(self, name, value)
        self.origins[name] = origin
        if name == "abstract":
            self.abstract_event = event.hash if value else ""

    def cited_as(self) -> str:
        """The name that a citation of the record begins with."""
        return self.short_author or short_author(self.authors, self.organisation, self.title)

    def row(self, record: str) -> RecordRow:
        """The record's row."""
        return RecordRow(
            record=record,
            title=self.title,
            authors=canonical_without_floats(self.authors),
            year=self.year,
            doi=self.doi,
            organisation=self.organisation,
            short_author=self.cited_as(),
            title_order=title_order(self.title),
            container=self.container,
            abstract_event=self.abstract_event,
            role=self.role,
            source_type=self.source_type,
            origins=_grouped(self.origins),
            unconfirmed=not all(origin.confirmed for origin in self.origins.values()),
            file_sha256=self.file_sha256,
            text_sha256=self.text_sha256,
            reading_status=self.reading_status,
            message=self.message,
            page_count=self.page_count,
            added=self.added,
        )


def state_of(events: Sequence[TypedEvent]) -> RecordState | None:
    """A record's fields after its events, or None where nothing brought it in."""
    state = RecordState()
    for event in events:
        state.change(event)
    return state if state.added else None


def _grouped(origins: Mapping[str, Origin]) -> str:
    """The origins of fields, grouped: most fields of a record have the same."""
    groups: dict[Origin, list[str]] = {}
    for name in sorted(origins):
        groups.setdefault(origins[name], []).append(name)
    return _spelled(
        tuple((of.source, of.confidence, of.confirmed, tuple(names)) for of, names in groups.items())
    )


@lru_cache(maxsize=256)
def _spelled(groups: tuple[tuple[str, float, bool, tuple[str, ...]], ...]) -> str:
    """The JSON of such groups; all records of a file have nearly the same."""
    return canonical(groups)
