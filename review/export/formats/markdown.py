"""Writes Markdown: title, table and note, for GitHub and Pandoc, with all markup in cells escaped."""

from __future__ import annotations

import re

from review.export.formats.text import shown
from review.export.table import NUMBERS, Cell, ExportTable, Kind

_MARKUP = re.compile(r"[\\`*_\[\]~|$^]")
_ALIGNMENT = dict.fromkeys(NUMBERS, "---:") | {Kind.MARK: ":---:"}
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(table: ExportTable) -> dict[str, bytes]:
    """The table as it is printed: title, headings, rows, and the note below."""
    printed = table.printed().lettered()
    lines = [
        f"# {_inline(printed.heading)}",
        "",
        _line([_inline(column.heading) for column in printed.columns]),
        _line([_ALIGNMENT.get(column.kind, "---") for column in printed.columns]),
        *(_line([_inline(cell) for cell in row]) for row in printed.rows),
        "",
        f"*Note.* {_inline(printed.note)}",
    ]
    return {"": ("\n".join(lines) + "\n").encode()}


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inline(cell: Cell) -> str:
    """A cell on one line, with every character escaped that has a meaning in Markdown or HTML."""
    escaped = _MARKUP.sub(r"\\\g<0>", shown(cell).strip()).translate(_ENTITIES)
    return re.sub(r"[\n\u2028\u2029]", "<br>", escaped)
