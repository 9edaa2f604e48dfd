"""A lock that allows only one run of ingest or reread in a review, across processes."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from review.errors import ReviewError
from review.journal.journal import FILE_NAME

if sys.platform != "win32":
    import fcntl

LOCK_NAME = f"{FILE_NAME}.reading"
"""The lock file beside the journal; it contains the id of the process."""

_TICK_SECONDS = 0.1
_NO_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


@contextmanager
def reading_lock(
    folder: Path, waiting: Callable[[str], None] | None, stop: threading.Event
) -> Iterator[None]:
    """Hold the review's reading lock; two runs at once would read and copy the same files twice.

    The system releases the lock when a process ends for any reason. Without support for such locks (some network shares,
    Windows) nothing is locked; on a share the journal has only one writer anyway.

    Args:
        folder: the review's folder.
        waiting: called with a line that says for which process the run waits.
        stop: ends the waiting; the lock is then not held, and the caller checks `stop`.

    Raises:
        ReviewError: the folder cannot be written.
    """
    path = folder / LOCK_NAME
    try:
        held = _waited_for(path, waiting, stop)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise ReviewError(f"{path}: cannot be written ({error.strerror})") from error
        held = None
    try:
        yield
    finally:
        if held is not None:
            _give_back(path, held)


def clear_lock(folder: Path) -> None:
    """Remove the lock file of a killed run, but not that of a running one."""
    path = folder / LOCK_NAME
    with suppress(OSError):
        if path.is_file() and (held := _taken(path)) is not None:
            _give_back(path, held)


def _waited_for(path: Path, waiting: Callable[[str], None] | None, stop: threading.Event) -> int | None:
    """The descriptor of the locked file; None if `stop` was set first.

    Raises:
        OSError: locks are not supported, or the folder cannot be written.
    """
    reported = False
    while (held := _taken(path)) is None and not stop.is_set():
        holder = _holder(path)
        if waiting and holder and not reported:
            waiting(f"another ingest is running (process {holder}); waiting for it to end")
            reported = True
        stop.wait(_TICK_SECONDS)
    return held


def _taken(path: Path) -> int | None:
    """The descriptor of the file, locked; None if another run holds the lock.

    Raises:
        OSError: locks are not supported, or the folder cannot be written.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "locks are not supported", str(path))
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The previous holder has removed the file, and there may be a new one with its own lock.
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _give_back(path: Path, held: int) -> None:
    """Remove the file while it is locked, then unlock it."""
    with suppress(OSError):
        path.unlink()
    os.close(held)


def _holder(path: Path) -> str:
    """The id of the process that holds the lock; ``""`` if it was released."""
    try:
        text = path.read_text("ascii", "replace")[:20]
    except OSError:
        return ""
    return text if text.isdigit() else ""
