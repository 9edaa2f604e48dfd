"""A grid of records and theories of any size: only what is visible is drawn, below and beside headings that stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.domain.theories.appraisal import Level
from review.theory_map import Dimension
from review.tui.places.appraisals.cells import Signs, signs_of
from review.tui.places.appraisals.desk import AppraisalDesk, Place
from review.tui.widgets.record_columns import fitted, fitted_reference

HEADINGS = 1
"""Lines of the headings of columns."""

LEAST, MOST = 14, 30
"""The least and the most cells of a record's citation."""

SHARE = 3
"""Citations take at most one cell in so many of the grid's width."""


class AppraisalGrid(ScrollView, can_focus=True):
    """Records in rows, theories in columns, with a cursor on a cell."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"appraisal-grid--{name}" for name in ("heading", "here", "cursor", "missing", "none", *Level)
    }
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1, 0)", "Next record", show=False, id="appraisals.down"),
        Binding("up,k", "move(-1, 0)", "Previous record", show=False, id="appraisals.up"),
        Binding("right,l", "move(0, 1)", "Theory to the right", show=False, id="appraisals.right"),
        Binding("left,h", "move(0, -1)", "Theory to the left", show=False, id="appraisals.left"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="appraisals.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="appraisals.page_up"),
        Binding("home,g", "jump(0)", "First record", show=False, id="appraisals.first"),
        Binding("end,G", "jump(-1)", "Last record", show=False, id="appraisals.last"),
        Binding("enter", "open", "Appraise", id="appraisals.appraise"),
    ]

    cursor = reactive(Place(0, 0), repaint=False)

    @dataclass
    class Highlighted(Message):
        """The cursor is on this cell."""

        place: Place

    @dataclass
    class Opened(Message):
        """A cell was opened with enter or a double click."""

        place: Place

    def __init__(self, desk: AppraisalDesk, dimensions: Sequence[Dimension]) -> None:
        super().__init__()
        self._desk = desk
        self._dimensions = dimensions
        self._widths: Sequence[int] = ()
        self._longest = 0
        self._strips: LRUCache[tuple[int, int, bool, Style], Strip] = LRUCache(256)

    def on_mount(self) -> None:
        """Measure the columns."""
        self.show(self._dimensions)

    def show(self, dimensions: Sequence[Dimension]) -> None:
        """Draw what the desk has now; the cursor stays where it is."""
        self._dimensions = dimensions
        rows = range(len(self._desk.rows))
        self._widths = [
            1
            + max(
                len(column.label),
                *(len(self._signs(Place(row, number))) for row in rows),
                len(dimensions),
            )
            for number, column in enumerate(self._desk.columns)
        ]
        self._longest = max((len(row.citation) for row in self._desk.rows), default=0)
        self._strips.clear()
        self._measure()
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()
        self.post_message(self.Highlighted(self.cursor))

    def _signs(self, place: Place) -> Signs:
        return signs_of(self._desk.cell(place), self._dimensions)

    @property
    def _label(self) -> int:
        """The cells of the citations, with the gap after them."""
        most = max(LEAST, min(MOST, self.scrollable_content_region.width // SHARE))
        return min(self._longest, most) + 2

    def _measure(self) -> None:
        self.virtual_size = Size(self._label + sum(self._widths), HEADINGS + len(self._desk.rows))

    def on_resize(self) -> None:
        """Keep the cursor in view at the new size."""
        self._measure()
        self._show_cursor()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """A line: the citation, which stays, and the cells as far as they are scrolled."""
        base = self.rich_style
        width = self.scrollable_content_region.width
        label = self._label
        row = y - HEADINGS + self.scroll_offset.y
        if y < HEADINGS:
            left, cells = Segment(" " * label, base), self._headings(base)
        elif row < len(self._desk.rows):
            style = base + self._component("here") if row == self.cursor.row else base
            name = fitted_reference(self._desk.rows[row].citation, label - 2)
            left, cells = Segment(f"{name}  ", style), self._row(row, base)
        else:
            return Strip.blank(width, base)
        start = self.scroll_offset.x
        shown = cells.crop(start, start + width - label)
        return Strip([left, *shown]).adjust_cell_length(width, base)

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"appraisal-grid--{name}", partial=True)

    def _headings(self, base: Style) -> Strip:
        return Strip(
            Segment(
                fitted(column.label, width),
                base + self._component("here" if number == self.cursor.column else "heading"),
            )
            for number, (column, width) in enumerate(zip(self._desk.columns, self._widths, strict=True))
        )

    def _row(self, row: int, base: Style) -> Strip:
        """The cells of a row, from the cache if they were drawn before."""
        key = (row, self.cursor.column if row == self.cursor.row else -1, self.has_focus, base)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = Strip(self._cells(row, base))
        return strip

    def _cells(self, row: int, base: Style) -> list[Segment]:
        segments: list[Segment] = []
        for number, width in enumerate(self._widths):
            place = Place(row, number)
            under = base + self._component("cursor") if place == self.cursor else base
            signs = self._signs(place)
            is_missing = self._desk.cell(place).is_missing
            for sign, level in signs:
                name = "missing" if is_missing else (level or "none")
                segments.append(
                    Segment(sign, under if place == self.cursor else under + self._component(name))
                )
            segments.append(Segment(" " * (width - 1 - len(signs)), under))
            segments.append(Segment(" ", base))
        return segments

    # Moving

    def validate_cursor(self, cursor: Place) -> Place:
        """Keep the cursor on the grid."""
        return Place(
            max(0, min(cursor.row, len(self._desk.rows) - 1)),
            max(0, min(cursor.column, len(self._desk.columns) - 1)),
        )

    def watch_cursor(self, old: Place, new: Place) -> None:
        """Draw the cursor and keep it in view."""
        for line in (0, *(place.row + HEADINGS - self.scroll_offset.y for place in (old, new))):
            self.refresh(Region(0, line, self.size.width, 1))
        self._show_cursor()
        self.post_message(self.Highlighted(self.cursor))

    def _show_cursor(self) -> None:
        region = self.scrollable_content_region
        row, column = self.cursor
        start = sum(self._widths[:column])
        end = start + (self._widths[column] if self._widths else 0)
        room = region.width - self._label
        lines = region.height - HEADINGS
        self.scroll_to(
            x=_shifted(self.scroll_offset.x, start, end, room),
            y=_shifted(self.scroll_offset.y, row, row + 1, lines),
            animate=False,
            force=True,
        )

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor by rows and columns."""
        self.cursor = Place(self.cursor.row + rows, self.cursor.column + columns)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages of records."""
        lines = max(1, self.scrollable_content_region.height - HEADINGS - 1)
        self.action_move(pages * lines, 0)

    def action_jump(self, row: int) -> None:
        """Move the cursor to a record; negative numbers count from the end."""
        self.cursor = Place(row if row >= 0 else len(self._desk.rows) + row, self.cursor.column)

    def action_open(self) -> None:
        """Open the cell under the cursor."""
        if self._desk.rows:
            self.post_message(self.Opened(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the pointer; a double click opens the cell."""
        at = event.get_content_offset(self)
        if at is None or at.y < HEADINGS or at.y - HEADINGS + self.scroll_offset.y >= len(self._desk.rows):
            return
        x, column = at.x - self._label + self.scroll_offset.x, self.cursor.column
        if at.x >= self._label:
            ends = [sum(self._widths[: number + 1]) for number in range(len(self._widths))]
            column = next((number for number, end in enumerate(ends) if x < end), column)
        self.cursor = Place(at.y - HEADINGS + self.scroll_offset.y, column)
        if event.chain == 2:
            self.action_open()

    def notify_style_update(self) -> None:
        """Draw again after a change of theme or focus."""
        super().notify_style_update()
        self._strips.clear()
        self.refresh()


def _shifted(offset: int, start: int, end: int, room: int) -> int:
    """The offset from which a stretch is in view, changed as little as possible."""
    return min(start, max(offset, end - room))
