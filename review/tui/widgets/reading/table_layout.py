"""The layout of a table: cell texts mapped to the document, column widths, wrapped lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.domain import PageTable, TableCell
from review.domain.texts.spans import Span
from review.tui.widgets.reading.layout import Block, TextRows, cells, displayed

PADDING = 1
"""Cells between a vertical rule and the text."""

_LONGEST_WORD = 14
"""The width below which a column is not narrowed for one long word."""

_NARROWEST = 3

RULE = -1
"""The line number of the rule above a row."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell's text as shown, and where each of its spans begins in it."""

    text: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, cell: TableCell, text: str) -> ShownCell:
        """The cell with the parts of the document's text in its spans, joined by spaces."""
        if not cell.spans:
            return cls(displayed(cell.text), (), ())
        parts = [text[start:end].replace("\n", " ") for start, end in cell.spans]
        starts = [sum(len(part) + 1 for part in parts[:place]) for place in range(len(parts))]
        return cls(" ".join(parts), cell.spans, tuple(starts))

    def within(self, start: int, end: int) -> list[Span]:
        """The parts of the shown text that are in a span of the document."""
        return [
            (begins + max(start, first) - first, begins + min(end, last) - first)
            for (first, last), begins in zip(self.spans, self.starts, strict=True)
            if first < end and last > start
        ]


class TableLayout:
    """A table's cells wrapped to columns that fit a width, or the narrowest legible ones."""

    def __init__(self, table: PageTable, text: str, width: int) -> None:
        self.cells = [[ShownCell.of(cell, text) for cell in row] for row in table.rows]
        walls = table.columns * (1 + 2 * PADDING) + 1
        columns = list(zip(*self.cells, strict=True))
        self.widths = fitted_widths(
            [max(map(_widest_word, column)) for column in columns],
            [max(cells(cell.text, 0, len(cell.text)) for cell in column) for column in columns],
            width - walls,
        )
        self.width = sum(self.widths) + walls
        self.rows = [
            [
                TextRows(cell.text, [Block(0, len(cell.text), has_gap=False)], wide)
                for cell, wide in zip(row, self.widths, strict=True)
            ]
            for row in self.cells
        ]
        self.heights = [max(map(len, row)) for row in self.rows]
        self.lines = self._lines()
        self._tops = {row: line for line, (row, part) in reversed(list(enumerate(self.lines))) if part >= 0}

    def _lines(self) -> list[tuple[int, int]]:
        """The lines from top to bottom: the row and its line number, -1 for the rule above a row.

        If all rows have one line, there is a rule below the first row only.
        """
        lines: list[tuple[int, int]] = []
        for row, height in enumerate(self.heights):
            if row < 2 or max(height, self.heights[row - 1]) > 1:
                lines.append((row, RULE))
            lines += [(row, part) for part in range(height)]
        return [*lines, (len(self.heights), RULE)]

    def lines_of(self, row: int) -> tuple[int, int]:
        """The first and last line of a row."""
        first = self._tops[row]
        return first, first + self.heights[row] - 1

    def cells_of(self, column: int) -> tuple[int, int]:
        """The cells from a column's left to its right rule."""
        left = sum(self.widths[:column]) + column * (1 + 2 * PADDING)
        return left, left + 2 + 2 * PADDING + self.widths[column]

    def place_at(self, x: int, line: int) -> tuple[int, int]:
        """The row and column at a cell of the screen, or the nearest."""
        row = self.lines[max(0, min(line, len(self.lines) - 1))][0]
        column = next((c for c in range(len(self.widths)) if x < self.cells_of(c)[1]), len(self.widths) - 1)
        return min(row, len(self.heights) - 1), column


def fitted_widths(words: Sequence[int], whole: Sequence[int], room: int) -> list[int]:
    """Column widths from the widths of their longest words and whole texts.

    Each column gets the width of its text if there is room, else its longest word and a share of the rest.
    """
    least = [max(_NARROWEST, min(text, word, _LONGEST_WORD)) for text, word in zip(whole, words, strict=True)]
    lacking = [max(0, text - low) for text, low in zip(whole, least, strict=True)]
    spare = max(0, min(room - sum(least), sum(lacking)))
    total = sum(lacking) or 1
    return [low + spare * lack // total for low, lack in zip(least, lacking, strict=True)]


def _widest_word(cell: ShownCell) -> int:
    return max((cells(word, 0, len(word)) for word in cell.text.split()), default=0)
