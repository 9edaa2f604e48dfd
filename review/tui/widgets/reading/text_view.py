"""The text of a document on the screen, wrapped and marked, with a cursor and a selection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.domain import Document, Passage, PassageKind
from review.tui.widgets.reading.layout import (
    TextRows,
    blocks_of,
    cluster_end,
    cluster_start,
    displayed,
)
from review.tui.widgets.reading.marks import CodingMark, MarginNote, Marks, lanes_of
from review.tui.widgets.reading.movement import Position, SentenceSelection, Span
from review.tui.widgets.reading.painter import COLOURS, TEXT_STYLES, Bar, Columns, Painter, Palette, RowMarks
from review.tui.widgets.reading.row_labels import label_width, row_labels

_KIND_STYLES = {
    PassageKind.HEADING: "heading",
    PassageKind.REFERENCE: "reference",
    PassageKind.ASIDE: "aside",
}


def _no_notes(_start: int) -> Sequence[MarginNote]:
    return ()


class TextView(ScrollView, can_focus=True):
    """Shows a document: rows drawn line by line from offsets, codings, notes, matches, the cursor and the selection."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reading--{name}" for name in (*TEXT_STYLES, *COLOURS)}

    @dataclass
    class Moved(Message):
        """The cursor or the selection is elsewhere now."""

        cursor: int
        selection: Span | None

    def __init__(self, document: Document, at: int = 0, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.document = document
        self.text = displayed(document.text)
        self.asides_shown = at >= document.body_end and bool(document.asides)
        self.selected_from: int | None = None
        self._marks = Marks()
        self._lanes: list[int] = []
        self._first_rows: list[int] = []
        self._notes: Callable[[int], Sequence[MarginNote]] = _no_notes
        self._matches: Sequence[Span] = ()
        self._current_match: Span | None = None
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(512)
        self.rows = TextRows("", (), 2)
        self._labels: dict[int, str] = {}
        self._remarks: Mapping[int, str] = {}
        self.columns = Columns.of(0, 0)
        self._painter: Painter | None = None
        self._height = 0
        self._limit_passages()
        self.cursor = self._within(at)

    # What is shown

    def set_codings(self, codings: Iterable[CodingMark]) -> None:
        """Show these codings on the text and as bars beside it."""
        self._marks = Marks(codings)
        self._place_bars()
        self._draw_afresh()

    def set_notes(self, notes: Callable[[int], Sequence[MarginNote]]) -> None:
        """Show notes in the right margin: `notes` is asked for those of a passage by where it begins, when it is drawn.

        They stand beside the passage from its first row on.
        """
        self._notes = notes
        self._draw_afresh()

    def set_matches(self, matches: Sequence[Span], current: Span | None = None) -> None:
        """Highlight what a search has found (in order, not overlapping), and go to the current one."""
        self._matches, self._current_match = matches, current
        self._draw_afresh()
        if current:
            self.go_to(current[0])

    def set_remarks(self, remarks: Mapping[int, str]) -> None:
        """Show short remarks beside the rows of these offsets, in the column of the pages (below their labels)."""
        self._remarks = remarks
        self._place_labels()
        self._draw_afresh()

    def show_asides(self, shown: bool) -> None:
        """Show what was set aside (running heads, footnotes …) below the body, or hide it."""
        self.asides_shown = shown
        self._limit_passages()
        self.selected_from = None
        self.cursor = self._within(self.cursor)
        self._wrap(self.row_width)
        self._reveal(*self.rows.rows_of(self.cursor, self.cursor))
        self._told()

    def _limit_passages(self) -> None:
        body = bisect_left(self.document.passages, self.document.body_end, key=lambda p: p.start)
        self.passages = self.document.passages if self.asides_shown else self.document.passages[:body]
        self.sentences = SentenceSelection(self.text, self.passages)
        self._passage_starts = [passage.start for passage in self.passages]

    # Where the reader is

    @property
    def selection(self) -> Span | None:
        """The selected span, or None."""
        if self.selected_from is None:
            return None
        start, last = sorted((self.selected_from, self.cursor))
        return start, cluster_end(self.text, last) if last < len(self.text) else last

    @property
    def row_width(self) -> int:
        """Cells of a row: the widget's without its scrollbar's."""
        return self.scrollable_content_region.width

    @property
    def passage(self) -> Passage:
        """The passage under the cursor (an empty one in a document without text)."""
        return self.passages[self.passage_index] if self.passages else Passage(0, 0)

    @property
    def passage_index(self) -> int:
        """Which of `passages` the cursor is in."""
        return max(0, bisect_right(self._passage_starts, self.cursor) - 1)

    @property
    def position(self) -> Position:
        """Where the cursor is."""
        return Position(self.cursor, self.passage, self.passage_index, len(self.passages))

    def go_to(self, offset: int) -> None:
        """Put the cursor at an offset and its passage in sight; the selection is given up."""
        self.move(offset, keep_selection=False, show_passage=True)

    def select(self, start: int, end: int) -> None:
        """Select a span that is not empty."""
        self.change(start, end - 1)

    def clear_selection(self) -> bool:
        """Give up the selection; whether there was one."""
        had_selection = self.selected_from is not None
        self.change(None, self.cursor)
        return had_selection

    def _within(self, offset: int) -> int:
        if not self.passages:
            return 0
        offset = max(self.passages[0].start, min(offset, self.passages[-1].end - 1))
        return cluster_start(self.text, offset)

    def move(self, offset: int, *, keep_selection: bool = True, show_passage: bool = False) -> None:
        """Move the cursor; a selection moves its end with it, or is given up."""
        self.change(self.selected_from if keep_selection else None, offset, show_passage=show_passage)

    def change(self, selected_from: int | None, cursor: int, *, show_passage: bool = False) -> None:
        """Put the cursor somewhere, with a selection from `selected_from` to it, and everything concerned in sight."""
        before = self._touched()
        self.selected_from, self.cursor = selected_from, self._within(cursor)
        if not len(self.rows):
            return
        top = self.scroll_offset.y
        span = (self.passage.start, self.passage.end) if show_passage else (self.cursor, self.cursor)
        self._reveal(*self.rows.rows_of(*span), is_passage=show_passage)
        if self.scroll_offset.y == top:
            self.refresh(
                *(
                    Region(0, first - top, self.row_width, last - first + 1)
                    for first, last in before + self._touched()
                )
            )
        self._told()

    def _touched(self) -> list[tuple[int, int]]:
        """The rows that look different because of the cursor and the selection."""
        spans = [(self.passage.start, self.passage.end), self.selection or (self.cursor, self.cursor)]
        return [self.rows.rows_of(*span) for span in spans] if len(self.rows) else []

    def _told(self) -> None:
        self.post_message(self.Moved(self.cursor, self.selection))

    def _reveal(self, first: int, last: int, *, is_passage: bool = False) -> None:
        """Scroll as little as needed to see these rows; a passage out of sight comes up with text around it."""
        top, height = self.scroll_offset.y, max(1, self.size.height)
        context = height // 4 if is_passage else 0
        if first - min(1, context) < top:
            self.scroll_to(y=first - context, animate=False)
        elif last + min(2, context) >= top + height:
            self.scroll_to(y=min(first - min(1, context), last + context - height + 1), animate=False)

    # Rows

    def on_resize(self) -> None:
        """Wrap the text anew, and keep the place."""
        if not len(self.rows):
            self._height = self.size.height
            self._wrap(self.row_width)
            self._reveal(*self.rows.rows_of(self.passage.start, self.passage.end), is_passage=True)
            self._told()
            return
        cursor_row = self.rows.row_of(self.cursor)
        was_in_sight = 0 <= cursor_row - self.scroll_offset.y < self._height
        self._height = self.size.height
        top = self.rows.starts[min(self.scroll_offset.y, len(self.rows) - 1)]
        self._wrap(self.row_width)
        self.scroll_to(y=self.rows.row_of(top), animate=False)
        if was_in_sight:
            self._reveal(*self.rows.rows_of(self.cursor, self.cursor))

    def _wrap(self, width: int) -> None:
        self.columns = Columns.of(width, label_width(self.document))
        self.rows = TextRows(self.text, list(blocks_of(self.text, self.passages)), self.columns.text)
        self._place_labels()
        self.virtual_size = Size(width, len(self.rows))
        self._place_bars()
        self._draw_afresh()

    def _place_labels(self) -> None:
        self._labels = row_labels(self.rows, self.document, self._remarks, asides_shown=self.asides_shown)

    def _place_bars(self) -> None:
        spans = [self.rows.rows_of(mark.start, mark.end) for mark in self._marks.codings]
        self._first_rows = [first for first, _ in spans]
        self._lanes = lanes_of(spans)

    def _draw_afresh(self) -> None:
        self._strips.clear()
        self._painter = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw afresh after a change of theme."""
        super().notify_style_update()
        self._draw_afresh()

    def render_line(self, y: int) -> Strip:
        """One row, from the cache where it has been drawn like that before."""
        row = y + self.scroll_offset.y
        width = self.row_width
        if row >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        start, end = self.rows.starts[row], self.rows.ends[row]
        selection = self.selection
        if selection and (selection[0] >= end or selection[1] <= start):
            selection = None
        elif selection:
            selection = max(start, selection[0]), min(end, selection[1])
        caret = self.cursor if self.rows.row_of(self.cursor) == row else None
        passage = self.passage
        is_current = start < end and passage.start <= start < passage.end
        key = (row, width, is_current, caret, selection)
        strip = self._strips.get(key)
        if strip is None:
            marks = self._row_marks(row, is_current=is_current, caret=caret, selection=selection)
            strip = self._strips[key] = self._get_painter().strip(row, marks, width)
        return strip

    def _row_marks(
        self, row: int, *, is_current: bool, caret: int | None, selection: Span | None
    ) -> RowMarks:
        start, end = self.rows.starts[row], self.rows.ends[row]
        passage = self.passages[max(0, bisect_right(self._passage_starts, start) - 1)]
        notes = self._notes(passage.start)
        line = row - self.rows.row_of(passage.start)
        return RowMarks(
            label=self._labels.get(row, ""),
            style=_KIND_STYLES.get(passage.kind, ""),
            note=notes[line] if 0 <= line < len(notes) else None,
            is_current=is_current,
            bars=[
                Bar(self._lanes[i], self._marks.codings[i], row == self._first_rows[i])
                for i in self._marks.within(start, max(end, start + 1))
            ],
            matches=self._matches_within(start, end),
            current_match=self._current_match,
            selection=selection,
            caret=None if caret is None else (caret, cluster_end(self.text, caret)),
        )

    def _matches_within(self, start: int, end: int) -> Sequence[Span]:
        first = bisect_right(self._matches, start, key=lambda match: match[1])
        last = bisect_left(self._matches, end, key=lambda match: match[0])
        return self._matches[first:last]

    def _get_painter(self) -> Painter:
        if self._painter is None:
            self._painter = Painter(self.text, self.rows, self.columns, Palette.of(self))
        return self._painter
