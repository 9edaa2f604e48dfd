"""Writes Markdown: title, table and note, for GitHub and Pandoc, with all markup in texts escaped."""

from __future__ import annotations

import re

from review.export.formats.text import shown
from review.export.table import NUMBERS, Cell, ExportTable, Kind, PrintedTable

_MARKUP = re.compile(r"[\\`*_\[\]{}~|$^@]|(?<=-)-|(?<=\.)\.(?=\.)")
"""Markup in GitHub's and Pandoc's Markdown; of two hyphens or three dots Pandoc would make a dash or an ellipsis."""
_ITEM = re.compile(r"\A(\(?(?:[A-Za-z]|[0-9]+|[ivxlcdmIVXLCDM]+))([.)])(?=\s|$)")
_BLOCKS = ("-", "+", "#", "=", ":", "%")
_ALIGNMENT = dict.fromkeys(NUMBERS, "---:") | {Kind.MARK: ":---:"}
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LINE_ENDS = re.compile(r"[\n\u2028\u2029]")


def render(table: ExportTable) -> dict[str, bytes]:
    """The table as it is printed: title, headings, rows, and the note below."""
    printed = table.printed()
    text = "\n".join([f"# {inline(printed.heading)}", "", *table_lines(printed)])
    return {"": (text + "\n").encode()}


def table_lines(printed: PrintedTable) -> list[str]:
    """The lines of a table and of its note, with letters as headings of marks."""
    printed = printed.lettered()
    return [
        _line([inline(column.heading) for column in printed.columns]),
        _line([_ALIGNMENT.get(column.kind, "---") for column in printed.columns]),
        *(_line([inline(cell) for cell in row]) for row in printed.rows),
        "",
        f"*Note.* {inline(printed.note)}",
    ]


def inline(cell: Cell) -> str:
    """A text on one line, with every character escaped that has a meaning in Markdown or HTML within a line."""
    return escaped(shown(cell).strip())


def escaped(text: str) -> str:
    """The same with the spaces at its ends; `text` is legible."""
    return _LINE_ENDS.sub("<br>", _MARKUP.sub(r"\\\g<0>", text).translate(_ENTITIES))


def at_line_start(text: str) -> str:
    """An escaped text that begins a line: it is neither a heading, a list nor a table's caption."""
    text = text.lstrip()
    return f"\\{text}" if text.startswith(_BLOCKS) else _ITEM.sub(r"\1\\\2", text, count=1)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
