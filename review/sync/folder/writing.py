"""Writes into a shared folder: each file whole or not at all, and nothing that lies there is lost."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedRandom
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from review.domain.team.exchange import SharedEvent
from review.errors import ReviewError
from review.sandbox.regular_file import open_regular
from review.sandbox.temporary import beside, clear_files
from review.sync.folder.names import events_name
from review.sync.folder.reading import LARGEST
from review.sync.lines import LONGEST, encode

_ATTEMPTS = 5
_CHUNK = 2**20


def prepare(folder: Path, *, make: bool) -> None:
    """See that there is a folder to share, made where its parent exists if `make` is set; else there was an exchange before.

    Raises:
        ReviewError: there is none, it cannot be made, or it is empty after an exchange; the text says why.
    """
    try:
        if make and not folder.exists():
            folder.mkdir()
        clear_files(folder)
    except FileNotFoundError:
        raise ReviewError(f"{folder}: its parent folder does not exist; make {folder.parent} first") from None
    except OSError as error:
        raise ReviewError(f"{folder}: cannot be made ({error.strerror or error})") from error
    if not folder.exists():
        raise ReviewError(
            f"{folder}: is not there; connect its drive, or name another folder: `review sync FOLDER`"
        )
    if not folder.is_dir():
        raise ReviewError(f"{folder}: is a file; name a folder")
    # A drive that is not connected leaves the empty folder where it is mounted.
    if not make and not any(folder.iterdir()):
        raise ReviewError(
            f"{folder}: is empty, although this copy exchanged there before; connect its drive, or begin there again:"
            f" `review sync {folder}`"
        )


def add_events(folder: Path, replica: str, events: Iterable[SharedEvent]) -> int:
    """Add events to the file of this copy, after what it holds, and return how many there were.

    Every line that lies there stays, but for a last one that was only half written and is among those that are added. If
    another program changes the file meanwhile, it is written again from the beginning.

    Raises:
        ReviewError: it cannot be written; what was there is still there.
    """
    path = folder / events_name(replica)
    # There may be more than fit into memory.
    with in_plain_words(path), TemporaryFile() as lines:
        count = 0
        for count, event in enumerate(events, 1):  # noqa: B007 - the number of the last one
            lines.write(encode(event) + b"\n")
        if not count or any(_extended(path, lines) for _ in range(_ATTEMPTS)):
            return count
    raise ReviewError(f"{path}: another program keeps writing this file; close it and sync again")


def write_whole(path: Path, chunks: Iterable[bytes], *, replacing: bool = True) -> bool:
    """Write a file to a temporary one beside it that gets its name once it is on disk; returns whether it got it.

    `replacing`: what lies there is replaced; otherwise it stays, and False is returned.

    Raises:
        OSError: it cannot be written.
    """
    with _written_beside(path) as (temporary, file):
        file.writelines(chunks)
        _to_disk(file)
        if replacing:
            temporary.replace(path)
            return True
        return _named(temporary, path)


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Errors of the system about a path that is written become one line."""
    try:
        yield
    except OSError as error:
        raise ReviewError(
            f"{path}: cannot be written ({error.strerror or error}); nothing there was changed"
        ) from error


@contextmanager
def _written_beside(path: Path) -> Iterator[tuple[Path, BufferedRandom]]:
    """A temporary file beside a path, closed and removed at the end unless it got another name."""
    temporary = beside(path)
    try:
        with temporary.open("x+b") as file:
            yield temporary, file
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _to_disk(file: BufferedRandom) -> None:
    """Store what was written, and close the file, which Windows wants before it is renamed."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


class _Held(NamedTuple):
    """What is known of a file to see whether somebody changed it."""

    device: int
    inode: int
    size: int
    modified: int


def _extended(path: Path, lines: IO[bytes]) -> bool:
    """Write the file with lines added; False if it was changed meanwhile."""
    before = _held(path)
    with _written_beside(path) as (temporary, file):
        if before:
            with open_regular(path, LARGEST) as present:
                shutil.copyfileobj(present, file, _CHUNK)
        half = _cut_half_line(file)
        lines.seek(0)
        shutil.copyfileobj(lines, file, _CHUNK)
        if half and not _has_line(lines, half):
            file.write(half + b"\n")
        _to_disk(file)
        if before:
            temporary.chmod(stat.S_IMODE(path.stat().st_mode) & 0o777)
        if _held(path) != before:
            return False
        temporary.replace(path)
        return True


def _has_line(lines: IO[bytes], beginning: bytes) -> bool:
    lines.seek(0)
    return any(line.startswith(beginning) for line in lines)


def _held(path: Path) -> _Held | None:
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(facts.st_mode):
        raise OSError(0, "it is not a regular file; delete it", str(path))
    return _Held(facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)


def _cut_half_line(file: BufferedRandom) -> bytes:
    """Cut off a last line without an end, and return it. The file is at its end then."""
    end = file.seek(0, os.SEEK_END)
    length = min(end, LONGEST)
    file.seek(end - length)
    last = file.read(length)
    half = last[last.rfind(b"\n") + 1 :]
    if len(half) == length < end:
        # A line of any length: it stays, with an end.
        file.write(b"\n")
        return b""
    file.seek(end - len(half))
    file.truncate()
    return half


def _named(temporary: Path, path: Path) -> bool:
    """Give a file its name unless there is one of that name."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        # No hard links here (FAT, many shares): between the two lines another program may give a file this name, for once.
        if path.exists() or path.is_symlink():
            return False
        temporary.rename(path)
    return True
