"""Writes HTML: one file with the table as it is printed, without scripts and without requests to anywhere."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from importlib.resources import files

from review.export.formats.text import legible, shown
from review.export.table import NUMBERS, SHORT, Cell, Column, ExportTable, Kind, PrintedTable

LANGUAGE = "en-GB"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for the file: nothing."""

_LINE_ENDS = re.compile("[\n\u2028\u2029]")


def render(table: ExportTable) -> dict[str, bytes]:
    """The table as it is printed: title, headings, rows, and the note below."""
    printed = table.printed()
    return {"": page(printed.heading, f"<main>\n{table_element(printed, 'table')}\n</main>").encode()}


def page(title: str, body: str, head: str = "", rules: str = "") -> str:
    """A whole file. `body` and `head` are HTML, `title` is text; `rules` are CSS that this kind of file has besides."""
    return f"""<!doctype html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="realist-review">
{head}<title>{inline(title)}</title>
<style>
{style()}{rules}</style>
</head>
<body>
{body}
</body>
</html>
"""


def style() -> str:
    """The style sheet that every file contains: light or dark as the reader's system is, and for print."""
    return files("review.export.formats").joinpath("html.css").read_text(encoding="utf-8")


def inline(text: str) -> str:
    """A text on one line, which cannot be taken for markup."""
    return " ".join(lines(text).replace("<br>", " ").split())


def lines(text: str) -> str:
    """A text with its line ends, which cannot be taken for markup."""
    return _LINE_ENDS.sub("<br>", html.escape(legible(text)))


def attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotation marks."""
    return f'"{html.escape(" ".join(legible(text).split()))}"'


def table_element(printed: PrintedTable, anchor: str) -> str:
    """A table with its title above and its note below; one that is wider than the window scrolls by itself."""
    heads = "".join(map(_heading, printed.columns))
    rows = "\n".join(
        _row(row, printed.columns, total=printed.total and number == len(printed.rows))
        for number, row in enumerate(printed.rows, start=1)
    )
    label = f"<b>{inline(printed.label)}</b> " if printed.label else ""
    return f"""<figure class="table" id="{anchor}">
<figcaption id="{anchor}-title">{label}{inline(printed.title)}</figcaption>
<div class="scroll" role="region" tabindex="0" aria-labelledby="{anchor}-title">
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
<p class="note" dir="auto"><i>Note.</i> {lines(printed.note)}</p>
</figure>"""


def _heading(column: Column) -> str:
    text = lines(column.heading)
    if column.kind is Kind.MARK and len(column.heading) > SHORT:
        text = f'<span class="turned">{text}</span>'
    return f'<th scope="col"{_kind(column)}>{text}</th>'


def _row(cells: Sequence[Cell], columns: Sequence[Column], *, total: bool) -> str:
    inside = "".join(
        f'<td{_kind(column)} dir="auto">{lines(shown(cell))}</td>'
        for cell, column in zip(cells, columns, strict=True)
    )
    return f'<tr class="total">{inside}</tr>' if total else f"<tr>{inside}</tr>"


def _kind(column: Column) -> str:
    if column.kind in NUMBERS:
        return ' class="number"'
    return ' class="mark"' if column.kind is Kind.MARK else ""
