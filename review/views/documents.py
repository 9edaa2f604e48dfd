"""Answers about projects and files: init, demo, ingest, reread, text, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import UNSET, UnsetType

from review.domain import Coding, Document, LabelSource, Page, PageTable, Reading, ReadingStatus
from review.domain.theories.configuration import Fragment
from review.domain.wording.meaning import meaning
from review.project import FileReport, IngestReport
from review.views.codings import CommonStance, Stances, TheoryEvent, TheoryVersion
from review.views.view import (
    CitedPage,
    CodeId,
    LastPage,
    LastPageLabel,
    PageLabel,
    PageLabelSource,
    PageNumber,
    Quote,
    RecordId,
    View,
)

if TYPE_CHECKING:
    from review.documents import RawPage
    from review.project.runs.reread_run import RereadReport

Seconds = Annotated[float, meaning("duration in seconds")]


class ProjectMade(View, frozen=True, kw_only=True):
    """A new review."""

    project: Annotated[str, meaning("folder of the review")]

    @classmethod
    def of(cls, folder: Path) -> ProjectMade:
        """The view of the review in a folder."""
        return cls(project=str(folder.resolve()))


class FileRead(View, frozen=True, kw_only=True):
    """The result for one file."""

    path: Annotated[str, meaning("path in the review")]
    status: ReadingStatus
    record: Annotated[str, meaning("id of its record; empty if it has none")]
    pages: Annotated[int, meaning("number of pages")]
    title: Annotated[str, meaning("title found in the file")]
    seconds: Seconds
    message: Annotated[str, meaning("message for the reviewer; may be empty")]

    @classmethod
    def of(cls, file: FileReport) -> FileRead:
        """The view of a file's report."""
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
    """The results for the files to be read."""

    files: Annotated[tuple[FileRead, ...], meaning("sorted by path")]
    pages: Annotated[int, meaning("number of pages read or tried")]
    seconds: Seconds

    @classmethod
    def of(cls, report: IngestReport) -> Ingested:
        """The view of a run's report."""
        return cls(files=tuple(map(FileRead.of, report.files)), pages=report.pages, seconds=report.seconds)


class LostCoding(View, frozen=True, kw_only=True):
    """A coding that was not found in the new text and stays on the old one."""

    coding: Annotated[str, meaning("id of the coding")]
    record: RecordId
    codes: tuple[CodeId, ...]
    stance: CommonStance
    stances: Stances
    page: PageNumber
    page_label: PageLabel
    page_end: LastPage
    page_label_end: LastPageLabel
    label_source: PageLabelSource
    cited_page: CitedPage
    quote: Quote
    theory_version: TheoryVersion
    theory_event: TheoryEvent

    @classmethod
    def of(cls, coding: Coding) -> LostCoding:
        """The view of a lost coding."""
        return cls(
            coding=coding.id,
            record=coding.record,
            codes=coding.codes,
            stance=coding.stance,
            stances=dict(coding.stances),
            page=coding.page,
            page_label=coding.page_label,
            page_end=coding.page_end,
            page_label_end=coding.page_label_end,
            label_source=coding.label_source,
            cited_page=coding.cited_page,
            quote=coding.quote,
            theory_version=coding.theory_version,
            theory_event=coding.theory_event,
        )


class LostFragment(View, frozen=True, kw_only=True):
    """A passage of a configuration that was not found in the new text and stays on the old one."""

    fragment: Annotated[str, meaning("id of the fragment")]
    cmoc: Annotated[str, meaning("id of the configuration")]
    label: Annotated[str, meaning("label of the configuration")]
    record: RecordId
    page_label: PageLabel
    cited_page: CitedPage
    quote: Quote

    @classmethod
    def of(cls, fragment: Fragment) -> LostFragment:
        """The view of a lost fragment."""
        return cls(
            fragment=fragment.id,
            cmoc=fragment.cmoc,
            label=fragment.label,
            record=fragment.record,
            page_label=fragment.page_label,
            cited_page=fragment.cited_page,
            quote=fragment.quote,
        )


