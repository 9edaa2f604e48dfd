"""Opens files only if they are regular files, so that no name can hang the program.

A pipe waits for a writer, a device may never end, a folder is not a file. All files named by people or found in folders are
opened here; otherwise an ``OSError`` is raised whose ``strerror`` says what was found instead.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from io import BufferedReader
from pathlib import Path

from review.errors import ReadingError

LARGEST_DOCUMENT = 2_000_000_000
"""The largest document in bytes; the PDF library cannot open larger ones."""

_KINDS = {
    stat.S_IFDIR: "it is a folder, not a file",
    stat.S_IFIFO: "it is a pipe, not a file",
    stat.S_IFSOCK: "it is a socket, not a file",
    stat.S_IFCHR: "it is a device, not a file",
    stat.S_IFBLK: "it is a device, not a file",
}
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_MEGABYTE = 1_000_000


def check_regular(path: Path, largest: int | None = None) -> os.stat_result:
    """The status of a regular file, with links followed; the file is not opened.

    Args:
        path: the file.
        largest: the most bytes that it may have; by default any number.

    Raises:
        OSError: it is missing, not a regular file, or too large.
    """
    return _checked(path.stat(), path, largest)


def state_of(path: Path) -> tuple[int, ...]:
    """What says that a file is as it was, without reading it; nothing where it cannot be looked at."""
    try:
        now = path.stat()
    except OSError:
        return ()
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)


def open_regular(path: Path, largest: int | None = None) -> BufferedReader:
    """Open a regular file for reading bytes; see `check_regular`.

    Raises:
        OSError: it cannot be opened, is not a regular file, or is too large.
    """
    # Checked before opening, because opening has side effects on some devices; and after, because it may have been replaced.
    check_regular(path, largest)
    file = open(os.open(path, _FLAGS), "rb")  # noqa: SIM115, PTH123 - given on open; a descriptor, not a path
    try:
        _checked(os.fstat(file.fileno()), path, largest)
    except BaseException:
        file.close()
        raise
    return file


def check_named(path: Path, largest: int | None = None) -> None:
    """Like `check_regular`, for a file named by a person.

    Raises:
        ReadingError: it is missing, not a regular file, or too large; the text says which.
    """
    try:
        check_regular(path, largest)
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> ReadingError:
    """The error for a file that cannot be read."""
    if error.errno == errno.ENOENT:
        return ReadingError(f"{path}: file not found")
    return ReadingError(f"{path}: cannot be read ({error.strerror or error})")


def read_regular(path: Path, largest: int) -> bytes:
    """The bytes of a regular file of at most `largest` bytes.

    Raises:
        OSError: it cannot be read, is not a regular file, or is too large.
    """
    with open_regular(path, largest) as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise _too_large(path, largest)
    return data


def read_text(path: Path, largest: int) -> str:
    """The text of a regular file in UTF-8, without a byte-order mark and with its line ends unchanged.

    Raises:
        ReadingError: it cannot be read, is too large, or is not UTF-8; the text says why, and at which line.
    """
    try:
        data = read_regular(path, largest)
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(f"{path}:{line}: not UTF-8; save the file in UTF-8") from error


def is_text(name: str) -> bool:
    """Whether a file's name is valid text (undecodable bytes are represented as lone surrogates)."""
    return name.isascii() or not _NO_TEXT.search(name)


def as_text(name: str) -> str:
    """A file's name with undecodable bytes made visible."""
    return name if is_text(name) else _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", name)


_NO_TEXT = re.compile(r"[\ud800-\udfff]")


def _checked(facts: os.stat_result, path: Path, largest: int | None) -> os.stat_result:
    if not stat.S_ISREG(facts.st_mode):
        what = _KINDS.get(stat.S_IFMT(facts.st_mode), "it is not a regular file")
        raise OSError(errno.EINVAL, what, str(path))
    if largest is not None and facts.st_size > largest:
        raise _too_large(path, largest)
    return facts


def _too_large(path: Path, largest: int) -> OSError:
    size = f"{largest // _MEGABYTE:,} MB" if largest >= _MEGABYTE else f"{largest:,} bytes"
    return OSError(errno.EFBIG, f"it is larger than {size}", str(path))
