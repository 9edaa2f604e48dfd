"""Reads documents: turns a PDF into one frozen text with pages, passages, metadata and a map to its glyphs.

Files are opened in child processes with limits; importing this package loads no PDF library.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from review.documents.asking import RawPage, find_tables, raw_pages
from review.documents.positions.places import Rectangle, rectangles, rectangles_of, spans_in
from review.documents.workers import Readers
from review.domain import Reading
from review.errors import ReadingError
from review.sandbox.limits import Limits

__all__ = [
    "Limits",
    "RawPage",
    "Readers",
    "Rectangle",
    "find_tables",
    "raw_pages",
    "read_file",
    "read_files",
    "readers",
    "rectangles",
    "rectangles_of",
    "spans_in",
]


@contextmanager
def readers(
    limits: Limits, *, jobs: int, scheduler: str = "", folder: Path | None = None, ocr: bool = False
) -> Iterator[Readers]:
    """Readers of files: up to `jobs` local child processes, or a Dask cluster if a `scheduler` is given.

    Args:
        limits: the limits of a child process.
        jobs: how many files (or pages to recognise) are processed at a time on this machine.
        scheduler: ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.
        folder: the folder that the workers of the cluster must have access to.
        ocr: whether text recognition is needed.

    Raises:
        ReadingError: something needed is not installed, or the cluster cannot do the work; the text says what to do.
    """
    if scheduler:
        from review.documents.cluster import Cluster

        with Cluster(scheduler, limits) as cluster:
            cluster.check(folder or Path.cwd(), ocr=ocr)
            yield cluster
        return
    from review.documents.pool import ReadingPool
    from review.documents.recognition import missing

    if ocr and (lack := missing()):
        raise ReadingError(lack)
    with ReadingPool(jobs, limits) as pool:
        yield pool


def read_files(
    paths: Sequence[Path],
    *,
    jobs: int,
    timeout: float = 20.0,
    memory_mb: int = 1024,
    stop: threading.Event | None = None,
) -> Iterator[Reading]:
    """Reads files in up to `jobs` child processes; yields one reading per path as they finish.

    A bad file does not stop the others: one that is damaged, too large or not a PDF yields a reading with that status
    and a message that says what to do. Closing the iterator, or setting `stop`, ends the children.

    Args:
        paths: the files.
        jobs: how many files are read at a time.
        timeout: seconds allowed without a finished page.
        memory_mb: address space of a child, in mebibytes.
        stop: when set, reading ends.
    """
    with readers(Limits(timeout, memory_mb), jobs=jobs) as here:
        yield from here.read(paths, stop)


def read_file(path: Path, *, timeout: float = 20.0, memory_mb: int = 1024) -> Reading:
    """Reads one file, see `read_files`."""
    return next(iter(read_files([path], jobs=1, timeout=timeout, memory_mb=memory_mb)))
