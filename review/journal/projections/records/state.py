"""A record while its events are gone through, and the row that comes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from review.acts import Confirm, Edit, Import, Ingest, MetadataValue, NotRetrieved, Reread, SourceType
from review.acts.records import RECORD_VALUES
from review.domain import Origin, Role
from review.domain.canonical import canonical, canonical_without_floats
from review.domain.citation import short_author, title_order
from review.domain.reference import RECORD_FIELDS
from review.journal.projections.events import TypedEvent


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
    labels: str
    sources: str


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
    labels: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    has_type: bool = False
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
                self.source_type, self.has_type = act.source_type, True
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
        self.labels |= dict.fromkeys(act.reference.labels)
        self.sources |= dict.fromkeys([act.source] if act.source else [])
        origin = Origin(act.reference.source_format, 1.0, confirmed=True)
        for name in RECORD_FIELDS:
            value = getattr(act.reference, name)
            if value and not self._is_confirmed(name):
                self._set(event, name, value, origin)

    def complete(self, merged: RecordState) -> None:
        """Add what a record that was merged into this one has and this one lacks, or has from a file, confirmed by nobody."""
        self.labels |= merged.labels
        self.sources |= merged.sources
        if not self.has_type:
            self.source_type, self.has_type = merged.source_type, merged.has_type
        for name, origin in merged.origins.items():
            is_better = origin.confirmed or not getattr(self, name)
            if name in RECORD_FIELDS and getattr(merged, name) and is_better and not self._is_confirmed(name):
                setattr(self, name, getattr(merged, name))
                self.origins[name] = origin
                if name == "abstract":
                    self.abstract_event = merged.abstract_event

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
            origins=_grouped(tuple(self.origins.items())),
            unconfirmed=False in [origin.confirmed for origin in self.origins.values()],
            file_sha256=self.file_sha256,
            text_sha256=self.text_sha256,
            reading_status=self.reading_status,
            message=self.message,
            page_count=self.page_count,
            added=self.added,
            labels=_names_spelled(tuple(self.labels)),
            sources=_names_spelled(tuple(self.sources)),
        )


def state_of(events: Sequence[TypedEvent]) -> RecordState | None:
    """A record's fields after its events, or None where nothing brought it in."""
    state = RecordState()
    for event in events:
        state.change(event)
    return state if state.added else None


@lru_cache(maxsize=256)
def _names_spelled(names: tuple[str, ...]) -> str:
    """The JSON of labels, or of where records came from; most records of a file have the same."""
    return canonical_without_floats(names)


@lru_cache(maxsize=256)
def _grouped(origins: tuple[tuple[str, Origin], ...]) -> str:
    """The JSON of fields' origins, grouped: most fields of a record have the same, and most records of a file, too."""
    groups: dict[Origin, list[str]] = {}
    for name, of in sorted(origins, key=itemgetter(0)):
        groups.setdefault(of, []).append(name)
    return canonical([(of.source, of.confidence, of.confirmed, names) for of, names in groups.items()])
