"""The files in ``corpus/``: which are new, changed or gone since they were read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from review.journal.queries import files
from review.journal.queries.files import SeenFile
from review.project.runs.corpus import copies_among, facts_of, looks_like, still_holds, walk
from review.project.service import Service
from review.sandbox.regular_file import LARGEST_DOCUMENT


class CorpusService(Service):
    """Compares the files of the review's documents with what was read of them."""

    def new_files(self) -> list[Path]:
        """The files in ``corpus/`` that are new or have changed since they were ingested.

        A known file is read only where nothing but its time differs, as in a copied folder. Files that ingest would refuse without reading are left out.
        """
        known = files.seen(self._journal)
        return [
            path
            for path, problem in walk(self._context.corpus, self._folder)
            if not problem
            and _may_be_read(path)
            and not _is_known(path, known.get(self._context.relative(path)))
        ]

    def copies_among(self, paths: Sequence[Path]) -> int:
        """How many of these new files are copies of others: ingest reports them and reads nothing.

        Files of equal size are read completely, so do not call this in the interface's thread.
        """
        return copies_among(paths, files.seen(self._journal).values())

    def gone(self) -> list[str]:
        """The paths of files that were read from ``corpus/`` and are gone; their codings are kept."""
        return sorted(path for path in files.seen(self._journal) if not (self._folder / path).is_file())

    def changed(self) -> list[str]:
        """The paths of files in ``corpus/`` whose bytes have changed since they were read; their codings are kept.

        Files whose size or time differ are read completely, so do not call this in the interface's thread.
        """
        known = files.seen(self._journal)
        found = ((self._folder / path, file) for path, file in known.items())
        return sorted(file.path for path, file in found if path.is_file() and not still_holds(path, file))


def _is_known(path: Path, seen: SeenFile | None) -> bool:
    """Whether a file is as it was seen; it is opened only if nothing but its time differs."""
    if seen is None or looks_like(path, seen):
        return seen is not None
    try:
        return facts_of(path)[0] == seen.size and still_holds(path, seen)
    except OSError:
        return False


def _may_be_read(path: Path) -> bool:
    """Whether a file exists and is small enough."""
    try:
        return facts_of(path)[0] <= LARGEST_DOCUMENT
    except OSError:
        return False
