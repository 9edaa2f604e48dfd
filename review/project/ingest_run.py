"""One run of reading: which files are new, which are known, what is kept of each."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.journal import texts
from review.journal.queries import files, references
from review.journal.queries.files import SeenFile
from review.model import Offer, Reading, ReadingStatus
from review.project.corpus import copied_into, is_text, looks_like
from review.project.ingest_report import FileReport, IngestReport, Progress
from review.project.matching import Fileless

if TYPE_CHECKING:
    from review.ingest import Readers
    from review.project.reading import ReadingVerbs

_ANOTHER_FILE = (
    "What was read is not the file that lies here: it changed meanwhile, or a worker of the cluster sees another folder "
    "under this path; ingest it again."
)


class IngestRun:
    """One run of reading: what is known is passed over, equal files are read once, results are kept one by one."""

    def __init__(
        self,
        project: ReadingVerbs,
        progress: Callable[[Progress], None] | None,
        stop: threading.Event,
        for_record: str,
    ) -> None:
        self.project = project
        self.progress = progress
        self.stop = stop
        self.for_record = for_record
        self.fileless = Fileless(references.without_file(project.journal))
        self.began = time.monotonic()
        self.known = files.seen(project.journal)
        self.reports: dict[Path, FileReport] = {}
        self.total = 0
        self.pages = 0

    def read(self, chosen: Sequence[Path], readers: Readers) -> IngestReport:
        """Have the chosen files read and report on each; see `ReadingVerbs.ingest`."""
        self.total = len(chosen)
        groups: dict[str, list[Path]] = {}
        for path in chosen:
            if self.stop.is_set():
                break
            self._sort_in(path, groups)
        first = {same[0]: digest for digest, same in groups.items()}
        for reading in readers.read(list(first), self.stop):
            same = groups[first[reading.path]]
            self._report(reading.path, self._keep(reading, first[reading.path]))
            for other in same[1:]:
                self._keep_twin(other, first[reading.path], self.reports[reading.path])
        ordered = tuple(self.reports[path] for path in sorted(self.reports))
        return IngestReport(ordered, self.pages, round(time.monotonic() - self.began, 3), self.stop.is_set())

    def _sort_in(self, path: Path, groups: dict[str, list[Path]]) -> None:
        """Report what is known already; put the rest with files of the same bytes."""
        name = self.project.relative(path)
        seen = self.known.get(name)
        if not is_text(name):
            self._refuse(path, "its name holds bytes that are no UTF-8; rename it")
            return
        if seen and ReadingStatus(seen.status).makes_record and looks_like(path, seen):
            record = files.record_of(self.project.journal, seen.file_sha256)
            self._report(path, FileReport(name, ReadingStatus.UNCHANGED, record, message=seen.message))
            return
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            self._refuse(path, f"cannot be opened ({error.strerror}); check its permissions")
            return
        if record := files.record_of(self.project.journal, digest):
            self._keep_known(path, digest, record)
        else:
            groups.setdefault(digest, []).append(path)

    def _refuse(self, path: Path, message: str) -> None:
        self._report(path, FileReport(self.project.relative(path), ReadingStatus.REFUSED, message=message))

    def _keep_known(self, path: Path, digest: str, record: str) -> None:
        """A file whose bytes are in the review: the same file, touched or moved, or a duplicate."""
        name = self.project.relative(path)
        others = [
            seen.path for seen in self.known.values() if seen.file_sha256 == digest and seen.path != name
        ]
        there = [other for other in others if (self.project.folder / other).is_file()]
        for gone in set(others) - set(there):
            files.forget(self.project.journal, gone)
        known_here = name in self.known and self.known[name].file_sha256 == digest
        status = ReadingStatus.DUPLICATE if there and not known_here else ReadingStatus.UNCHANGED
        kept = self.project.record(record)
        message = f"the same file as {there[0]}" if status is ReadingStatus.DUPLICATE else kept.message
        if not there and not path.is_relative_to(self.project.corpus):
            path = copied_into(self.project.corpus, path, digest)
        if path.is_relative_to(self.project.corpus):
            self._remember(path, digest, ReadingStatus(kept.reading_status or ReadingStatus.ADDED), message)
        self._report(path, FileReport(name, status, record, message=message))

    def _keep_twin(self, path: Path, digest: str, first: FileReport) -> None:
        """A second file with the bytes of one that was read in this run."""
        if not first.record:
            if path.is_relative_to(self.project.corpus):
                self._remember(path, digest, first.status, first.message)
            self._report(path, FileReport(self.project.relative(path), first.status, message=first.message))
            return
        self.known = files.seen(self.project.journal)
        self._keep_known(path, digest, first.record)

    def _keep(self, reading: Reading, digest: str) -> FileReport:
        name = self.project.relative(reading.path)
        if reading.file_sha256 not in {"", digest}:
            return FileReport(name, ReadingStatus.REFUSED, seconds=reading.seconds, message=_ANOTHER_FILE)
        if not reading.status.makes_record:
            if reading.path.is_relative_to(self.project.corpus):
                self._remember(reading.path, digest, reading.status, reading.message)
            return FileReport(name, reading.status, seconds=reading.seconds, message=reading.message)
        path = reading.path
        if not path.is_relative_to(self.project.corpus):
            path = copied_into(self.project.corpus, path, digest)
        journal = self.project.journal
        record, why = (self.for_record, "") if self.for_record else self.fileless.match(reading.metadata)
        record = record or digest
        with journal.transaction():
            if reading.document is not None:
                texts.store(journal, reading.document)
            journal.append(
                self.project.reviewer, _ingest_act(reading, record, digest, self.project.relative(path))
            )
            self._remember(path, digest, reading.status, reading.message)
        self.pages += reading.page_count
        title = reading.metadata["title"].value if "title" in reading.metadata else ""
        message = " ".join(filter(None, [f"Put behind a reference ({why})." if why else "", reading.message]))
        return FileReport(name, reading.status, record, reading.page_count, title, reading.seconds, message)

    def _remember(self, path: Path, digest: str, status: ReadingStatus, message: str) -> None:
        try:
            facts = path.stat()
        except OSError:
            # It went away while it was read: there is nothing to recognise it by.
            return
        files.remember(
            self.project.journal,
            SeenFile(self.project.relative(path), digest, facts.st_size, facts.st_mtime_ns, status, message),
        )

    def _report(self, path: Path, report: FileReport) -> None:
        self.reports[path] = report
        if self.progress:
            self.progress(
                Progress(
                    len(self.reports), self.total, self.pages, time.monotonic() - self.began, report.path
                )
            )


def _ingest_act(reading: Reading, record: str, digest: str, path: str) -> dict[str, Any]:
    return {
        "kind": "ingest",
        "record": record,
        "file_sha256": digest,
        "text_sha256": reading.document.text_sha256 if reading.document else "",
        "path": path,
        "status": reading.status,
        "message": reading.message,
        "pages": reading.page_count,
        "metadata": offered(reading),
    }


def offered(reading: Reading) -> dict[str, Any]:
    """What a reading offers for the reference's fields, as acts hold it."""
    return {name: _offered(name, offer) for name, offer in reading.metadata.items()}


def _offered(name: str, offer: Offer) -> dict[str, Any]:
    value: object = offer.value
    if name == "authors":
        value = [author.strip() for author in offer.value.split(";") if author.strip()]
    elif name == "year":
        value = int(offer.value)
    return {"value": value, "source": offer.source, "confidence": round(offer.confidence, 3)}
