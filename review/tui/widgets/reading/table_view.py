"""A table of a page, with a cursor and codings in its cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.domain import PageTable
from review.domain.texts.spans import Span
from review.tui.widgets.reading.marks import CodingMark, Marks
from review.tui.widgets.reading.painter import COLOURS, TEXT_STYLES, Palette
from review.tui.widgets.reading.table_layout import TableLayout
from review.tui.widgets.reading.table_painter import TablePainter

_NO_TABLE = PageTable(0, ())


class TableView(ScrollView, can_focus=True):
    """Shows a table. `row` and `column` are the cursor's; `whole_row` if the whole row is selected."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reading--{name}" for name in (*TEXT_STYLES, *COLOURS)}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "cell(0, -1)", "Cell to the left", show=False, id="table.left"),
        Binding("right,l", "cell(0, 1)", "Cell to the right", show=False, id="table.right"),
        Binding("up,k", "cell(-1, 0)", "Cell above", show=False, id="table.up"),
        Binding("down,j", "cell(1, 0)", "Cell below", show=False, id="table.down"),
        Binding("home", "edge(0, -1)", "First cell of the row", show=False, id="table.row_start"),
        Binding("end", "edge(0, 1)", "Last cell of the row", show=False, id="table.row_end"),
        Binding("ctrl+home", "edge(-1, 0)", "First row", show=False, id="table.start"),
        Binding("ctrl+end", "edge(1, 0)", "Last row", show=False, id="table.end"),
        Binding("v", "whole_row", "Row or cell", id="table.whole_row"),
    ]

    class Moved(Message):
        """The cursor moved to another cell, or between cell and row."""

    def __init__(self) -> None:
        super().__init__()
        self.table = _NO_TABLE
        self.row = self.column = 0
        self.whole_row = False
        self._text = ""
        self._marks = Marks()
        self._laid: TableLayout | None = None
        self._painter: TablePainter | None = None

    # Content

    def show(self, table: PageTable, text: str) -> None:
        """Show a table of a document with this text, with the cursor in its first cell."""
        self.table, self._text = table, text
        self.row = self.column = 0
        self.whole_row = False
        self._lay_out()
        self.scroll_to(0, 0, animate=False)
        self.post_message(self.Moved())

    def set_codings(self, codings: Iterable[CodingMark]) -> None:
        """Show these codings in the cells."""
        self._marks = Marks(codings)
        self._redraw()

    @property
    def chosen(self) -> tuple[tuple[int, int], ...]:
        """The cell (row, column) under the cursor, or all cells of its row."""
        return self.table.row_places(self.row) if self.whole_row else ((self.row, self.column),)

    @property
    def span(self) -> Span | None:
        """The span of the document with just the selected cells, if there is one."""
        return self.table.span_of(self.chosen) if self.table.rows else None

    # Moving

    def action_cell(self, down: int, right: int) -> None:
        """Go to a neighbouring cell."""
        self._go(self.row + down, self.column + right)

    def action_edge(self, down: int, right: int) -> None:
        """Go to the first or last cell of the row, or row of the table."""
        self._go(self.row + down * len(self.table.rows), self.column + right * self.table.columns)

    def action_whole_row(self) -> None:
        """Select the whole row, or only the cell again."""
        self.whole_row = not self.whole_row
        self._go(self.row, self.column)

    def _go(self, row: int, column: int) -> None:
        if not self.table.rows:
            return
        self.row = max(0, min(row, len(self.table.rows) - 1))
        self.column = max(0, min(column, self.table.columns - 1))
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        """Scroll just enough to show the cell and the rules around its row."""
        if self._laid is None:
            return
        first, last = self._laid.lines_of(self.row)
        left, right = self._laid.cells_of(self.column)
        region = Region(left, first - 1, right - left, last - first + 3)
        self.scroll_to_region(region, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell under the pointer; a double click selects its row."""
        if self._laid is not None:
            x, line = event.x + self.scroll_offset.x, event.y + self.scroll_offset.y
            self.whole_row = event.chain > 1
            self._go(*self._laid.place_at(x, line))

    # Drawing

    def on_resize(self) -> None:
        """Wrap the cells to the new width."""
        if self.table.rows and self.scrollable_content_region.width:
            self._lay_out()
            self._reveal()

    def notify_style_update(self) -> None:
        """Draw again after a change of theme."""
        super().notify_style_update()
        self._redraw()

    def _lay_out(self) -> None:
        self._laid = TableLayout(self.table, self._text, self.scrollable_content_region.width)
        self.virtual_size = Size(self._laid.width, len(self._laid.lines))
        self._redraw()

    def _redraw(self) -> None:
        self._painter = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the table."""
        width, line = self.scrollable_content_region.width, y + self.scroll_offset.y
        if self._laid is None or line >= len(self._laid.lines):
            return Strip.blank(width, self.rich_style)
        if self._painter is None:
            self._painter = TablePainter(self._laid, self._marks, Palette.of(self), self.table.has_head)
        strip = self._painter.strip(line, self.chosen, (self.row, self.column))
        left = self.scroll_offset.x
        return strip.crop_extend(left, left + width, self.rich_style)
