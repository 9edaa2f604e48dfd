"""Reads documents: a PDF becomes one frozen text with its pages, passages, metadata and the way back to its glyphs.

Files are opened in child processes with limits; importing this package loads no PDF library.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from review.ingest.asking import RawPage, Rectangle, raw_pages, rectangles, tables
from review.ingest.limits import Limits
from review.model import Reading

__all__ = ["RawPage", "Rectangle", "raw_pages", "read_file", "read_files", "rectangles", "tables"]


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
    from review.ingest.pool import ReadingPool

    with ReadingPool(jobs, Limits(timeout, memory_mb)) as pool:
        yield from pool.read(paths, stop)


def read_file(path: Path, *, timeout: float = 20.0, memory_mb: int = 1024) -> Reading:
    """Reads one file, see `read_files`."""
    return next(iter(read_files([path], jobs=1, timeout=timeout, memory_mb=memory_mb)))
