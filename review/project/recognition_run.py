"""Text recognition for the scanned pages of documents that were read: each becomes another reading of its file."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from review.errors import ReadingError
from review.journal.queries import files
from review.model import Reading, ReadingStatus
from review.project.ingest_report import FileReport, IngestReport, Progress
from review.project.reread_run import RereadRun

if TYPE_CHECKING:
    from review.project.reading import ReadingVerbs


class RecognitionRun:
    """One run of text recognition, after a run of reading; `timeout` and `memory_mb` as there."""

    def __init__(
        self,
        project: ReadingVerbs,
        jobs: int,
        timeout: float,
        memory_mb: int,
        progress: Callable[[Progress], None] | None,
        stop: threading.Event,
    ) -> None:
        from review.ingest.limits import Limits
        from review.ingest.recognition import missing

        if lack := missing():
            raise ReadingError(lack)
        self.project = project
        self.jobs = jobs
        self.limits = Limits(timeout, memory_mb)
        self.progress = progress
        self.stop = stop
        self.began = time.monotonic()
        self.pages = 0

    def read(self, report: IngestReport) -> IngestReport:
        """The report of a run of reading, with what recognition made of the files in it that seem to be scanned."""
        place_of = {
            file.record: place for place, file in reversed(list(enumerate(report.files))) if file.record
        }
        waiting = [record for record in place_of if self._seems_scanned(record)]
        reports = list(report.files)
        for done, record in enumerate(waiting):
            if self.stop.is_set():
                break
            place = place_of[record]
            if reading := self._recognised(record, done, len(waiting)):
                reports[place] = self._take(record, reading, reports[place])
        seconds = report.seconds + round(time.monotonic() - self.began, 3)
        stopped = report.stopped or self.stop.is_set()
        return replace(report, files=tuple(reports), seconds=seconds, stopped=stopped)

    def _seems_scanned(self, record: str) -> bool:
        """Whether a record has a page with hardly a letter that recognition was not tried on yet."""
        from review.ingest.scans import may_be_scanned

        document = self.project.document(record)
        if document is None:
            return self.project.record(record).reading_status == ReadingStatus.NO_TEXT
        return any(
            not page.recognised and may_be_scanned(document.text[page.start : page.end])
            for page in document.pages
        )

    def _recognised(self, record: str, done: int, total: int) -> Reading | None:
        from review.ingest.recognition import recognised_reading

        path = self.project.file_of(record)
        if path is None:
            return None
        name = self.project.relative(path)

        def tell(page: int, _: int) -> None:
            self.pages += 1
            if self.progress:
                seconds = time.monotonic() - self.began
                self.progress(Progress(done, total, self.pages, seconds, f"{name}, page {page}"))

        try:
            return recognised_reading(path, self.limits, jobs=self.jobs, page_done=tell, stop=self.stop)
        except ReadingError:
            # It could be read a moment ago, and what was read then is kept.
            return None

    def _take(self, record: str, reading: Reading, before: FileReport) -> FileReport:
        """Keep a reading; codings on other pages move to the new text."""
        run = RereadRun(self.project, [])
        run.take(self.project.record(record), reading)
        if run.kept:
            return before
        seen = files.seen(self.project.journal).get(self.project.record(record).path)
        if seen:
            now = replace(seen, status=reading.status, message=reading.message)
            files.remember(self.project.journal, now)
        return FileReport(
            before.path,
            reading.status,
            record,
            reading.page_count,
            self.project.record(record).title,
            before.seconds + reading.seconds,
            reading.message,
        )
