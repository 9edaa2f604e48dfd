"""Writing a table to a file, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from review.errors import ReviewError
from review.export.table import Table
from review.sandbox.regular_file import check_regular
from review.sandbox.temporary import beside, clear_files

FORMATS = ("csv", "xlsx", "md", "docx")
"""The file formats that tables are written in, each also the ending of the file's name."""

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write(table: Table, path: Path, file_format: str) -> tuple[Path, ...]:
    """Write `table` to `path`, replacing what is there, and return the files written, the table's own first.

    CSV comes with a second file, ``NAME.csv.meta.json``, that holds the caption. Each file is written under another
    name in the same folder, flushed to the disk and then renamed: whoever opens it finds the old or the new one
    whole. Equal tables give equal bytes in CSV and Markdown; the other two formats contain the time of writing.

    Raises:
        ReviewError: the format is none of `FORMATS` or can't hold the table, or a file cannot be written.
    """
    if file_format not in FORMATS:
        raise ReviewError(f"'{file_format}' is not a format (formats: {', '.join(FORMATS)})")
    contents = _renderer(file_format)(table)
    files = {path: contents[""]} | {
        path.with_name(path.name + ending): content for ending, content in contents.items() if ending
    }
    write_files(files)
    return tuple(files)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files whole or not at all, as `write` does.

    Raises:
        ReviewError: one of them cannot be written.
    """
    try:
        _replace(files)
    except OSError as error:
        path = next(iter(files))
        raise ReviewError(
            f"{path}: cannot be written ({error.strerror or error}); {_way_out(error)}"
        ) from error


def _way_out(error: OSError) -> str:
    """What to do about a file that cannot be written."""
    if error.errno in _FULL:
        return "free some space, or choose another folder with --out"
    # Only Windows keeps a file from being replaced because another program has it open, and calls that a lack of permission.
    if sys.platform == "win32" and isinstance(error, PermissionError):
        return "close it in other programs, or choose another folder with --out"
    return "choose another folder with --out"


def _renderer(file_format: str) -> Callable[[Table], Mapping[str, bytes]]:
    """What turns a table into the bytes of a file (key ``""``) and of those beside it (by what their names add)."""
    if file_format == "csv":
        from review.export.formats.csv import render
    elif file_format == "xlsx":
        from review.export.formats.xlsx import render
    elif file_format == "md":
        from review.export.formats.markdown import render
    else:
        from review.export.formats.docx import render
    return render


def _replace(files: Mapping[Path, bytes]) -> None:
    """Put every file in its place once all of them are safely on the disk."""
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
    """Let who may read and write a file be those who could read and write the one that it replaces.

    Raises:
        OSError: what lies there is no file.
    """
    with suppress(FileNotFoundError):
        mode = check_regular(path).st_mode
        if not path.is_symlink():
            temporary.chmod(stat.S_IMODE(mode) & 0o777)
