"""Reading documents into the review."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from review.errors import ReviewError
from review.journal.queries import files
from review.model import ReadingStatus, Selection
from review.project.core import CORPUS
from review.project.corpus import NO_TEXT_NAME, Entry, facts_of, looks_like, still_holds, walk
from review.project.ingest_report import IngestReport, Progress
from review.project.keeping import Keeping
from review.project.one_at_a_time import one_at_a_time
from review.regular_file import LARGEST_DOCUMENT, is_text


class ReadingVerbs(Keeping):
    """The verbs about files."""

    @property
    def corpus(self) -> Path:
        """The folder of the review's documents."""
        return self.folder / CORPUS

    def file_of(self, record: str) -> Path | None:
        """Where a record's file lies, or None where there is none (any more)."""
        path = self.record(record).path
        return self.folder / path if path and (self.folder / path).is_file() else None

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

    def files_gone(self) -> list[str]:
        """The paths of files that were read from ``corpus/`` and are not there any more; their codings stay."""
        return sorted(path for path in files.seen(self.journal) if not (self.folder / path).is_file())

    def files_changed(self) -> list[str]:
        """The paths of files in ``corpus/`` that hold other bytes than were read; their codings stay.

        Files whose size or time differ are read whole: not for the thread that takes keys.
        """
        known = files.seen(self.journal)
        found = ((self.folder / path, file) for path, file in known.items())
        return sorted(file.path for path, file in found if path.is_file() and not still_holds(path, file))

    def scans(self) -> list[str]:
        """The records whose files were read and hold no text, as scans do: what text recognition is for."""
        without_text = Selection((("reading_status", ReadingStatus.NO_TEXT),))
        return [row.record for row in self.rows(self.listing(without_text))]

    def recognition_lacks(self) -> str:
        """What must be installed before text can be recognised, in a line that says how; ``""`` where nothing is missing."""
        from review.ingest.recognition import missing

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
        if self.read_only:
            raise ReviewError(self.read_only)
        stop = stop or threading.Event()
        for path in paths:
            if not path.exists():
                raise ReviewError(f"{path}: there is no such file or folder")
        from review.ingest import Limits, readers
        from review.project.ingest_run import IngestRun
        from review.project.recognition_run import RecognitionRun

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
            run = IngestRun(self, progress, stop, for_record, follow_links=follow_links)
            report = run.read(list(chosen.values()), at_hand)
            if ocr:
                report = RecognitionRun(self, at_hand, limits, progress, stop).read(report)
        return report

    def relative(self, path: Path) -> str:
        """A path as reports and the journal name it: from the project's folder, with forward slashes."""
        inside = path.is_relative_to(self.folder)
        return (path.relative_to(self.folder) if inside else path).as_posix()

    def _entries(self, path: Path, *, follow_links: bool) -> Iterable[Entry]:
        """A file, or what lies in a folder."""
        if path.is_dir() or path == self.corpus:
            home = self.folder if path.is_relative_to(self.folder) else None
            return walk(path, home, follow_links=follow_links)
        return [Entry(path, "" if is_text(self.relative(path)) else NO_TEXT_NAME)]

    def _placed(self, path: Path) -> Path:
        """A path from the root, through ``corpus/`` where it leads there, whatever links were followed.

        A link to a file keeps its own name.
        """
        path = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        corpus = self.corpus.resolve()
        return self.corpus / path.relative_to(corpus) if path.is_relative_to(corpus) else path


def _may_be_read(path: Path) -> bool:
    """Whether a file is there and small enough."""
    try:
        return facts_of(path)[0] <= LARGEST_DOCUMENT
    except OSError:
        return False
