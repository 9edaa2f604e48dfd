"""One run of reading at a time in a review, whichever process it is in: the next one waits, and says for whom."""

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
"""The file beside the journal that a run of reading keeps locked; it holds the number of the process."""

_TICK_SECONDS = 0.1
_NO_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


@contextmanager
def one_at_a_time(
    folder: Path, waiting: Callable[[str], None] | None, stop: threading.Event
) -> Iterator[None]:
    """Hold the review's turn to read: two runs at once would read the same files, and copy them twice.

    The system gives the turn back when a process ends, however it ends. Where it knows no such locks (some network
    shares, Windows) there is no turn to hold: on a share the journal has one writer anyway.

    Args:
        folder: the review's folder.
        waiting: is given one line that says for which process the run waits.
        stop: ends the waiting; the turn is not held then, and the caller sees `stop`.

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
    """Remove what a killed run of reading has left; one that is under way keeps its own."""
    path = folder / LOCK_NAME
    with suppress(OSError):
        if path.is_file() and (held := _taken(path)) is not None:
            _give_back(path, held)


def _waited_for(path: Path, waiting: Callable[[str], None] | None, stop: threading.Event) -> int | None:
    """The locked file's descriptor; None where `stop` was set first.

    Raises:
        OSError: there are no locks here, or the folder cannot be written.
    """
    said = False
    while (held := _taken(path)) is None and not stop.is_set():
        holder = _holder(path)
        if waiting and holder and not said:
            waiting(f"another run of reading is under way (process {holder}); waiting for its end")
            said = True
        stop.wait(_TICK_SECONDS)
    return held


def _taken(path: Path) -> int | None:
    """The descriptor of the file, locked; None where another run holds it.

    Raises:
        OSError: there are no locks here, or the folder cannot be written.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "no such locks", str(path))
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever held it has removed it: by now another file may lie there, with a lock of its own.
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
    """The number of the process that holds the lock; ``""`` where nobody does any more."""
    try:
        text = path.read_text("ascii", "replace")[:20]
    except OSError:
        return ""
    return text if text.isdigit() else ""
