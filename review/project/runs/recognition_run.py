"""Text recognition for scanned pages of documents; the result is another reading of the file."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from review.domain import Reading, ReadingStatus
from review.journal import texts
from review.journal.queries import files, records
from review.project.runs.corpus import file_of
from review.project.runs.report import FileReport, IngestReport, Progress
from review.project.runs.reread_run import RereadRun

if TYPE_CHECKING:
    from review.documents import Limits, Readers
    from review.project.service import Context


class RecognitionRun:
    """One run of text recognition, after an ingest, with the same readers and limits."""

    def __init__(
        self,
        context: Context,
        readers: Readers,
        limits: Limits,
        progress: Callable[[Progress], None] | None,
        stop: threading.Event,
    ) -> None:
        self.context = context
        self.readers = readers
        self.limits = limits
        self.progress = progress
        self.stop = stop
        self.began = time.monotonic()
        self.pages = 0

    def read(self, report: IngestReport) -> IngestReport:
        """The report of an ingest, updated with the results of recognition for files that seem to be scanned."""
        place_of = {
            file.record: place for place, file in reversed(list(enumerate(report.files))) if file.record
        }
        record_of = {
            path: record
            for record in place_of
            if self._seems_scanned(record) and (path := file_of(self.context, record))
        }
        reports = list(report.files)
        for record, reading in self._readings(record_of):
            place = place_of[record]
            reports[place] = self._take(record, reading, reports[place])
        seconds = report.seconds + round(time.monotonic() - self.began, 3)
        stopped = report.stopped or self.stop.is_set()
        return replace(
            report, files=tuple(reports), pages=report.pages + self.pages, seconds=seconds, stopped=stopped
        )

    def _seems_scanned(self, record: str) -> bool:
        """Whether a record has a page with hardly any letters on which recognition was not tried yet."""
        from review.documents.scans import may_be_scanned

        known = records.record(self.context.journal, record)
        document = texts.load(self.context.journal, known.text_sha256)
        if document is None:
            return known.reading_status == ReadingStatus.NO_TEXT
        return not document.is_unpaged and any(
            not page.recognised and may_be_scanned(document.text[page.start : page.end])
            for page in document.pages
        )

    def _readings(self, record_of: Mapping[Path, str]) -> Iterator[tuple[str, Reading]]:
        """Records with the readings of their files, without those that turn out to have no scanned page.

        A file that can no longer be read keeps its earlier text.
        """
        from review.documents.recognition import NOTHING_FOUND, recognised_readings

        done = 0

        def tell(path: Path, page: int) -> None:
            self.pages += 1
            if self.progress:
                name = f"{self.context.relative(path)}, page {page}"
                seconds = time.monotonic() - self.began
                self.progress(Progress(done, len(record_of), self.pages, seconds, name))

        for found in recognised_readings(
            record_of, self.limits, self.readers, page_done=tell, stop=self.stop
        ):
            done += 1
            record = records.record(self.context.journal, record_of[found.path])
            if found.reading:
                yield record.id, found.reading
            elif not found.problem and record.reading_status == ReadingStatus.NO_TEXT:
                blank = Reading(found.path, ReadingStatus.NO_TEXT, NOTHING_FOUND, record.file_sha256)
                yield record.id, replace(blank, page_count=record.page_count)

    def _take(self, record: str, reading: Reading, before: FileReport) -> FileReport:
        """Store a reading; codings on other pages move to the new text."""
        run = RereadRun(self.context, [])
        has_text = records.record(self.context.journal, record).reading_status != ReadingStatus.NO_TEXT
        if has_text or reading.status is not ReadingStatus.NO_TEXT:
            run.take(records.record(self.context.journal, record), reading)
        elif reading.file_sha256 == records.record(self.context.journal, record).file_sha256:
            run.put(records.record(self.context.journal, record), reading)
        if run.kept:
            return before
        seen = files.seen(self.context.journal).get(records.record(self.context.journal, record).path)
        if seen:
            now = replace(seen, status=reading.status, message=reading.message)
            files.remember(self.context.journal, now)
        return FileReport(
            before.path,
            reading.status,
            record,
            reading.page_count,
            records.record(self.context.journal, record).title,
            before.seconds + reading.seconds,
            reading.message,
        )
