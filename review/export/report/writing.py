"""Writes a report to a file, with the files that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError
from review.export.report.blocks import Report
from review.export.report.citing.style import style_called
from review.export.report.citing.works import Work
from review.export.report.prepared import Picture, Prepared
from review.sandbox.whole_files import write_files

REPORT_FORMATS = ("docx", "html", "md")
"""The formats of a report, which are also the endings of its files."""


def render_report(
    report: Report,
    works: Mapping[str, Work],
    style: str,
    picture: Picture,
    file_format: str,
    stem: str = "report",
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of a report by their names, its own first, and the records that the style could not format.

    `style` is a name or a path that ends with ``.csl``; `stem` is the name of the file without its ending. Equal reports give equal bytes.

    Raises:
        ReviewError: the style or the format is unknown or cannot be used.
    """
    if file_format not in REPORT_FORMATS:
        raise ReviewError(unknown_name("format", file_format, REPORT_FORMATS))
    prepared = Prepared(report, style_called(style), works)
    files = _renderer(file_format)(prepared, picture, stem)
    return files, tuple(prepared.failed)


def write_report(
    report: Report, works: Mapping[str, Work], style: str, picture: Picture, path: Path
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write a report to `path`, whose ending is the format.

    Returns the files written, and the records that the style could not format.

    Raises:
        ReviewError: the style or the format is unknown or cannot be used, or a file cannot be written.
    """
    files, failed = render_report(report, works, style, picture, path.suffix[1:], path.stem)
    written = {path.with_name(name): content for name, content in files.items()}
    write_files(written)
    return tuple(written), failed


def _renderer(file_format: str) -> Callable[[Prepared, Picture, str], dict[str, bytes]]:
    if file_format == "docx":
        from review.export.report.writers.docx import render
    elif file_format == "html":
        from review.export.report.writers.html import render
    else:
        from review.export.report.writers.markdown import render
    return render
