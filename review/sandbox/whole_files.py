"""Writes files completely or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from review.errors import ReviewError
from review.sandbox.regular_file import check_regular
from review.sandbox.temporary import beside, clear_files

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write_files(files: Mapping[Path, bytes], another: str = "choose another folder with --out") -> None:
    """Write files, each to a temporary file in the same folder that is flushed to disk and then renamed.

    Readers see either the complete old file or the complete new one. `another` says what to do where that is impossible.

    Raises:
        ReviewError: one of them cannot be written.
    """
    try:
        _replace(files)
    except OSError as error:
        path = next(iter(files))
        raise ReviewError(
            f"{path}: cannot be written ({error.strerror or error}); {_way_out(error, another)}"
        ) from error


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write one file piece by piece; it takes its name when the context ends without an error.

    A file of that name is replaced.

    Raises:
        ReviewError: it cannot be written.
    """
    temporary = beside(path)
    try:
        with suppress(FileNotFoundError):
            check_regular(path)
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(path, temporary)
        temporary.replace(path)
    except OSError as error:
        raise ReviewError(
            f"{path}: cannot be written ({error.strerror or error}); {_way_out(error, 'choose another folder')}"
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _way_out(error: OSError, another: str) -> str:
    """Advice on a file that cannot be written."""
    if error.errno in _FULL:
        return f"free some space, or {another}"
    # Only Windows refuses to replace a file that another program has open, and reports it as missing permission.
    if sys.platform == "win32" and isinstance(error, PermissionError):
        return f"close it in other programs, or {another}"
    return another


def _replace(files: Mapping[Path, bytes]) -> None:
    """Rename all files into place once all of them are safely on disk."""
    with ExitStack() as unfinished:
        waiting: list[tuple[Path, Path]] = []
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            clear_files(path.parent)
            temporary = beside(path)
            unfinished.callback(temporary.unlink, missing_ok=True)
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _keep_mode(path, temporary)
            waiting.append((temporary, path))
        for temporary, path in waiting:
            temporary.replace(path)


def _keep_mode(path: Path, temporary: Path) -> None:
    """Give a file the permissions of the file that it replaces.

    Raises:
        OSError: the existing entry is not a file.
    """
    with suppress(FileNotFoundError):
        mode = check_regular(path).st_mode
        if not path.is_symlink():
            temporary.chmod(stat.S_IMODE(mode) & 0o777)
