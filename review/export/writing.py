"""Writes a table to a file, completely or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError
from review.export.table import ExportTable
from review.sandbox.whole_files import write_files

FORMATS = ("csv", "xlsx", "md", "docx", "html", "tex")
"""The file formats of tables, which are also the file extensions."""


def write(table: ExportTable, path: Path, file_format: str) -> tuple[Path, ...]:
    """Write `table` to `path`, replacing what is there, and return the files written, the table's own first.

    CSV comes with a second file, ``NAME.csv.meta.json``, with the caption. Each file is written to a temporary
    file in the same folder, flushed to disk and then renamed, so that readers see either the old or the new file. Equal tables give equal bytes in all formats but XLSX, which contains the time of writing.

    Raises:
        ReviewError: the format is not in `FORMATS` or cannot hold the table, or a file cannot be written.
    """
    if file_format not in FORMATS:
        raise ReviewError(unknown_name("format", file_format, FORMATS))
    contents = _renderer(file_format)(table)
    files = {path: contents[""]} | {
        path.with_name(path.name + ending): content for ending, content in contents.items() if ending
    }
    write_files(files)
    return tuple(files)


def _renderer(file_format: str) -> Callable[[ExportTable], Mapping[str, bytes]]:
    """The function that turns a table into bytes of the file (key ``""``) and of companion files (by suffix)."""
    if file_format == "csv":
        from review.export.formats.csv import render
    elif file_format == "xlsx":
        from review.export.formats.xlsx import render
    elif file_format == "md":
        from review.export.formats.markdown import render
    elif file_format == "html":
        from review.export.formats.html import render
    elif file_format == "tex":
        from review.export.formats.latex import render
    else:
        from review.export.formats.docx import render
    return render