class Reread(View, frozen=True, kw_only=True):
    """The result of reading files again."""

    records: Annotated[int, meaning("number of records whose file was read again")]
    moved: Annotated[int, meaning("number of codings moved to a new text")]
    lost: tuple[LostCoding, ...]
    moved_fragments: Annotated[
        int, meaning("number of passages of configurations that were moved to a new text")
    ]
    lost_fragments: tuple[LostFragment, ...]

    @classmethod
    def of(cls, report: RereadReport) -> Reread:
        """The view of a run's report."""
        return cls(
            records=report.records,
            moved=report.moved,
            lost=tuple(map(LostCoding.of, report.lost)),
            moved_fragments=report.moved_fragments,
            lost_fragments=tuple(map(LostFragment.of, report.lost_fragments)),
        )


class TextPage(View, frozen=True, kw_only=True):
    """One page of a document as the program reads it."""

    number: PageNumber
    label: PageLabel
    label_source: PageLabelSource
    recognised: (
        Annotated[bool, meaning("whether the text comes from text recognition; absent with `--raw`")]
        | UnsetType
    ) = UNSET
    text: Annotated[str, meaning("the page's text")]


class DocumentText(View, frozen=True, kw_only=True):
    """The text of a file."""

    pages: tuple[TextPage, ...]
    status: Annotated[str, meaning("as in `review ingest`; `raw` with `--raw`")]

    @classmethod
    def of(cls, reading: Reading) -> DocumentText:
        """The view of a reading's text, page by page."""
        pages = _pages(reading.document) if reading.document else ()
        return cls(pages=tuple(pages), status=reading.status)

    @classmethod
    def raw(cls, pages: Iterable[RawPage]) -> DocumentText:
        """The view of the text as the PDF library extracts it."""
        found = tuple(
            TextPage(
                number=page.number,
                label=page.label,
                label_source=LabelSource.FILE if page.label else LabelSource.PDF,
                text=page.text,
            )
            for page in pages
        )
        return cls(pages=found, status="raw")


def _pages(document: Document) -> Iterable[TextPage]:
    for page in document.pages:
        text = document.text[page.start : min(page.end, document.body_end)].rstrip("\n")
        yield TextPage(
            number=page.number,
            label=page.label,
            label_source=page.label_source,
            recognised=page.recognised,
            text=text,
        )


class Cell(View, frozen=True, kw_only=True):
    """A cell of a table with its span in the document's text, as used by `review code --span`.

    `start` and `end` are null if the cell is empty, is not in the text, or is split there by other cells.
    """

    text: Annotated[str, meaning("the cell's text")]
    start: Annotated[int | None, meaning("code points from 0")]
    end: Annotated[int | None, meaning("code points from 0; the character at this place is not part of it")]


class TableOnPage(View, frozen=True, kw_only=True):
    """A table of a document."""

    page: PageNumber
    page_label: PageLabel
    label_source: PageLabelSource
    rows: Annotated[tuple[tuple[Cell, ...], ...], meaning("rows, all with the same number of cells")]

    @classmethod
    def of(cls, table: PageTable, page: Page) -> TableOnPage:
        """The view of a table on a page."""
        rows = tuple(
            tuple(_cell(table, row, column) for column in range(len(cells)))
            for row, cells in enumerate(table.rows)
        )
        return cls(page=table.page, page_label=page.label, label_source=page.label_source, rows=rows)


def _cell(table: PageTable, row: int, column: int) -> Cell:
    start, end = table.span_of([(row, column)]) or (None, None)
    return Cell(text=table.rows[row][column].text, start=start, end=end)


class DocumentTables(View, frozen=True, kw_only=True):
    """The tables of a document."""

    tables: tuple[TableOnPage, ...]

    @classmethod
    def of(cls, tables: Iterable[PageTable], pages: Sequence[Page]) -> DocumentTables:
        """The view of tables; `pages` are all pages of the document."""
        return cls(tables=tuple(TableOnPage.of(table, pages[table.page - 1]) for table in tables))
