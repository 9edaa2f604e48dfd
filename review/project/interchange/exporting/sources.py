"""Records as sources: a document with its coded passages, or a reference with its abstract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec.structs import replace

from review.domain import Coding, Document, Record
from review.domain.texts.normalised import normalised
from review.exchange.refi.values import QdaSelection, QdaSource, SourceKind
from review.export.material import ExportMaterial
from review.project.interchange.exporting.documents import Documents, is_a_text, rectangles
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.exporting.notes import Notes
from review.project.interchange.exporting.passages import Passages, areas_of
from review.project.interchange.exporting.variables import Variables, of_record

_IN_PATHS = re.compile(r"[/\\]")
"""What the name of a source cannot have, because some programs make files of these names."""


class _OfRecord(Protocol):
    @property
    def record(self) -> str: ...


T = TypeVar("T", bound=_OfRecord)


@dataclass
class Written:
    """What was made of the records: `files` by the name that sources give them.

    `records` are all of them; `left_out` is how many files there are that were not asked for. `passage_of` has the selections by
    (record, start, end); `unplaced` the codings whose passage is not in the present text, `uncoded` those whose codes are all gone
    from the map; `missing` are records whose file is gone or has changed, `unseen` those of whose passages no areas are known.
    """

    records: list[Record] = field(default_factory=list)
    sources: list[QdaSource] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    passage_of: dict[tuple[str, int, int], str] = field(default_factory=dict)
    unplaced: list[Coding] = field(default_factory=list)
    uncoded: list[Coding] = field(default_factory=list)
    missing: list[Record] = field(default_factory=list)
    unseen: list[Record] = field(default_factory=list)
    left_out: int = 0


class Only(StrEnum):
    """Which records alone become sources."""

    INCLUDED = "included"
    CODED = "coded"


class SourceMaker:
    """Makes the sources of a review, one by one."""

    def __init__(
        self,
        material: ExportMaterial,
        documents: Documents,
        ids: Ids,
        notes: Notes,
        variables: Variables,
        *,
        with_files: bool,
    ) -> None:
        self._material = material
        self._documents = documents
        self._ids = ids
        self._notes = notes
        self._variables = variables
        self._with_files = with_files
        self._codes = frozenset(material.theory_map.code_names)
        self._codings = _by_record(material.codings())
        self._fragments = _by_record(
            one for cmoc in material.configurations() for one in cmoc.fragments if not one.is_lost
        )
        self._appraisals = _by_record(material.appraisals())
        self.written = Written()

    def wanted(self, only: Only | None) -> list[Record]:
        """The records that become sources, in order: all, or those that are included, or of which a passage is coded."""
        records = sorted(self._material.records, key=self._material.place_of)
        if only is None:
            return records
        wanted = self._material.included if only is Only.INCLUDED else {*self._codings, *self._fragments}
        return [record for record in records if record.id in wanted]

    def add(self, record: Record) -> None:
        """Make the source of a record."""
        document, path = self._documents.text_of(record), self._file(record)
        if document is not None and document.text:
            made = self._with_text(record, document, path)
        else:
            self.written.unplaced += self._codings.get(record.id, ())
            made = _without_text(record, path)
        is_reference = made.kind is SourceKind.TEXT and not (document and document.text)
        values = of_record(
            record,
            self._material.theory_map,
            self._material.facets_of.get(record.id, {}),
            self._appraisals.get(record.id, ()),
            self._material.label_of,
            is_reference=is_reference,
        )
        self.written.records.append(record)
        self.written.sources.append(
            replace(
                made,
                guid=self._ids.source(record.id),
                name=_IN_PATHS.sub("-", record.author_year),
                description=reference_of(record),
                values=self._variables.values(values),
                notes=self._notes.on(record.id),
            )
        )

    def _file(self, record: Record) -> Path | None:
        """The record's file, if it goes into the archive."""
        if not record.file_sha256:
            return None
        path = self._documents.file_of(record)
        if path is None:
            self.written.missing.append(record)
        elif self._with_files:
            self.written.files[record.path] = path
            return path
        else:
            self.written.left_out += 1
        return None

    def _with_text(self, record: Record, document: Document, path: Path | None) -> QdaSource:
        """A document as a PDF with its text, or as a text: some programs stop at a PDF whose file is not in the archive."""
        selections = self._selections(record, document)
        made = QdaSource(
            guid="",
            name="",
            kind=SourceKind.TEXT if path is None or is_a_text(record, document) else SourceKind.PDF,
            file=record.path if path else "",
            text=document.text,
            selections=selections,
        )
        if path is None or made.kind is SourceKind.TEXT or not selections:
            return made
        if (found := rectangles(path, document, selections)) is None:
            self.written.unseen.append(record)
            return made
        return replace(made, areas=areas_of(selections, found, self._ids))

    def _selections(self, record: Record, document: Document) -> tuple[QdaSelection, ...]:
        codings: list[Coding] = []
        for one in self._codings.get(record.id, ()):
            if one.text_sha256 != document.text_sha256:
                self.written.unplaced.append(one)
            elif self._codes.isdisjoint(one.codes):
                self.written.uncoded.append(one)
            else:
                codings.append(one)
        fragments = [
            one for one in self._fragments.get(record.id, ()) if one.text_sha256 == document.text_sha256
        ]
        passages = Passages(record.id, document, self._codes, self._ids, self._notes)
        selections = passages.of(codings, fragments)
        self.written.passage_of |= {(record.id, *place): guid for place, guid in passages.passage_of.items()}
        return selections


def _by_record(things: Iterable[T]) -> Mapping[str, Sequence[T]]:
    found: dict[str, list[T]] = {}
    for one in things:
        found.setdefault(one.record, []).append(one)
    return found


def _without_text(record: Record, path: Path | None) -> QdaSource:
    """The file of a record that has no text, such as a scan; without a file, the reference as a text."""
    if path:
        return QdaSource(guid="", name="", kind=SourceKind.PDF, file=record.path)
    return QdaSource(guid="", name="", kind=SourceKind.TEXT, text=text_of_reference(record))


def reference_of(record: Record) -> str:
    """A record's reference on one line."""
    authors = "; ".join(record.authors) or record.organisation
    year = f"({record.year or 'n.d.'})"
    parts = [f"{authors} {year}" if authors else year, record.title, record.container]
    doi = f" https://doi.org/{record.doi}" if record.doi else ""
    return " ".join(f"{part.rstrip('.')}." for part in parts if part) + doi


def text_of_reference(record: Record) -> str:
    """The text of a source without a document: the reference and, after an empty line, the abstract."""
    return "\n\n".join(filter(None, [reference_of(record), normalised(record.abstract).text.strip()]))
