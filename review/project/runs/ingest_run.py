"""One run of ingest: finds new and known files and stores the results."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from review.acts import Ingest
from review.domain import Reading, ReadingStatus
from review.journal import texts
from review.journal.queries import files, records, references
from review.journal.queries.files import SeenFile
from review.project.runs.changed_files import ChangedFiles
from review.project.runs.corpus import (
    Entry,
    copied_into,
    digest_of,
    facts_of,
    file_of,
    looks_like,
    still_holds,
)
from review.project.runs.matching import RecordsWithoutFile
from review.project.runs.metadata import metadata_values
from review.project.runs.report import FileReport, IngestReport, Progress

if TYPE_CHECKING:
    from review.documents import Readers
    from review.project.service import Context

_ANOTHER_FILE = (
    "The text read is not that of this file: it changed meanwhile, or a worker of the cluster sees another folder "
    "under this path. Ingest it again."
)


class IngestRun:
    """One run of ingest: known files are skipped, equal files are read once, results are stored one by one."""

    def __init__(
        self,
        context: Context,
        progress: Callable[[Progress], None] | None,
        stop: threading.Event,
        for_records: Mapping[Path, str],
        *,
        follow_links: bool = False,
    ) -> None:
        self.context = context
        self.progress = progress
        self.stop = stop
        self.for_records = for_records
        self.fileless = RecordsWithoutFile(references.without_file(context.journal))
        self.began = time.monotonic()
        self.known = files.seen(context.journal)
        self.changed = ChangedFiles(context, self.known, follow_links=follow_links)
        self.reports: dict[Path, FileReport] = {}
        self.unchanged: dict[Path, FileReport] = {}
        self.total = 0
        self.pages = 0

    def read(self, chosen: Sequence[Entry], readers: Readers) -> IngestReport:
        """Read the chosen files and report on each; see `DocumentService.ingest`."""
        groups: dict[str, list[Path]] = {}
        waiting = [entry for entry in chosen if not self._is_known(entry)]
        self.total = len(waiting)
        for entry in waiting:
            if self.stop.is_set():
                break
            self._sort_in(entry, groups)
        first = {same[0]: digest for digest, same in groups.items()}
        if not self.for_records:
            self.changed.find(groups)
        for reading in self.changed.readings(readers, list(first), self.stop):
            digest = first[reading.path]
            self._report(reading.path, self._keep(reading, digest))
            for other in groups[digest][1:]:
                self._keep_twin(other, digest, self.reports[reading.path])
        reports = self.unchanged | self.reports
        ordered = tuple(reports[path] for path in sorted(reports))
        return IngestReport(ordered, self.pages, round(time.monotonic() - self.began, 3), self.stop.is_set())

    def _is_known(self, entry: Entry) -> bool:
        """Whether a file looks as when it was read; then that is its report, and the progress leaves it out."""
        name = self.context.relative(entry.path)
        seen = self.known.get(name)
        if not (seen and ReadingStatus(seen.status).makes_record and looks_like(entry.path, seen)):
            return False
        if entry.path in self.for_records and not files.record_of(self.context.journal, seen.file_sha256):
            return False  # it was once attached to another record by mistake
        record = self.changed.owner(seen.file_sha256)
        self.unchanged[entry.path] = FileReport(name, ReadingStatus.UNCHANGED, record, message=seen.message)
        return True

    def _sort_in(self, entry: Entry, groups: dict[str, list[Path]]) -> None:
        """Report problems and files whose bytes are known; group the rest by their bytes."""
        path = entry.path
        if entry.problem:
            self._refuse(path, entry.problem)
            return
        try:
            digest = digest_of(path)
        except OSError as error:
            self._refuse(path, f"it cannot be read ({error.strerror})")
            return
        if record := files.record_of(self.context.journal, digest):
            self._keep_known(path, digest, record)
        elif (
            path not in self.for_records
            and (former := self.changed.owner(digest))
            and self._lies_elsewhere(former, path)
        ):
            self._keep_former(path, digest, former)
        else:
            groups.setdefault(digest, []).append(path)

    def _refuse(self, path: Path, message: str) -> None:
        self._report(path, FileReport(self.context.relative(path), ReadingStatus.REFUSED, message=message))

    def _keep_known(self, path: Path, digest: str, record: str) -> None:
        """Report a file whose bytes are in the review: the same file, touched or moved, or a duplicate."""
        name = self.context.relative(path)
        others = [seen for seen in self.known.values() if seen.file_sha256 == digest and seen.path != name]
        there = [seen.path for seen in others if still_holds(self.context.folder / seen.path, seen)]
        self._forget_gone(digest)
        known_here = name in self.known and self.known[name].file_sha256 == digest
        status = ReadingStatus.DUPLICATE if there and not known_here else ReadingStatus.UNCHANGED
        kept = records.record(self.context.journal, record)
        message = f"the same file as {there[0]}" if status is ReadingStatus.DUPLICATE else kept.message
        if not there and not path.is_relative_to(self.context.corpus):
            path = copied_into(self.context.corpus, path, digest)
        if path.is_relative_to(self.context.corpus):
            self._remember(path, digest, ReadingStatus(kept.reading_status or ReadingStatus.ADDED), message)
        self._report(path, FileReport(name, status, record, message=message))

    def _lies_elsewhere(self, record: str, path: Path) -> bool:
        return file_of(self.context, record) not in {None, path}

    def _keep_former(self, path: Path, digest: str, record: str) -> None:
        """Report a file with the former bytes of a record's changed file."""
        name = self.context.relative(path)
        message = f"an earlier version of {records.record(self.context.journal, record).path}"
        if path.is_relative_to(self.context.corpus):
            self._remember(path, digest, ReadingStatus.ADDED, message)
        self._report(path, FileReport(name, ReadingStatus.DUPLICATE, record, message=message))

    def _keep_twin(self, path: Path, digest: str, first: FileReport) -> None:
        """Report a second file with the bytes of one that was read in this run."""
        if not first.record:
            if path.is_relative_to(self.context.corpus):
                self._remember(path, digest, first.status, first.message)
            self._report(path, FileReport(self.context.relative(path), first.status, message=first.message))
            return
        self.known = files.seen(self.context.journal)
        self._keep_known(path, digest, first.record)

    def _keep(self, reading: Reading, digest: str) -> FileReport:
        name = self.context.relative(reading.path)
        if reading.file_sha256 not in {"", digest}:
            return FileReport(name, ReadingStatus.REFUSED, seconds=reading.seconds, message=_ANOTHER_FILE)
        instead = ""
        if changed := self.changed.record_at(reading.path):
            if report := self.changed.take(reading, name):
                if files.record_of(self.context.journal, digest) == changed:
                    self._forget_gone(digest)
                    self._remember(reading.path, digest, reading.status, reading.message)
                self.pages += report.pages
                return report
            instead = f"Not the same work as {records.record(self.context.journal, changed).author_year}, whose file was here before and is gone."
        if not reading.status.makes_record:
            if reading.path.is_relative_to(self.context.corpus):
                self._remember(reading.path, digest, reading.status, reading.message)
            return FileReport(name, reading.status, seconds=reading.seconds, message=reading.message)
        path = reading.path
        if not path.is_relative_to(self.context.corpus):
            path = copied_into(self.context.corpus, path, digest)
        journal = self.context.journal
        record, why = self.for_records.get(reading.path, ""), ""
        if record and records.record(journal, record).text_sha256:
            return self._put_instead(record, reading, digest, path)
        if not record:
            record, why = self.fileless.match(reading.metadata)
        record = record or digest
        with journal.transaction():
            if reading.document is not None:
                texts.store(journal, reading.document)
            act = _ingest_act(reading, record, digest, self.context.relative(path))
            journal.append(
                self.context.reviewer, msgspec.structs.replace(act, **texts.digests(journal, act.text_sha256))
            )
            self._remember(path, digest, reading.status, reading.message)
        self.pages += reading.page_count
        title = reading.metadata["title"].value if "title" in reading.metadata else ""
        why = f"Attached to an imported reference ({why})." if why else ""
        message = " ".join(filter(None, [instead, why, reading.message]))
        return FileReport(name, reading.status, record, reading.page_count, title, reading.seconds, message)

    def _put_instead(self, record: str, reading: Reading, digest: str, path: Path) -> FileReport:
        """Store a file in the place of the one that a record has; what is on its text moves to the new one, or is lost."""
        from review.project.runs.reread_run import RereadRun

        before = records.record(self.context.journal, record)
        run = RereadRun(self.context, [])
        run.put(before, msgspec.structs.replace(reading, file_sha256=digest))
        self._remember(path, digest, reading.status, reading.message)
        self.pages += reading.page_count
        lost = len(run.lost) + len(run.lost_fragments)
        return FileReport(
            self.context.relative(path),
            reading.status,
            record,
            reading.page_count,
            before.title,
            reading.seconds,
            reading.message,
            lost,
        )

    def _forget_gone(self, digest: str) -> None:
        """Forget the paths where these bytes no longer are, so that a record's path is that of its file."""
        for seen in self.known.values():
            if seen.file_sha256 == digest and not still_holds(self.context.folder / seen.path, seen):
                files.forget(self.context.journal, seen.path)

    def _remember(self, path: Path, digest: str, status: ReadingStatus, message: str) -> None:
        try:
            size, modified = facts_of(path)
        except OSError:
            # It was removed while it was read, so there is nothing to recognise it by.
            return
        files.remember(
            self.context.journal,
            SeenFile(self.context.relative(path), digest, size, modified, status, message),
        )

    def _report(self, path: Path, report: FileReport) -> None:
        self.reports[path] = report
        if self.progress:
            self.progress(
                Progress(
                    len(self.reports), self.total, self.pages, time.monotonic() - self.began, report.path
                )
            )


def _ingest_act(reading: Reading, record: str, digest: str, path: str) -> Ingest:
    return Ingest(
        record=record,
        file_sha256=digest,
        text_sha256=reading.document.text_sha256 if reading.document else "",
        path=path,
        status=reading.status,
        message=reading.message,
        pages=reading.page_count,
        metadata=metadata_values(reading),
    )
