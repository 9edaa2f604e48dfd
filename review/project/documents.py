"""Documents: reading files into the review, and their texts."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain import Document, Page, PassageKind, ReadingStatus, Record, SearchHit, Selection
from review.domain.search_hits import best_place, hit_in
from review.domain.wording.short_id import short_id
from review.errors import ReviewError, UnknownNameError
from review.journal import texts
from review.journal.queries import files, page_labels, records, theory
from review.project.records import RecordService
from review.project.runs.corpus import (
    NO_TEXT_NAME,
    Entry,
    file_of,
    looks_like,
    walk,
)
from review.project.runs.reading_lock import reading_lock
from review.project.runs.report import FileReport, IngestReport, Progress
from review.project.service import Context, Service
from review.project.team.drawing import draw_samples
from review.sandbox.regular_file import check_named, is_text

if TYPE_CHECKING:
    from review.project.runs.reread_run import RereadReport


class DocumentService(Service):
    """The texts of documents, and reading their files."""

    def __init__(self, context: Context, records: RecordService) -> None:
        super().__init__(context)
        self._records = records

    def get(self, record: str) -> Document | None:
        """The record's frozen text with its pages and passages, or None if it has none.

        Its pages have the labels that were set by hand, or else their own.
        """
        document = self._own(record)
        return page_labels.labelled(self._journal, record, document) if document else None

    def _own(self, record: str) -> Document | None:
        """The document as it was read."""
        text_sha256 = self._records.get(record).text_sha256
        return texts.load(self._journal, text_sha256) if text_sha256 else None

    def own_page(self, record: str, page: Page) -> Page | None:
        """A page of the record's document with its own label, or None if none was set by hand."""
        if page.number not in page_labels.by_hand(self._journal, record):
            return None
        document = self._own(record)
        return document.pages[page.number - 1] if document else None

    def hit(self, record: str, search: str) -> SearchHit | None:
        """The place of the searched words in a record's text, if possible in a paragraph, or else in its abstract.

        Raises:
            UnknownNameError: the record is unknown.
        """
        document = self.get(record)
        spans = (
            [(p.start, p.end) for p in document.passages if p.kind is PassageKind.PARAGRAPH]
            if document
            else []
        )
        if document and (span := best_place(document.text, search, document.body_end, spans)):
            return hit_in(document.text, span, document.cited_pages(span[0], span[0] + 1), span[0])
        abstract = self._records.get(record).abstract
        found = best_place(abstract, search)
        return hit_in(abstract, found, "abstract") if found else None

    def text_of(self, record: str) -> Document:
        """The record's frozen text.

        Raises:
            UnknownNameError: it has none; the text says why.
        """
        document = self.get(record)
        if document is None:
            current = self._records.get(record)
            raise UnknownNameError(
                f"{current.author_year}: has no text to code ({current.message or current.reading_status or 'no file'})"
            )
        return document

    @property
    def corpus(self) -> Path:
        """The folder of the review's documents."""
        return self._context.corpus

    def where_its_file_is(self, record: Record) -> str:
        """The path of a record's file, and that it is missing here where it is not in this copy's folder."""
        if record.path:
            return record.path
        elsewhere = files.path_of_reading(self._journal, record.id)
        return f"{elsewhere} (missing here)" if elsewhere else "missing from corpus/"

    def file_of(self, record: str) -> Path | None:
        """The path of a record's file, or None if it has none or it is gone."""
        return file_of(self._context, record)

    def scans(self) -> list[str]:
        """The records whose files were read but have no text, such as scans, for text recognition."""
        without_text = Selection((("reading_status", ReadingStatus.NO_TEXT),))
        return [row.record for row in self._records.rows(self._records.listing(without_text))]

    def recognition_lacks(self) -> str:
        """What must be installed for text recognition, as a line that says how; ``""`` if nothing is missing."""
        from review.documents.recognition import missing

        return missing()

    def ingest(
        self,
        paths: Sequence[Path] = (),
        *,
        jobs: int | None = None,
        timeout: float = 20.0,
        memory_mb: int = 1024,
        progress: Callable[[Progress], None] | None = None,
        stop: threading.Event | None = None,
        for_records: Mapping[Path, str] | None = None,
        ocr: bool = False,
        scheduler: str = "",
        follow_links: bool = False,
        waiting: Callable[[str], None] | None = None,
    ) -> IngestReport:
        """Read documents: all of ``corpus/``, or other files and folders, which are copied into it.

        Known files are skipped; files that could not be read are tried again. A document with the DOI or title of a record
        without a file is attached to that record; with `for_records` each file is attached to the record given for it. Each document
        is stored before the next one, so that a stopped run continues where it was.
        `timeout` is in seconds without a finished page, `memory_mb` the limit of each reading process. With `ocr` the
        text of scanned pages is recognised afterwards, also in known files. With the address of a Dask `scheduler` its
        workers do both; they must have access to ``corpus/`` under the same path. Links that lead out of the review are
        reported and not followed, unless with `follow_links` or given as a path. Only one run at a time reads a review:
        another one, in any process, waits, and `waiting` is called with a line that says for which process.

        Raises:
            ReviewError: a path does not exist, the review is read-only, or the software for text recognition or for
                clusters is missing.
        """
        if self._context.read_only:
            raise ReviewError(self._context.read_only)
        stop = stop or threading.Event()
        for path in paths:
            if not path.exists():
                raise ReviewError(f"{path}: file or folder not found")
        from review.documents import Limits, readers
        from review.project.runs.ingest_run import IngestRun
        from review.project.runs.recognition_run import RecognitionRun

        limits = Limits(timeout, memory_mb)
        with (
            reading_lock(self._folder, waiting, stop),
            readers(
                limits, jobs=jobs or os.cpu_count() or 1, scheduler=scheduler, folder=self.corpus, ocr=ocr
            ) as at_hand,
        ):
            chosen = {
                entry.path: entry
                for path in (map(self._placed, paths) if paths else [self.corpus])
                for entry in self._entries(path, follow_links=follow_links)
            }
            given = {self._placed(path): record for path, record in (for_records or {}).items()}
            run = IngestRun(self._context, progress, stop, given, follow_links=follow_links)
            report = run.read(list(chosen.values()), at_hand)
            if ocr:
                report = RecognitionRun(self._context, at_hand, limits, progress, stop).read(report)
        draw_samples(self._journal, self._reviewer, theory.current(self._journal).map)
        return report

    def _entries(self, path: Path, *, follow_links: bool) -> Iterable[Entry]:
        """A file, or the entries of a folder."""
        if path.is_dir() or path == self.corpus:
            home = self._folder if path.is_relative_to(self._folder) else None
            return walk(path, home, follow_links=follow_links)
        return [Entry(path, "" if is_text(self.relative(path)) else NO_TEXT_NAME)]

    def reread(
        self,
        record: str = "",
        *,
        progress: Callable[[Progress], None] | None = None,
        stop: threading.Event | None = None,
        waiting: Callable[[str], None] | None = None,
    ) -> RereadReport:
        """Read the file of a record, or of every record, again with the current reader.

        If the text differs, it becomes the record's text, and each coding, rejection and done mark is moved to it by its
        wording and context. A coding that is not found stays on the old text and is listed. Codings lost earlier are looked
        for again, too. Each record is stored before the next. As in `ingest`, a run waits for another one and calls
        `waiting`.

        Raises:
            ReviewError: the review is read-only.
        """
        if self._context.read_only:
            raise ReviewError(self._context.read_only)
        stop = stop or threading.Event()
        with reading_lock(self._folder, waiting, stop):
            return self._reread(record, progress, stop)

    def _reread(
        self, record: str, progress: Callable[[Progress], None] | None, stop: threading.Event
    ) -> RereadReport:
        from review.project.runs.reread_run import RereadRun

        chosen = [self._records.get(record)] if record else records.every_record(self._journal)
        found, kept = {}, []
        for one in chosen:
            if path := self.file_of(one.id):
                found[path] = one
            elif record or one.text_sha256:
                kept.append(f"{one.author_year}: its file is missing; the text was kept")
        run = RereadRun(self._context, kept)
        run.read(found, progress, stop)
        return run.report()

    def attach(
        self,
        record: str,
        path: Path,
        *,
        instead: bool = False,
        stop: threading.Event | None = None,
        waiting: Callable[[str], None] | None = None,
    ) -> FileReport:
        """Read a file and attach it to a record that has none, or one without text (protected, a scan).

        With `instead` it takes the place of a wrong one: what is on the former text is moved by its wording, or lost, and
        the reference stays as it is. `stop` and `waiting` are as in `ingest`.

        Raises:
            ReviewError: the record has a text, the file belongs to another record or cannot be read, or it was stopped.
        """
        current = self._records.get(record)
        document = self.get(record)
        if document is not None and document.text and not instead:
            raise ReviewError(
                f"{current.author_year}: already has a file ({self.where_its_file_is(current)}); `review attach RECORD FILE"
                " --instead` puts another one in its place"
            )
        check_named(path)
        reports = self.ingest([path], for_records={path: record}, stop=stop, waiting=waiting).files
        if not reports:
            raise ReviewError(f"{path}: was not attached: reading was stopped")
        report = reports[0]
        if report.record != record:
            raise ReviewError(
                f"{path}: {report.message or f'belongs to another record ({short_id(report.record)})'}"
            )
        return report

    def relative(self, path: Path) -> str:
        """A path as in reports and the journal: relative to the review's folder, with forward slashes."""
        return self._context.relative(path)

    def _placed(self, path: Path) -> Path:
        """An absolute path, through ``corpus/`` if it leads there, whatever links were followed.

        A link to a file keeps its own name.
        """
        path = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        corpus = self.corpus.resolve()
        return self.corpus / path.relative_to(corpus) if path.is_relative_to(corpus) else path

    def is_as_read(self, path: Path) -> bool:
        """Whether a file is unchanged since it was read, so that the positions of its text apply."""
        known = files.seen(self._journal).get(self.relative(path))
        return known is None or looks_like(path, known)
