"""Files that people and folders name: opened only where they are regular files, so that no name hangs the program.

A pipe waits for a writer, a device may have no end, a folder is no file. Whoever opens a file that somebody named does it
here, and meets an ``OSError`` whose ``strerror`` says in words what lies there instead.
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
"""The most bytes that a document may have: a PDF library opens no more."""

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
    """What the system says of a regular file, links followed; nothing is opened.

    Args:
        path: the file.
        largest: the most bytes that it may have; by default any number.

    Raises:
        OSError: it is not there, is no regular file, or is too large.
    """
    return _checked(path.stat(), path, largest)


def open_regular(path: Path, largest: int | None = None) -> BufferedReader:
    """A regular file, opened for reading bytes; see `check_regular`.

    Raises:
        OSError: it cannot be opened, is no regular file, or is too large.
    """
    # Asked first, because opening alone does something to some devices; and again, because it may be another by then.
    check_regular(path, largest)
    file = open(os.open(path, _FLAGS), "rb")  # noqa: SIM115, PTH123 - given on open; a descriptor, not a path
    try:
        _checked(os.fstat(file.fileno()), path, largest)
    except BaseException:
        file.close()
        raise
    return file


def check_named(path: Path, largest: int | None = None) -> None:
    """As `check_regular`, for a file that a person named.

    Raises:
        ReadingError: it is not there, is no regular file, or is too large; one line says which.
    """
    try:
        check_regular(path, largest)
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> ReadingError:
    """What to say of a file that cannot be read."""
    if error.errno == errno.ENOENT:
        return ReadingError(f"{path}: there is no such file")
    return ReadingError(f"{path}: cannot be read ({error.strerror or error})")


def read_regular(path: Path, largest: int) -> bytes:
    """The bytes of a regular file of at most `largest` bytes.

    Raises:
        OSError: it cannot be read, is no regular file, or is too large.
    """
    with open_regular(path, largest) as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise _too_large(path, largest)
    return data


def read_text(path: Path, largest: int) -> str:
    """The text of a regular file in UTF-8, a byte-order mark left out; its line ends stay as they are.

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
        raise ReadingError(f"{path}:{line}: is not UTF-8; save the file in that encoding") from error


def is_text(name: str) -> bool:
    """Whether a file's name can be written down (the system gives bytes that are no UTF-8 as lone surrogates)."""
    return name.isascii() or not _NO_TEXT.search(name)


def as_text(name: str) -> str:
    """A file's name with bytes that are no text made visible."""
    return name if is_text(name) else _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", name)


_NO_TEXT = re.compile(r"[\ud800-\udfff]")


def _checked(facts: os.stat_result, path: Path, largest: int | None) -> os.stat_result:
    if not stat.S_ISREG(facts.st_mode):
        what = _KINDS.get(stat.S_IFMT(facts.st_mode), "it is no regular file")
        raise OSError(errno.EINVAL, what, str(path))
    if largest is not None and facts.st_size > largest:
        raise _too_large(path, largest)
    return facts


def _too_large(path: Path, largest: int) -> OSError:
    size = f"{largest // _MEGABYTE:,} MB" if largest >= _MEGABYTE else f"{largest:,} bytes"
    return OSError(errno.EFBIG, f"it is larger than {size}", str(path))
