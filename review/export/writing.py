"""Writing a table to a file, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from review.errors import ReviewError
from review.export.table import Table
from review.sandbox.whole_files import write_files

FORMATS = ("csv", "xlsx", "md", "docx")
"""The file formats that tables are written in, each also the ending of the file's name."""


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
