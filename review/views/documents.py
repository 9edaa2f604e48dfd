"""What commands answer about projects and files: init, demo, ingest, reread, text, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import UNSET, UnsetType

from review.domain import Coding, Document, PageTable, Reading, ReadingStatus
from review.domain.wording.says import says
from review.project import FileReport, IngestReport
from review.views.view import (
    CodeId,
    PageLabel,
    PageNumber,
    Quote,
    RecordId,
    View,
)

if TYPE_CHECKING:
    from review.documents import RawPage
    from review.project.runs.reread_run import RereadReport

Seconds = Annotated[float, says("how long it took, in seconds")]


class ProjectMade(View, frozen=True, kw_only=True):
    """A new review."""

    project: Annotated[str, says("its folder")]

    @classmethod
    def of(cls, folder: Path) -> ProjectMade:
        """The review in that folder."""
        return cls(project=str(folder.resolve()))


class FileRead(View, frozen=True, kw_only=True):
    """What became of one file."""

    path: Annotated[str, says("its path in the review")]
    status: ReadingStatus
    record: Annotated[str, says("id of its record; empty where there is none")]
    pages: Annotated[int, says("number of its pages")]
    title: Annotated[str, says("the title found in it")]
    seconds: Seconds
    message: Annotated[str, says("what a person should know; may be empty")]

    @classmethod
    def of(cls, file: FileReport) -> FileRead:
        """What is reported of a file."""
        return cls(
            path=file.path,
            status=file.status,
            record=file.record,
            pages=file.pages,
            title=file.title,
            seconds=round(file.seconds, 3),
            message=file.message,
        )


class Ingested(View, frozen=True, kw_only=True):
    """What became of the files that were to be read."""

    files: Annotated[tuple[FileRead, ...], says("in the order of their paths")]
    pages: Annotated[int, says("number of pages that were read, or tried")]
    seconds: Seconds

    @classmethod
    def of(cls, report: IngestReport) -> Ingested:
        """What is reported of a run."""
        return cls(files=tuple(map(FileRead.of, report.files)), pages=report.pages, seconds=report.seconds)


class LostCoding(View, frozen=True, kw_only=True):
    """A coding that was not found in the new text; it stays on the old one."""

    coding: Annotated[str, says("id of the coding")]
    record: RecordId
    codes: tuple[CodeId, ...]
    page: PageNumber
    page_label: PageLabel
    quote: Quote

    @classmethod
    def of(cls, coding: Coding) -> LostCoding:
        """A coding that was lost."""
        return cls(
            coding=coding.id,
            record=coding.record,
            codes=coding.codes,
            page=coding.page,
            page_label=coding.page_label,
            quote=coding.quote,
        )


class Reread(View, frozen=True, kw_only=True):
    """What reading files again came to."""

    records: Annotated[int, says("number of records whose file was read")]
    moved: Annotated[int, says("number of codings that were moved to a new text")]
    lost: tuple[LostCoding, ...]

    @classmethod
    def of(cls, report: RereadReport) -> Reread:
        """What is reported of a run."""
        return cls(records=report.records, moved=report.moved, lost=tuple(map(LostCoding.of, report.lost)))


class TextPage(View, frozen=True, kw_only=True):
    """One page of a document as the program reads it."""

    number: PageNumber
    label: PageLabel
    recognised: (
        Annotated[bool, says("whether the text comes from text recognition; not there with `--raw`")]
        | UnsetType
    ) = UNSET
    text: str


class DocumentText(View, frozen=True, kw_only=True):
    """The text of a file."""

    pages: tuple[TextPage, ...]
    status: Annotated[str, says("as in `review ingest`; `raw` with `--raw`")]

    @classmethod
    def of(cls, reading: Reading) -> DocumentText:
        """The text that a reading gave, page by page."""
        pages = _pages(reading.document) if reading.document else ()
        return cls(pages=tuple(pages), status=reading.status)

    @classmethod
    def raw(cls, pages: Iterable[RawPage]) -> DocumentText:
        """The text as the PDF library gives it."""
        found = tuple(TextPage(number=page.number, label=page.label, text=page.text) for page in pages)
        return cls(pages=found, status="raw")


def _pages(document: Document) -> Iterable[TextPage]:
    for page in document.pages:
        text = document.text[page.start : min(page.end, document.body_end)].rstrip("\n")
        yield TextPage(number=page.number, label=page.label, recognised=page.recognised, text=text)


class Cell(View, frozen=True, kw_only=True):
    """A cell of a table, and where it stands in the document's text, as `review code --span` takes it.

    `start` and `end` are null where it is empty, is not in the text, or stands there in pieces with other cells between.
    """

    text: str
    start: Annotated[int | None, says("code points from 0")]
    end: Annotated[int | None, says("code points from 0; the character at this place is not part of it")]


class TableOnPage(View, frozen=True, kw_only=True):
    """A table of a document."""

    page: PageNumber
    page_label: PageLabel
    rows: Annotated[tuple[tuple[Cell, ...], ...], says("rows of equally many cells")]

    @classmethod
    def of(cls, table: PageTable, label: str) -> TableOnPage:
        """A table, and the printed number of its page."""
        rows = tuple(
            tuple(_cell(table, row, column) for column in range(len(cells)))
            for row, cells in enumerate(table.rows)
        )
        return cls(page=table.page, page_label=label, rows=rows)


def _cell(table: PageTable, row: int, column: int) -> Cell:
    start, end = table.span_of([(row, column)]) or (None, None)
    return Cell(text=table.rows[row][column].text, start=start, end=end)


class DocumentTables(View, frozen=True, kw_only=True):
    """The tables of a document."""

    tables: tuple[TableOnPage, ...]

    @classmethod
    def of(cls, tables: Iterable[PageTable], labels: Mapping[int, str]) -> DocumentTables:
        """Tables; `labels` are the printed numbers of the PDF's pages."""
        return cls(tables=tuple(TableOnPage.of(table, labels[table.page]) for table in tables))
