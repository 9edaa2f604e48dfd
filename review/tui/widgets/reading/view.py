"""A document's text, wrapped and marked; moving and selecting by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from review.domain import Document
from review.domain.texts.spans import Span
from review.tui.widgets.fitting.within import scroll_within
from review.tui.widgets.reading.cursor import Cursor
from review.tui.widgets.reading.layout import TextRows, cells, offset_at
from review.tui.widgets.reading.marks import CodingMark, MarginNote, Marks
from review.tui.widgets.reading.painter import COLOURS, TEXT_STYLES, Palette
from review.tui.widgets.reading.sheet import Sheet
from review.tui.widgets.reading.words import word_at

_DRAG_SECONDS = 0.05
"""Seconds between scrolling by a row while the mouse is dragged beyond an edge."""


Notes = Callable[[int], Sequence[MarginNote]]
"""The margin notes of a passage by its start."""


class ReadingView(ScrollView, can_focus=True):
    """Shows a document line by line: scrolls and moves the `cursor` over a `sheet`, by keys and mouse.

    The view has offsets, passages and marks; their meaning is up to the screen.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reading--{name}" for name in (*TEXT_STYLES, *COLOURS)}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "passage(1)", "Next passage", show=False, id="reading.next_passage"),
        Binding("k", "passage(-1)", "Previous passage", show=False, id="reading.previous_passage"),
        Binding("J", "sentence(1)", "Extend by a sentence", show=False, id="reading.extend"),
        Binding("K", "sentence(-1)", "Shrink or extend back by a sentence", show=False, id="reading.shrink"),
        Binding("v", "mark", "Select from here", show=False, id="reading.select"),
        Binding("down", "row(1)", "Row down", show=False, id="reading.down"),
        Binding("up", "row(-1)", "Row up", show=False, id="reading.up"),
        Binding("right,l", "character(1)", "Character right", show=False, id="reading.right"),
        Binding("left,h", "character(-1)", "Character left", show=False, id="reading.left"),
        Binding("ctrl+right,w", "word(1)", "Next word", show=False, id="reading.next_word"),
        Binding("ctrl+left", "word(-1)", "Previous word", show=False, id="reading.previous_word"),
        Binding("pagedown,space", "screenful(1)", "Page down", show=False, id="reading.page_down"),
        Binding("pageup", "screenful(-1)", "Page up", show=False, id="reading.page_up"),
        Binding(
            "home", "near_edge(-1)", "Start of text; selecting, of row", show=False, id="reading.row_start"
        ),
        Binding("end", "near_edge(1)", "End of text; selecting, of row", show=False, id="reading.row_end"),
        Binding("ctrl+home", "edge(-1)", "Start of text", show=False, id="reading.start"),
        Binding("ctrl+end", "edge(1)", "End of text", show=False, id="reading.end"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor or the selection changed."""

        cursor: int
        selection: Span | None

    def __init__(self, document: Document, at: int = 0, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.cursor = Cursor(document, at)
        self.sheet = Sheet(self.cursor, lambda: Palette.of(self))
        self._height = 0
        self._pressed: int | None = None
        self._pointer = (0, 0)
        self._drag: Timer | None = None

    # Content

    def open(self, document: Document, at: int, codings: Iterable[CodingMark], notes: Notes) -> None:
        """Show another document from an offset, with these codings and notes; that the cursor is there is not posted."""
        self._stop_scrolling()
        self._pressed = None
        self.cursor = Cursor(document, at)
        self.sheet.open(self.cursor)
        self.sheet.annotations.codings, self.sheet.annotations.notes = Marks(codings), notes
        if self.size:
            self.scroll_to(y=0, animate=False)
            self._wrap()
            self._reveal_passage()

    def set_codings(self, codings: Iterable[CodingMark], notes: Notes | None = None) -> None:
        """Show these codings on the text and as bars beside it; with `notes`, those as well, as `set_notes` does."""
        annotations, marks = self.sheet.annotations, Marks(codings)
        if moved := marks.codings != annotations.codings.codings:
            annotations.codings = marks
        if notes:
            annotations.notes = notes
        self._redraw(moved=moved)

    def set_notes(self, notes: Notes) -> None:
        """Show notes in the right margin: `notes` returns those of a passage by its start, when it is drawn.

        They begin at the first row of the passage.
        """
        self.sheet.annotations.notes = notes
        self._redraw()

    def set_matches(self, matches: Sequence[Span], current: Span | None = None) -> None:
        """Highlight search matches (sorted, not overlapping) and go to the current one."""
        self.sheet.annotations.matches, self.sheet.annotations.current_match = matches, current
        self._redraw()
        if current:
            self.go_to(current[0])

    def set_remarks(self, remarks: Mapping[int, str]) -> None:
        """Show short remarks in the page column at these offsets, below page labels."""
        if remarks != self.sheet.annotations.remarks:
            self.sheet.annotations.remarks = remarks
            self._redraw(moved=True)

    def relabel(self, document: Document) -> None:
        """Show the page labels of `document`, which is the same text; the position stays."""
        self.cursor.document = document
        if len(self.rows):
            self._wrap_in_place()

    def show_asides(self, shown: bool) -> None:
        """Show or hide side text (running heads, footnotes …) below the body."""
        self.cursor.show_asides(shown=shown)
        self._wrap()
        self._reveal(self.cursor.at, self.cursor.at)
        self._post_moved()

    # Moving and selecting

    def go_to(self, offset: int) -> None:
        """Put the cursor at an offset, scroll to its passage, in a long one to the row, and clear the selection."""
        self._change(None, offset, show_passage=True)

    def show_from(self, offset: int) -> None:
        """Scroll so that the row of an offset is near the top, without moving the cursor."""
        if len(self.rows):
            self.scroll_to(y=self.rows.row_of(offset) - 1, animate=False)

    def line_of(self, offset: int) -> int:
        """The line of the screen on which an offset is, or would be."""
        return self.region.y + self.rows.row_of(offset) - self.scroll_offset.y if len(self.rows) else 0

    def select(self, start: int, end: int) -> None:
        """Select a span that is not empty."""
        self._change(start, end - 1)

    def clear_selection(self) -> bool:
        """Clear the selection; returns whether there was one."""
        had_selection = self.cursor.selected_from is not None
        self._change(None, self.cursor.at)
        return had_selection

    def _move(self, offset: int) -> None:
        """Move the cursor; a selection is extended."""
        self._change(self.cursor.selected_from, offset)

    def _change(self, selected_from: int | None, at: int, *, show_passage: bool = False) -> None:
        """Put the cursor at an offset, with a selection from `selected_from`, and scroll to both."""
        before = self._touched()
        self.cursor.put(selected_from, at)
        if not len(self.rows):
            return
        top = self.scroll_offset.y
        if show_passage:
            self._reveal_passage()
        else:
            self._reveal(self.cursor.at, self.cursor.at)
        if self.scroll_offset.y == top:
            self.refresh(
                *(
                    Region(0, first - top, self.row_width, last - first + 1)
                    for first, last in before + self._touched()
                )
            )
        self._post_moved()

    def _touched(self) -> list[tuple[int, int]]:
        """The rows whose look depends on the cursor and the selection."""
        passage, at = self.cursor.passage, self.cursor.at
        spans = [(passage.start, passage.end), self.cursor.selection or (at, at)]
        return [self.rows.rows_of(*span) for span in spans] if len(self.rows) else []

    def _post_moved(self) -> None:
        # From here in any case: a message that the parent sends goes no further up than to it.
        self.post_message(self.Moved(self.cursor.at, self.cursor.selection).set_sender(self))

    def _reveal_passage(self) -> None:
        """Scroll to the passage at the cursor; in one that is longer than the view, to the row of the cursor."""
        passage, at = self.cursor.passage, self.cursor.at
        self._reveal(passage.start, passage.end, is_passage=True)
        self._reveal(at, at, is_passage=True)

    def _reveal(self, start: int, end: int, *, is_passage: bool = False) -> None:
        """Scroll just enough to show a span; a passage out of view is shown with text around it."""
        first, last = self.rows.rows_of(start, end)
        top, height = self.scroll_offset.y, max(1, self.size.height)
        context = height // 4 if is_passage else 0
        if first - min(1, context) < top:
            self.scroll_to(y=first - context, animate=False)
        elif last + min(2, context) >= top + height:
            self.scroll_to(y=min(first - min(1, context), last + context - height + 1), animate=False)

    # Keys

    def action_passage(self, step: int) -> None:
        """Go to the next or previous passage, skipping headings."""
        self.go_to(self.cursor.next_passage(step))

    def action_sentence(self, step: int) -> None:
        """Select the sentence at the cursor, or extend or shrink the selection by one."""
        if self.cursor.passages:
            self._change(*self.cursor.next_sentence(step))

    def action_mark(self) -> None:
        """Begin a selection at the cursor, or clear it."""
        at = self.cursor.at
        self._change(at if self.cursor.selected_from is None else None, at)

    def action_character(self, step: int) -> None:
        """Move by a character."""
        self._move(self.cursor.next_character(step))

    def action_word(self, step: int) -> None:
        """Move by a word."""
        self._move(self.cursor.next_word(step))

    def action_row(self, step: int) -> None:
        """Move by a row, in the same column."""
        if not len(self.rows):
            return
        row = self.rows.row_of(self.cursor.at)
        x = cells(self.sheet.text, self.rows.starts[row], self.cursor.at)
        target = max(0, min(len(self.rows) - 1, row + step))
        while self.rows.is_gap(target) and 0 < target < len(self.rows) - 1:
            target += 1 if step > 0 else -1
        self._move(self._offset_at(x, target))

    def action_screenful(self, step: int) -> None:
        """Move by the number of visible rows."""
        rows = max(1, self.size.height - 2)
        self.scroll_to(y=self.scroll_offset.y + step * rows, animate=False)
        self.action_row(step * rows)

    def action_near_edge(self, step: int) -> None:
        """Go to the start or end of the text, as in lists; of the row while a selection is made."""
        if self.cursor.selected_from is None:
            self.action_edge(step)
        elif len(self.rows):
            row = self.rows.row_of(self.cursor.at)
            self._move(self.rows.starts[row] if step < 0 else self.rows.ends[row] - 1)

    def action_edge(self, step: int) -> None:
        """Go to the start or end of the text."""
        self._move(0 if step < 0 else len(self.cursor.text))

    def _offset_at(self, x: int, row: int) -> int:
        row = max(0, min(row, len(self.rows) - 1))
        if self.rows.is_gap(row):
            row = max(0, row - 1)
        return offset_at(self.sheet.text, self.rows.starts[row], self.rows.ends[row], max(0, x))

    # The focus changes nothing that is drawn here: Textual would draw the whole text again, when it is asked for and when it comes.

    def focus(self, scroll_visible: bool = True) -> Self:
        """Ask for the keys."""
        self.app.call_later(self._take_focus, scroll_visible)
        return self

    def _take_focus(self, scroll_visible: bool) -> None:
        if self.is_attached:
            self.screen.set_focus(self, scroll_visible)

    def on_focus(self, event: events.Focus) -> None:
        """Take the keys."""
        self._be_focused(event, events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Leave the keys to another widget."""
        self._be_focused(event, events.DescendantBlur(self))

    def _be_focused(self, event: events.Event, said: events.Event) -> None:
        event.prevent_default()
        self.has_focus = isinstance(event, events.Focus)
        if self.parent is not None:
            self.parent.post_message(said)

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the pointer; dragging selects."""
        if event.button != 1 or not self.cursor.passages:
            return
        self._pressed = self._under(event.x, event.y)
        self.capture_mouse()
        self._change(None, self._pressed)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the pointer, and scroll while it is beyond an edge."""
        if self._pressed is None:
            return
        self._pointer = (event.x, event.y)
        is_beyond = not 0 <= event.y < self.size.height
        if is_beyond and self._drag is None:
            self._drag = self.set_interval(_DRAG_SECONDS, self._select_to_pointer)
        elif not is_beyond:
            self._stop_scrolling()
        self._select_to_pointer()

    def on_mouse_up(self) -> None:
        """End the dragging."""
        self._pressed = None
        self.release_mouse()
        self._stop_scrolling()

    def on_click(self, event: events.Click) -> None:
        """A double click selects a word, a triple click the passage."""
        if not self.cursor.passages:
            return
        if event.chain == 2:
            self.select(*word_at(self.cursor.document.text, self._under(event.x, event.y)))
        elif event.chain == 3:
            self.select(self.cursor.passage.start, self.cursor.passage.end)

    def _select_to_pointer(self) -> None:
        x, y = self._pointer
        offset = self._under(x, max(-1, min(y, self.size.height)))
        if self._pressed is not None and (self.cursor.selected_from is not None or offset != self._pressed):
            self._change(self._pressed, offset)

    def _stop_scrolling(self) -> None:
        if self._drag is not None:
            self._drag.stop()
            self._drag = None

    def _under(self, x: int, y: int) -> int:
        """The offset of the character under a cell of the widget."""
        return self._offset_at(x - self.sheet.columns.text_start, y + self.scroll_offset.y)

    # Rows

    @property
    def rows(self) -> TextRows:
        """The rows of the wrapped text."""
        return self.sheet.rows

    @property
    def row_width(self) -> int:
        """The width of a row: the widget's without its scroll bar."""
        return self.scrollable_content_region.width

    def on_resize(self) -> None:
        """Wrap the text again for another width, and keep the position."""
        if not len(self.rows):
            self._height = self.size.height
            self._wrap()
            self._reveal_passage()
            self._post_moved()
        elif self.row_width != self.virtual_size.width:
            self._wrap_in_place()
        else:
            self._show_rows_from(self.scroll_offset.y, with_cursor=self._is_cursor_in_sight)

    def _wrap_in_place(self) -> None:
        """Wrap the text again; the rows in sight stay, and the cursor if it was among them."""
        with_cursor = self._is_cursor_in_sight
        top = self.rows.starts[min(self.scroll_offset.y, len(self.rows) - 1)]
        self._wrap()
        self._show_rows_from(self.rows.row_of(top), with_cursor=with_cursor)

    @property
    def _is_cursor_in_sight(self) -> bool:
        """Whether the cursor is in sight, or was when the view had its height of before."""
        return 0 <= self.rows.row_of(self.cursor.at) - self.scroll_offset.y < self._height

    def _show_rows_from(self, row: int, *, with_cursor: bool) -> None:
        """Scroll to a row, and on as far as a passage at the cursor that begins below it needs; the cursor is in sight then."""
        self._height = self.size.height
        self.scroll_to(y=row, animate=False)
        if with_cursor:
            passage, at = self.cursor.passage, self.cursor.at
            if self.rows.row_of(passage.start) >= row:
                self._reveal(passage.start, passage.end)
            self._reveal(at, at)

    def _wrap(self) -> None:
        self.sheet.wrap(self.row_width)
        scroll_within(self, Size(self.row_width, len(self.rows)))
        self.refresh()

    def _redraw(self, *, moved: bool = False) -> None:
        """Draw the rows in sight that look otherwise with other annotations; if some `moved`, map them to rows first."""
        top, width = self.scroll_offset.y, self.row_width
        rows = range(top, min(top + self.size.height, len(self.rows)))
        before = self.sheet.drawn(rows, width)
        if moved:
            self.sheet.lay()
        else:
            self.sheet.look_again()
        changed = [row for row, strip in before.items() if strip is not self.sheet.strip(row, width)]
        if changed:
            self.refresh(*(Region(0, row - top, width, 1) for row in changed))

    def notify_style_update(self) -> None:
        """Draw again after a change of theme."""
        super().notify_style_update()
        if self.sheet.recoloured():
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of the sheet; blank below its end."""
        # The width that it is wrapped to: to ask for the one that there is, for each row, takes as long as half of a row.
        row, width = y + self.scroll_offset.y, self.virtual_size.width
        if row >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        return self.sheet.strip(row, width)
