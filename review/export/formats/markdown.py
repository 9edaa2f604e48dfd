"""Writes Markdown: title, caption and a table for GitHub and Pandoc, with all markup in cells escaped."""

from __future__ import annotations

import re

from review.export.formats.text import shown
from review.export.table import Cell, Column, ExportTable, Kind

_MARKUP = re.compile(r"[\\`*_\[\]~|$^]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(table: ExportTable) -> dict[str, bytes]:
    """The printed columns under their headings."""
    table = table.printed()
    lines = [
        f"# {_inline(table.title)}",
        "",
        _inline(table.caption),
        "",
        _line([_inline(column.heading) for column in table.columns]),
        _line([_alignment(column) for column in table.columns]),
        *(_line([_inline(cell) for cell in row]) for row in table.rows),
    ]
    return {"": ("\n".join(lines) + "\n").encode()}


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _alignment(column: Column) -> str:
    return "---:" if column.kind in {Kind.INTEGER, Kind.NUMBER} else "---"


def _inline(cell: Cell) -> str:
    """A cell on one line, with every character escaped that has a meaning in Markdown or HTML."""
    escaped = _MARKUP.sub(r"\\\g<0>", shown(cell).strip()).translate(_ENTITIES)
    return re.sub(r"[\n\u2028\u2029]", "<br>", escaped)
