"""A list of records of any length: only visible rows are fetched (in blocks) and drawn."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.domain import RecordRow
from review.tui.widgets.record_columns import (
    GAP,
    Column,
    cell,
    fit_columns,
    fitted,
    fitted_reference,
    record_columns,
)
from review.tui.widgets.record_header import RecordHeader

BLOCK = 128
"""Rows fetched at a time."""

Load = Callable[[Sequence[int]], Sequence[RecordRow]]
"""Returns the rows of these keys, in their order."""


def _nothing(_keys: Sequence[int]) -> Sequence[RecordRow]:
    return ()


class RecordRows(ScrollView, can_focus=True):
    """The rows under the headings, with a cursor and marks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"record-rows--{name}"
        for name in (
            *("cursor", "muted", "mark", "marked"),
            *("include", "exclude", "maybe", "park", "conflict", "none"),
        )
    }
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next record", show=False, id="records.next"),
        Binding("up,k", "move(-1)", "Previous record", show=False, id="records.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="records.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="records.page_up"),
        Binding("home,g", "jump(0)", "First record", show=False, id="records.first"),
        Binding("end,G", "jump(-1)", "Last record", show=False, id="records.last"),
        Binding("enter", "open", "Open", id="records.open"),
        Binding("space", "mark", "Mark", show=False, id="records.mark"),
    ]

    cursor = reactive(0, repaint=False)

    @dataclass
    class Highlighted(Message):
        """The cursor is on this row."""

        key: int
        row: RecordRow

    @dataclass
    class Opened(Message):
        """A row was opened with enter or a double click."""

        key: int
        row: RecordRow

    @dataclass
    class MarksChanged(Message):
        """The number of marked rows changed."""

        count: int

    def __init__(self, columns: Sequence[Column], source_types: Mapping[str, str]) -> None:
        super().__init__()
        self._columns = columns
        self._source_types = source_types
        self._load: Load = _nothing
        self._blocks: LRUCache[int, Sequence[RecordRow]] = LRUCache(64)
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(512)
        self.keys: Sequence[int] = array("q")
        self.marked: set[int] = set()

    def show(self, keys: Sequence[int], load: Load, *, stays: bool = False) -> None:
        """Show the rows of these keys. The cursor stays on its record if that is still listed, or else goes to the top.

        If the list `stays` the same but for rows that come or go, it also stays at its height on the screen, and goes to
        the next record still listed if its own is not.
        """
        position = self._new_position(keys, stays=stays)
        top = self.scroll_offset.y + position - self.cursor
        self.keys, self._load = keys, load
        self.forget()
        self._measure()
        if position == self.cursor:
            self._announce()
        self.cursor = position
        if stays:
            self.scroll_to(y=top, animate=False, force=True)
        else:
            self.scroll_to_region(Region(0, position, 1, 1), animate=False, force=True)

    def _new_position(self, keys: Sequence[int], *, stays: bool) -> int:
        following = self.keys[self.cursor :] if stays else self.keys[self.cursor : self.cursor + 1]
        listed = set(keys)
        kept = next((key for key in following if key in listed), None)
        if kept is not None:
            return keys.index(kept)
        return min(self.cursor, max(0, len(keys) - 1)) if stays else 0

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.keys))

    def forget(self) -> None:
        """Fetch the rows again when they are next drawn, since they have changed."""
        self._blocks.clear()
        self._strips.clear()
        self.refresh()

    def row(self, index: int) -> RecordRow | None:
        """The row at an index of the list, or None outside it."""
        if not 0 <= index < len(self.keys):
            return None
        start = index // BLOCK * BLOCK
        block = self._blocks.get(start)
        if block is None:
            block = self._load(self.keys[start : start + BLOCK])
            self._blocks[start] = block
        return block[index - start] if index - start < len(block) else None

    def _announce(self) -> None:
        row = self.row(self.cursor)
        if row is not None:
            self.post_message(self.Highlighted(self.keys[self.cursor], row))

    def render_line(self, y: int) -> Strip:
        """A row, from the cache if it was drawn before."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.rich_style
        row = self.row(index)
        if row is None:
            return Strip.blank(width, base)
        marked = self.keys[index] in self.marked
        has_cursor = index == self.cursor
        key = (index, has_cursor, marked, width, self.has_focus, base)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(row, base, width, marked=marked, has_cursor=has_cursor)
        return strip

    def _draw(self, row: RecordRow, base: Style, width: int, *, marked: bool, has_cursor: bool) -> Strip:
        def component(name: str) -> Style:
            return self.get_component_rich_style(f"record-rows--{name}", partial=True)

        if marked:
            base += component("marked")
        if has_cursor:
            base += component("cursor")
        segments: list[Segment] = []
        for column, cells in fit_columns(self._columns, width):
            shown = cell(row, column, marked=marked, source_types=self._source_types)
            style = base if has_cursor or not shown.style else base + component(shown.style)
            text = (
                fitted_reference(shown.text, cells)
                if column.name == "author_year"
                else fitted(shown.text, cells, right=column.right)
            )
            segments.append(Segment(text, style))
            segments.append(Segment(" " * GAP, base))
        return Strip(segments).adjust_cell_length(width, base)

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two affected rows and keep the cursor in view."""
        for index in (old, new):
            self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))
        self.scroll_to_region(Region(0, new, 1, 1), animate=False, force=True)
        self._announce()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(cursor, len(self.keys) - 1))

    def notify_style_update(self) -> None:
        """Draw again after a change of theme or focus."""
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self) -> None:
        """Keep the cursor in view at the new size."""
        self._measure()
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def on_focus(self) -> None:
        """Draw the cursor as the focused one."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as an unfocused one."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the pointer; a double click opens the record."""
        position = event.get_content_offset(self)
        if position is None or (index := position.y + self.scroll_offset.y) >= len(self.keys):
            return
        self.cursor = index
        if event.chain == 2:
            self.action_open()

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages."""
        self.cursor += pages * max(1, self.size.height - 1)

    def action_jump(self, index: int) -> None:
        """Move the cursor to a row; negative ones count from the end."""
        self.cursor = index if index >= 0 else len(self.keys) + index

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if (row := self.row(self.cursor)) is not None:
            self.post_message(self.Opened(self.keys[self.cursor], row))

    def action_mark(self) -> None:
        """Mark or unmark the record under the cursor and go to the next."""
        if self.keys:
            self.marked ^= {self.keys[self.cursor]}
            self.refresh(Region(0, self.cursor - self.scroll_offset.y, self.size.width, 1))
            self.post_message(self.MarksChanged(len(self.marked)))
            self.cursor += 1

    def clear_marks(self) -> None:
        """Clear all marks."""
        self.marked.clear()
        self.refresh()
        self.post_message(self.MarksChanged(0))


class RecordList(Vertical):
    """Headings and rows."""

    def __init__(self, stages: Sequence[str], source_types: Mapping[str, str]) -> None:
        super().__init__()
        columns = record_columns(stages)
        self.header = RecordHeader(columns)
        self.rows = RecordRows(columns, source_types)

    def compose(self) -> ComposeResult:
        """The headings above the rows."""
        yield self.header
        yield self.rows
