"""Reads documents: a PDF becomes one frozen text with its pages, passages, metadata and the way back to its glyphs.

Files are opened in child processes with limits; importing this package loads no PDF library.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from review.documents.asking import RawPage, Rectangle, find_tables, raw_pages, rectangles
from review.documents.handing_out import Readers
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
]


@contextmanager
def readers(
    limits: Limits, *, jobs: int, scheduler: str = "", folder: Path | None = None, ocr: bool = False
) -> Iterator[Readers]:
    """What reads files: up to `jobs` children here or, where the address of a `scheduler` is given, a Dask cluster.

    Args:
        limits: what a child may need.
        jobs: how many files are read, or pages recognised, at the same time on this machine.
        scheduler: ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.
        folder: what the workers of the cluster must see.
        ocr: whether pages will have to be recognised.

    Raises:
        ReadingError: what is needed is not installed, or the cluster cannot do it; the line says what to do.
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
    """Reads files in up to `jobs` child processes; readings come as they are finished, one for each path.

    No file ends the reading of the others: one that is damaged, too large or no PDF gives a reading with that status
    and a message that says what to do. Closing the iterator, or setting `stop`, ends the children.

    Args:
        paths: the files.
        jobs: how many files are read at the same time.
        timeout: seconds that may pass without a finished page.
        memory_mb: address space of a child, in mebibytes.
        stop: when set, no more readings come.
    """
    with readers(Limits(timeout, memory_mb), jobs=jobs) as here:
        yield from here.read(paths, stop)


def read_file(path: Path, *, timeout: float = 20.0, memory_mb: int = 1024) -> Reading:
    """Reads one file, see `read_files`."""
    return next(iter(read_files([path], jobs=1, timeout=timeout, memory_mb=memory_mb)))
