"""Documents: reading files into the review, their texts and their tables."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain import Document, PageTable, ReadingStatus, Selection
from review.errors import ReviewError, UnknownNameError
from review.journal import texts
from review.journal.queries import files, records
from review.project.records import RecordService
from review.project.runs.corpus import NO_TEXT_NAME, Entry, facts_of, file_of, looks_like, still_holds, walk
from review.project.runs.one_at_a_time import one_at_a_time
from review.project.runs.report import FileReport, IngestReport, Progress
from review.project.service import Context, Service
from review.sandbox.regular_file import LARGEST_DOCUMENT, check_named, is_text

if TYPE_CHECKING:
    from review.project.runs.reread_run import RereadReport


class DocumentService(Service):
    """The verbs about files and their texts."""

    _found: tuple[str, dict[int, tuple[PageTable, ...]]] = ("", {})
    """The tables of the document that was looked at last: its text's SHA-256, and the tables by page."""

    def __init__(self, context: Context, records: RecordService) -> None:
        super().__init__(context)
        self._records = records

    def get(self, record: str) -> Document | None:
        """The record's frozen text with its pages and passages, or None where it has none."""
        text_sha256 = self._records.get(record).text_sha256
        return texts.load(self.journal, text_sha256) if text_sha256 else None

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
        return self.context.corpus

    def file_of(self, record: str) -> Path | None:
        """Where a record's file lies, or None where there is none (any more)."""
        return file_of(self.context, record)

    def new_files(self) -> list[Path]:
        """The files in ``corpus/`` that were not given to ingest yet, or changed since; no file is opened.

        What ingest would refuse without reading it is none of them.
        """
        known = files.seen(self.journal)
        return [
            path
            for path, problem in walk(self.corpus, self.folder)
            if not problem and not looks_like(path, known.get(self.relative(path))) and _may_be_read(path)
        ]

    def gone(self) -> list[str]:
        """The paths of files that were read from ``corpus/`` and are not there any more; their codings stay."""
        return sorted(path for path in files.seen(self.journal) if not (self.folder / path).is_file())

    def changed(self) -> list[str]:
        """The paths of files in ``corpus/`` that hold other bytes than were read; their codings stay.

        Files whose size or time differ are read whole: not for the thread that takes keys.
        """
        known = files.seen(self.journal)
        found = ((self.folder / path, file) for path, file in known.items())
        return sorted(file.path for path, file in found if path.is_file() and not still_holds(path, file))

    def scans(self) -> list[str]:
        """The records whose files were read and hold no text, as scans do: what text recognition is for."""
        without_text = Selection((("reading_status", ReadingStatus.NO_TEXT),))
        return [row.record for row in self._records.rows(self._records.listing(without_text))]

    def recognition_lacks(self) -> str:
        """What must be installed before text can be recognised, in a line that says how; ``""`` where nothing is missing."""
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
        for_record: str = "",
        ocr: bool = False,
        scheduler: str = "",
        follow_links: bool = False,
        waiting: Callable[[str], None] | None = None,
    ) -> IngestReport:
        """Read documents: all of ``corpus/``, or files and folders from elsewhere, which are copied into it.

        What is known is passed over; what could not be read is tried again. A document whose DOI or title is that of a
        record without a file is put behind that record; with `for_record` the one file is put behind that one.
        Each finished document is on the disk before the next one is taken in: a run that is stopped goes on where it was.
        `timeout` is in seconds without a finished page, `memory_mb` the limit of each reading process. With `ocr` the
        text of scanned pages is recognised afterwards, of those among the files that are known, too. With the address of a
        Dask `scheduler` its workers do both; they must see ``corpus/`` under the same path.
        Links that lead out of the review are reported and not followed, unless with `follow_links`, or by their own name.
        One run at a time reads a review: another one, in whichever process, waits, and `waiting` is given a line that says
        for whom.

        Raises:
            ReviewError: a path does not exist, the review is read-only, or what recognises text or reads on a cluster
                is not there.
        """
        if self.context.read_only:
            raise ReviewError(self.context.read_only)
        stop = stop or threading.Event()
        for path in paths:
            if not path.exists():
                raise ReviewError(f"{path}: file or folder not found")
        from review.documents import Limits, readers
        from review.project.runs.ingest_run import IngestRun
        from review.project.runs.recognition_run import RecognitionRun

        limits = Limits(timeout, memory_mb)
        with (
            one_at_a_time(self.folder, waiting, stop),
            readers(
                limits, jobs=jobs or os.cpu_count() or 1, scheduler=scheduler, folder=self.corpus, ocr=ocr
            ) as at_hand,
        ):
            chosen = {
                entry.path: entry
                for path in (map(self._placed, paths) if paths else [self.corpus])
                for entry in self._entries(path, follow_links=follow_links)
            }
            run = IngestRun(self.context, progress, stop, for_record, follow_links=follow_links)
            report = run.read(list(chosen.values()), at_hand)
            if ocr:
                report = RecognitionRun(self.context, at_hand, limits, progress, stop).read(report)
        return report

    def _entries(self, path: Path, *, follow_links: bool) -> Iterable[Entry]:
        """A file, or what lies in a folder."""
        if path.is_dir() or path == self.corpus:
            home = self.folder if path.is_relative_to(self.folder) else None
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
        """Read the file of a record, or of every record, again with the present reader.

        Where the text differs it becomes the project's text, and each coding, rejection and done mark is moved to it by
        its wording and what stands around it. A coding that is not found again stays on the old text and is listed.
        What earlier readings lost is looked for again, too. Each record is on the disk before the next is taken up.
        A run waits for another run of reading, and tells `waiting` so, as `ingest` does.

        Raises:
            ReviewError: the review is read-only.
        """
        if self.context.read_only:
            raise ReviewError(self.context.read_only)
        stop = stop or threading.Event()
        with one_at_a_time(self.folder, waiting, stop):
            return self._reread(record, progress, stop)

    def _reread(
        self, record: str, progress: Callable[[Progress], None] | None, stop: threading.Event
    ) -> RereadReport:
        from review.project.runs.reread_run import RereadRun

        chosen = [self._records.get(record)] if record else records.every_record(self.journal)
        found, kept = {}, []
        for one in chosen:
            if path := self.file_of(one.id):
                found[path] = one
            elif record or one.text_sha256:
                kept.append(f"{one.author_year}: its file is not there, so its text stays")
        run = RereadRun(self.context, kept)
        run.read(found, progress, stop)
        return run.report()

    def attach(self, record: str, path: Path) -> FileReport:
        """Read a file and put it behind a record that has none, or one without a text (protected, a scan).

        Raises:
            ReviewError: the record has a text, or the file is another record's or cannot be read.
        """
        current = self._records.get(record)
        document = self.get(record)
        if document is not None and document.text:
            raise ReviewError(
                f"{current.author_year}: has a file already ({current.path or 'gone from corpus/'})"
            )
        check_named(path)
        report = self.ingest([path], for_record=record).files[0]
        if report.record != record:
            raise ReviewError(
                f"{path}: {report.message or f'stands behind another record ({report.record[:12]})'}"
            )
        return report

    def relative(self, path: Path) -> str:
        """A path as reports and the journal name it: from the review's folder, with forward slashes."""
        return self.context.relative(path)

    def _placed(self, path: Path) -> Path:
        """A path from the root, through ``corpus/`` where it leads there, whatever links were followed.

        A link to a file keeps its own name.
        """
        path = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        corpus = self.corpus.resolve()
        return self.corpus / path.relative_to(corpus) if path.is_relative_to(corpus) else path

    def tables_of_page(self, record: str, page: int) -> tuple[PageTable, ...]:
        """The tables on a page (from 1) of a record's document, as views over its text. Takes seconds: not for a key press.

        Raises:
            UnknownNameError: the record has no text, or its document no such page.
            ReadingError: the file cannot be read.
        """
        text = self._records.get(record).text_sha256
        kept = self._found[1] if self._found[0] == text else {}
        if page not in kept:
            kept = kept | {number: tables or () for number, tables in self.page_tables(record, [page])}
            self._found = (text, kept)
        return kept[page]

    def page_tables(
        self, record: str, pages: Sequence[int] = ()
    ) -> Iterator[tuple[int, tuple[PageTable, ...] | None]]:
        """The tables of pages (default: of all), page by page as they are found; None where a page cannot be looked at.

        A record whose file has gone, or is no longer what was read, has none.

        Raises:
            UnknownNameError: the record has no text, or its document no such page.
            ReadingError: the file cannot be read.
        """
        document, path = self.text_of(record), self.file_of(record)
        if unknown := set(pages) - {page.number for page in document.pages}:
            raise UnknownNameError(
                f"the document has no page {min(unknown)}; its pages are 1 to {len(document.pages)}"
            )
        if path is None or not self._is_as_read(path):
            yield from ((page, None) for page in pages or range(1, len(document.pages) + 1))
            return
        from review.documents import find_tables

        yield from find_tables(path, document, pages)

    def _is_as_read(self, path: Path) -> bool:
        """Whether a file is still what was read, so that the places of its text hold."""
        known = files.seen(self.journal).get(self.relative(path))
        return known is None or looks_like(path, known)


def _may_be_read(path: Path) -> bool:
    """Whether a file is there and small enough."""
    try:
        return facts_of(path)[0] <= LARGEST_DOCUMENT
    except OSError:
        return False
