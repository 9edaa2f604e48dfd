"""A list of records of any length: only visible rows are fetched (in blocks) and drawn.

Records that a search found in their abstract or text, not in their reference, come last and take two lines: the second
shows the words where they stand.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

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

from review.domain.listing import RecordRow
from review.tui.widgets.hit_line import hit_line
from review.tui.widgets.record_columns import (
    Column,
    cell,
    fit_columns,
    fitted,
    fitted_reference,
    record_columns,
)
from review.tui.widgets.record_header import RecordHeader
from review.tui.widgets.row_lines import RowLines

if TYPE_CHECKING:
    from review.domain.search_hits import SearchHit

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
            *("cursor", "muted", "mark", "marked", "file", "gone", "words"),
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
        Binding("m,space", "mark", "Mark", id="records.mark"),
        Binding("M", "mark_all", "Mark all shown, or none", show=False, id="records.mark_all"),
    ]

    cursor = reactive(0, repaint=False)

    class Highlighted(Message):
        """The cursor is on this row."""

        def __init__(self, key: int, row: RecordRow) -> None:
            super().__init__()
            self.key = key
            self.row = row

    class Opened(Message):
        """A row was opened with enter or a double click. `is_hit`: the search found it in abstract or text."""

        def __init__(self, key: int, row: RecordRow, is_hit: bool = False) -> None:
            super().__init__()
            self.key = key
            self.row = row
            self.is_hit = is_hit

    class HitsWanted(Message):
        """These rows are drawn, but what a search found in their texts is not known yet."""

        def __init__(self, rows: Mapping[int, RecordRow]) -> None:
            super().__init__()
            self.rows = rows

    class MarksChanged(Message):
        """The number of marked rows changed."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Rows are opened and marked where there are any."""
        return bool(self.keys) or action not in {"open", "mark", "mark_all"}

    def __init__(self, columns: Sequence[Column], source_types: Mapping[str, str]) -> None:
        super().__init__()
        self._columns = columns
        self._source_types = source_types
        self._load: Load = _nothing
        self._blocks: LRUCache[int, Sequence[RecordRow]] = LRUCache(64)
        self._strips: LRUCache[tuple[object, ...], tuple[RecordRow, Strip]] = LRUCache(512)
        """Lines as they were drawn, with the row that each is of: those of rows that are read again and are the same stay."""
        self._times_shown = 0
        self._lines = RowLines(0, 0)
        self._drawing: tuple[int, Style] | None = None
        """The width and the style of all lines that are being drawn."""
        self._hits: dict[int, SearchHit | None] = {}
        self._asked: set[int] = set()
        self._wanted: dict[int, RecordRow] = {}
        self._empty: Collection[str] = ()
        self._gone: Collection[str] = ()
        self._fitted: tuple[object, Sequence[tuple[Column, int]]] = (None, ())
        self.keys: Sequence[int] = array("q")
        self.marked: set[int] = set()

    def show(self, keys: Sequence[int], load: Load, *, named: int | None = None, stays: bool = False) -> None:
        """Show the rows of these keys. The cursor stays on its record if that is still listed, or else goes to the top.

        `named`: the rows after the first so many take two lines, for `show_hits`; by default none do.

        If the list `stays` the same but for rows that come or go, it also stays at its height on the screen, and goes to
        the next record still listed if its own is not.
        """
        position = self._new_position(keys, stays=stays)
        top = self.scroll_offset.y - self._lines.first(self.cursor)
        before = self._in_sight() if self._blocks else None
        self.keys, self._load = keys, load
        self._lines = RowLines(len(keys), len(keys) if named is None else named)
        top += self._lines.first(position)
        # Hits that are shown stay until they are found again: texts may have changed.
        self._asked.clear()
        self._times_shown += 1
        if not stays:
            self._hits.clear()
        self._blocks.clear()
        if before != self._in_sight() or self._lines.count != len(
            keys
        ):  # hits are looked for when they are drawn
            self.refresh()
        self._measure()
        if position == self.cursor:
            self._announce()
        self.cursor = position
        if stays:
            self.scroll_to(y=top, animate=False, force=True)
        else:
            self._scroll_to_row(position)

    def leave_out(self, empty: Collection[str]) -> None:
        """Leave out the columns about what is empty in all records."""
        if empty != self._empty:
            self._empty = empty
            self._strips.clear()
            self.forget()

    def show_gone(self, paths: Collection[str]) -> None:
        """Show that the files with these paths are no longer there."""
        if paths != self._gone:
            self._gone = paths
            self._strips.clear()
            self.refresh()

    def show_hits(self, hits: Mapping[int, SearchHit | None]) -> None:
        """Show, by row key, where the searched words stand; None if that cannot be said."""
        self._hits.update(hits)
        self._strips.clear()
        self.refresh()

    def _in_sight(self) -> object:
        """What the lines in sight show, and how many lines there are."""
        top = self.scroll_offset.y
        (first, _), (last, _) = self._lines.row_at(top), self._lines.row_at(top + self.size.height)
        shown = range(first, min(last + 1, len(self.keys)))
        return self._lines.count, [(self.keys[index], self.row(index)) for index in shown]

    def _refresh_row(self, index: int) -> None:
        line = self._lines.first(index) - self.scroll_offset.y
        self.refresh(Region(0, line, self.size.width, self._lines.height(index)))

    def _scroll_to_row(self, index: int) -> None:
        row = Region(0, self._lines.first(index), 1, self._lines.height(index))
        self.scroll_to_region(row, animate=False, force=True)

    def _new_position(self, keys: Sequence[int], *, stays: bool) -> int:
        if self.keys[self.cursor : self.cursor + 1] == keys[self.cursor : self.cursor + 1] and keys:
            return self.cursor  # as after most acts: nothing else is looked at
        following = self.keys[self.cursor :] if stays else self.keys[self.cursor : self.cursor + 1]
        listed = set(keys)
        kept = next((key for key in following if key in listed), None)
        if kept is not None:
            return keys.index(kept)
        return min(self.cursor, max(0, len(keys) - 1)) if stays else 0

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._lines.count)

    def forget(self) -> None:
        """Fetch the rows again when they are next drawn, since they have changed."""
        self._blocks.clear()
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

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines; their width and style, which each of them asks for, are the same for all."""
        self._drawing = self.scrollable_content_region.width, self.rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._drawing = None

    def render_line(self, y: int) -> Strip:
        """A line of a row, from the cache if it was drawn before."""
        index, is_second = self._lines.row_at(y + self.scroll_offset.y)
        width, base = self._drawing or (self.scrollable_content_region.width, self.rich_style)
        row = self.row(index)
        if row is None:
            return Strip.blank(width, base)
        marked = self.keys[index] in self.marked
        has_cursor = index == self.cursor
        # Words that are searched for are looked for again whenever the list is shown.
        key = (index, self._times_shown if is_second else 0, has_cursor, marked, width, self.has_focus, base)
        drawn, strip = self._strips.get(key, (None, None))
        if strip is None or drawn != row:
            if marked and not is_second:
                base += self._component("marked")
            if has_cursor:
                base += self._component("cursor")
            if is_second:
                strip = self._draw_hit(self.keys[index], row, base, width, has_cursor=has_cursor)
            else:
                strip = self._draw(row, base, width, marked=marked, has_cursor=has_cursor)
            self._strips[key] = row, strip
        return strip

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"record-rows--{name}", partial=True)

    def _draw_hit(self, key: int, row: RecordRow, base: Style, width: int, *, has_cursor: bool) -> Strip:
        if key not in self._asked:
            self._asked.add(key)
            if not self._wanted:
                self.call_later(self._ask_for_hits)
            self._wanted[key] = row
        muted = base if has_cursor else base + self._component("muted")
        words = base + (Style(bold=True) if has_cursor else self._component("words"))
        return Strip(hit_line(self._hits.get(key), width, muted, words)).adjust_cell_length(width, base)

    def _ask_for_hits(self) -> None:
        wanted, self._wanted = self._wanted, {}
        self.post_message(self.HitsWanted(wanted))

    def _draw(self, row: RecordRow, base: Style, width: int, *, marked: bool, has_cursor: bool) -> Strip:
        segments: list[Segment] = []
        if self._fitted[0] != (width, self._empty):
            self._fitted = (width, self._empty), fit_columns(self._columns, width, self._empty)
        for column, cells in self._fitted[1]:
            shown = cell(row, column, marked=marked, source_types=self._source_types, gone=self._gone)
            style = base if has_cursor or not shown.style else base + self._component(shown.style)
            text = (
                fitted_reference(shown.text, cells)
                if column.name == "author_year"
                else fitted(shown.text, cells, right=column.right)
            )
            segments.append(Segment(text, style))
            segments.append(Segment(" " * column.gap, base))
        return Strip(segments).adjust_cell_length(width, base)

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two affected rows and keep the cursor in view."""
        for index in (old, new):
            self._refresh_row(index)
        self._scroll_to_row(new)
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
        self._scroll_to_row(self.cursor)

    def on_focus(self) -> None:
        """Draw the cursor as the focused one."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as an unfocused one."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the pointer; a double click opens the record."""
        position = event.get_content_offset(self)
        if position is None:
            return
        index, _ = self._lines.row_at(position.y + self.scroll_offset.y)
        if index >= len(self.keys):
            return
        self.cursor = index
        if event.chain == 2:
            self.action_open()

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages."""
        line = self._lines.first(self.cursor) + pages * max(2, self.size.height - 1)
        self.cursor, _ = self._lines.row_at(max(0, line))

    def action_jump(self, index: int) -> None:
        """Move the cursor to a row; negative ones count from the end."""
        self.cursor = index if index >= 0 else len(self.keys) + index

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if (row := self.row(self.cursor)) is not None:
            is_hit = self.cursor >= self._lines.single
            self.post_message(self.Opened(self.keys[self.cursor], row, is_hit))

    def action_mark(self) -> None:
        """Mark or unmark the record under the cursor and go to the next."""
        if self.keys:
            self.marked ^= {self.keys[self.cursor]}
            self._refresh_row(self.cursor)
            self.post_message(self.MarksChanged(len(self.marked)))
            self.cursor += 1

    def action_mark_all(self) -> None:
        """Mark all rows of the list; if they are, clear all marks."""
        if not self.keys:
            return
        if self.marked.issuperset(self.keys):
            self.clear_marks()
            return
        self.marked.update(self.keys)
        self.refresh()
        self.post_message(self.MarksChanged(len(self.marked)))

    def clear_marks(self) -> bool:
        """Clear all marks; whether there were any."""
        were_any = bool(self.marked)
        self.marked.clear()
        self.refresh()
        self.post_message(self.MarksChanged(0))
        return were_any


class RecordList(Vertical):
    """Headings and rows."""

    def __init__(self, stages: Sequence[str], source_types: Mapping[str, str]) -> None:
        super().__init__()
        columns = record_columns(stages)
        self.header = RecordHeader(columns)
        self.rows = RecordRows(columns, source_types)

    def leave_out(self, empty: Collection[str]) -> None:
        """Leave out the columns about what is empty in all records."""
        self.header.leave_out(empty)
        self.rows.leave_out(empty)

    def compose(self) -> ComposeResult:
        """The headings above the rows."""
        yield self.header
        yield self.rows
