"""Draws the lines of a table: rules, cell texts, codings, selected cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from review.domain.texts.spans import Span
from review.tui.support.colours import tinted
from review.tui.widgets.reading.layout import cells
from review.tui.widgets.reading.marks import CodingMark, Marks
from review.tui.widgets.reading.painter import Palette, coloured, readable
from review.tui.widgets.reading.table_layout import PADDING, RULE, ShownCell, TableLayout

Place = tuple[int, int]
"""A row and a column."""

_SELECTION_TINT = 0.75
_JOINTS = {"top": ("┌", "┬", "┐"), "between": ("├", "┼", "┤"), "bottom": ("└", "┴", "┘")}


@dataclass
class TablePainter:
    """Turns lines of a table into strips of segments in the colours of a palette."""

    laid: TableLayout
    marks: Marks
    palette: Palette
    has_head: bool

    def strip(self, line: int, chosen: Collection[Place], cursor: Place) -> Strip:
        """A line of the table; `chosen` cells are shown as selected."""
        row, part = self.laid.lines[line]
        if part == RULE:
            return Strip([Segment(self._rule(line), self._ink("label"))])
        segments = []
        for column in range(len(self.laid.widths)):
            place = (row, column)
            marks = self._marks_on(self.laid.cells[row][column])
            segments.append(self._wall([mark for mark, _ in marks], is_first=part == 0))
            segments += self._cell(place, part, marks, is_chosen=place in chosen, is_cursor=place == cursor)
        return Strip([*segments, self._wall((), is_first=False)])

    def _ink(self, name: str) -> Style:
        return self.palette.base + self.palette.styles[name]

    def _rule(self, line: int) -> str:
        kind = "top" if line == 0 else "bottom" if line == len(self.laid.lines) - 1 else "between"
        left, joint, right = _JOINTS[kind]
        return left + joint.join("─" * (width + 2 * PADDING) for width in self.laid.widths) + right

    def _marks_on(self, cell: ShownCell) -> list[tuple[CodingMark, Span]]:
        """The codings in a cell, each with its part of the shown text."""
        return [
            (self.marks.codings[index], piece)
            for first, last in cell.spans
            for index in self.marks.within(first, last)
            for piece in cell.within(self.marks.codings[index].start, self.marks.codings[index].end)
        ]

    def _wall(self, marks: Sequence[CodingMark], *, is_first: bool) -> Segment:
        """The rule before a cell: a bar in its coding's colour with its symbol, or a plus for several."""
        if not marks:
            return Segment("│", self._ink("label"))
        symbol = "+" if len({mark.symbol for mark in marks}) > 1 else marks[0].symbol
        style = coloured(self.palette.base, marks[0].colour) + Style(bold=is_first)
        return Segment(symbol if is_first else marks[0].bar, style)

    def _cell(
        self,
        place: Place,
        part: int,
        marks: Sequence[tuple[CodingMark, Span]],
        *,
        is_chosen: bool,
        is_cursor: bool,
    ) -> list[Segment]:
        """A line of a cell, after a space for the cursor."""
        row, column = place
        cell, rows = self.laid.cells[row][column], self.laid.rows[row][column]
        start, end = (rows.starts[part], rows.ends[part]) if part < len(rows) else (0, 0)
        base = self.palette.base + self._kind(row, cell)
        if is_chosen:
            back = self.palette.background.blend(self.palette.selection, _SELECTION_TINT)
            base += Style(bgcolor=back.rich_color)
        base = readable(base)
        segments = [Segment(("›" if is_cursor and part == 0 else " ") * PADDING, base)]
        segments += [
            Segment(
                cell.text[left:right], readable(base + self._tint(marks, left, right, is_chosen=is_chosen))
            )
            for left, right in _pieces(start, end, [piece for _, piece in marks])
        ]
        used = cells(cell.text, start, end)
        return [*segments, Segment(" " * (self.laid.widths[column] - used + PADDING), base)]

    def _kind(self, row: int, cell: ShownCell) -> Style:
        """The style of a cell: column headings bold, text that cannot be coded like side text."""
        if self.has_head and row == 0:
            return self.palette.styles["heading"]
        return self.palette.styles["aside"] if cell.text and not cell.spans else Style.null()

    def _tint(
        self, marks: Sequence[tuple[CodingMark, Span]], left: int, right: int, *, is_chosen: bool
    ) -> Style:
        """The background of a piece of text with codings."""
        colours = [
            mark.colour
            for mark, (start, end) in marks
            if not mark.of_element and start < right and end > left
        ]
        if not colours:
            return Style.null()
        back = tinted(self.palette.background, colours)
        if is_chosen:
            back = back.blend(self.palette.selection, _SELECTION_TINT)
        return Style(bgcolor=back.rich_color, underline=len(colours) > 1)


def _pieces(start: int, end: int, spans: Sequence[Span]) -> list[Span]:
    """A line split wherever a coding begins or ends."""
    cuts = {start, end} | {offset for span in spans for offset in span if start < offset < end}
    return list(pairwise(sorted(cuts)))
