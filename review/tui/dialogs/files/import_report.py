"""What a reference file has, and the result of its import, as text for the dialogs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from review.domain.wording.counted import counted
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED

if TYPE_CHECKING:
    from review.project.bibliography import ImportReport

TITLE, AUTHORS = 90, 40
"""The most characters of a title and of the authors in the preview."""

FIELD_COLUMNS = 14

ON_SCREEN: Mapping[str, str] = {
    "with --column NAME=title": "with Enter on its line",
    "name it with --encoding, such as": "go back and give it as Encoding, such as",
    "name the encoding with --encoding if letters are wrong": "go back and give the encoding if letters are wrong",
    "name its folder with --files": "go back and give its folder",
    "review dedupe lists": "= in the Library lists",
    "with --decision and --stage": "with d and g",
    " (--json lists them)": "",
}
"""What the dialogs offer instead of the options that messages name to those who type commands."""


def on_screen(line: str) -> str:
    """A line of the report, with the dialog's ways instead of the command's options."""
    for option, way in ON_SCREEN.items():
        line = line.replace(option, way)
    return line


def headline(report: ImportReport, *, stored: bool) -> str:
    """What the file is, and how much of it is new."""
    if not report.format:
        return "Nothing was imported." if stored else "Nothing can be imported."
    new, known = counted(report.added, "new record"), f"{report.duplicates:,} known"
    refused = f", {len(report.refused):,} refused" if report.refused else ""
    return f"{report.format}: {new}{' imported' if stored else ''}, {known}{refused}"


def column_line(name: str, field: str) -> Content:
    """A column of a table and the field that it becomes."""
    from review.references.column_names import field_word

    word = field_word(field) if field else "kept"
    style = "bold $accent" if field else MUTED
    return Content.assemble((f"{word:<{FIELD_COLUMNS}} ", style), f"from {plain(name)}")


def report_text(report: ImportReport, *, stored: bool) -> Content:
    """The first references before the import; what was refused or needs attention."""
    from review.project.import_wording import result_lines

    parts = []
    for reference in () if stored else report.first:
        authors = shorten("; ".join(reference.authors) or reference.organisation or "no author", AUTHORS)
        year = reference.year or "n.d."
        title = shorten(reference.title, TITLE) or "no title"
        parts.append(Content.assemble((title, "bold"), (f"\n  {authors} · {year}", MUTED)))
    parts += [content(on_screen(line.strip())) for line in result_lines(report, stored=stored)]
    return Content("\n").join(parts)
