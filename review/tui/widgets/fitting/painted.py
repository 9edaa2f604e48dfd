"""A pane of text that is painted by lines: another text in it costs no layout of the screen, and the same one nothing."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from review.tui.widgets.fitting.within import scroll_within

DRAWN = 512
"""Rows that are kept as they were drawn."""

BELOW = Content("")
"""What is shown below all rows."""


class Table(NamedTuple):
    """A table among the rows, from `start` to before `end`.

    Its first rows, `headings` in number, stay at the top when the others scroll under them, and the first `left` cells of each row
    stay when the others scroll sideways. The rows above and below it do not scroll sideways.
    """

    start: int
    end: int
    headings: int
    left: int


class Rows(NamedTuple):
    """The rows of a pane; the first ones, `fixed` in number, stay where they are when the others scroll."""

    rows: Sequence[Content] = ()
    fixed: int = 0
    table: Table | None = None


class Painted(ScrollView):
    """The base of such panes: of its rows only those in sight are drawn.

    Bars that may be needed are always there (``overflow: scroll``), empty where all fits: one that comes or goes is a layout.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown = Rows()
        self._width = 0
        self._strips: LRUCache[int, tuple[Content, Strip]] = LRUCache(DRAWN)
        """Rows as they were drawn, with what each is of: those that are made again and are the same stay."""

    @abstractmethod
    def make_rows(self, width: int) -> Rows:
        """The rows for a pane that is so many cells wide; a row may be wider, and is scrolled to then."""

    @property
    def text(self) -> str:
        """All that is shown, row by row."""
        return "\n".join(row.plain for row in self._shown.rows)

    def show_rows(self) -> None:
        """Make the rows again and show them; it stays where it was scrolled to, as far as there are rows."""
        self._width = width = self.scrollable_content_region.width
        if not width:
            return  # it gets its size later, and is shown then
        before = self._in_sight()
        self._shown = self.make_rows(width)
        widest = max((row.cell_length for row in self._shown.rows[self._shown.fixed :]), default=0)
        scroll_within(self, Size(max(width, widest), len(self._shown.rows)))
        lines = enumerate(zip(before, self._in_sight(), strict=True))
        others = [y for y, ((was, old), (at, row)) in lines if was != at or not row.is_same(old)]
        if others:
            self.refresh(*(Region(0, y, width, 1) for y in others))

    def on_resize(self, _event: events.Resize) -> None:
        """Make the rows for the new size."""
        self.show_rows()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw again after a change of theme or focus."""
        super().notify_style_update()
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line: one of the rows that stay, or one of those that scroll."""
        width, style = self._width, self.visual_style.rich_style
        row, start, left = self._at(y, self.scroll_offset)
        if row >= len(self._shown.rows):
            return Strip.blank(width, style)
        strip = self._strip(row)
        if not start:
            return strip.crop(0, width).adjust_cell_length(width, style)
        moved = strip.crop(left + start, start + width).apply_offsets(left + start, row)
        return Strip.join([strip.crop(0, left), moved]).adjust_cell_length(width, style)

    def _at(self, y: int, scrolled: Offset) -> tuple[int, int, int]:
        """The row at a line, by how many cells it is scrolled, and how many of its first ones stay."""
        if y < self._shown.fixed:
            return y, 0, 0
        row, start, table = y + scrolled.y, scrolled.x, self._shown.table
        if table is None:
            return row, start, 0
        if y < table.headings:
            row = min(row, table.start + y)
        if not table.start <= row < table.end:
            return row, 0, 0
        return row, start, table.left if 2 * table.left <= self._width else 0

    def _in_sight(self) -> list[tuple[tuple[int, int, int], Content]]:
        """What each line shows: its place, as `_at` has it, and the row; below all rows an empty one."""
        rows, scrolled = self._shown.rows, self.scroll_offset
        places = (self._at(y, scrolled) for y in range(self.scrollable_content_region.height))
        return [(place, rows[place[0]] if place[0] < len(rows) else BELOW) for place in places]

    def _strip(self, row: int) -> Strip:
        """A row as it is drawn, once."""
        drawn = self._strips.get(row)
        if drawn is None or not drawn[0].is_same(self._shown.rows[row]):
            drawn = self._strips[row] = self._shown.rows[row], self._draw(row)
        return drawn[1]

    def _draw(self, row: int) -> Strip:
        content = self._shown.rows[row]
        selection = self.text_selection
        if selection and (span := selection.get_span(row)):
            content = content.stylize("reverse", span[0], None if span[1] == -1 else span[1])
        segments, start = [], 0
        for text, style in content.render(self.visual_style, ""):
            # With its place, by which the mouse selects.
            segments.append(Segment(text, style.rich_style_with_offset(start, row)))
            start += len(text)
        return Strip(segments)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """The text that is selected by the mouse, and how it ends."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        self._strips.clear()
        super().selection_updated(selection)
