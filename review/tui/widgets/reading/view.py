"""Reading by hand: the keys and the mouse that move through a document and select in it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.timer import Timer

from review.domain import Document, PassageKind
from review.tui.widgets.reading.layout import cells, cluster_end, offset_at
from review.tui.widgets.reading.movement import next_word, previous_word, word_at
from review.tui.widgets.reading.text_view import TextView

_DRAG_SECONDS = 0.05
"""How often the text scrolls by a row while the mouse is dragged beyond an edge."""


class ReadingView(TextView):
    """A document to read. It knows offsets, passages and marks; what they mean is its screen's affair."""

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
        Binding("ctrl+left,b", "word(-1)", "Previous word", show=False, id="reading.previous_word"),
        Binding("pagedown,space", "screenful(1)", "Screen down", show=False, id="reading.page_down"),
        Binding("pageup", "screenful(-1)", "Screen up", show=False, id="reading.page_up"),
        Binding("home", "row_edge(-1)", "Start of row", show=False, id="reading.row_start"),
        Binding("end", "row_edge(1)", "End of row", show=False, id="reading.row_end"),
        Binding("ctrl+home", "edge(-1)", "Start of text", show=False, id="reading.start"),
        Binding("ctrl+end", "edge(1)", "End of text", show=False, id="reading.end"),
    ]

    def __init__(self, document: Document, at: int = 0, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(document, at, id=id)
        self._pressed: int | None = None
        self._pointer = (0, 0)
        self._drag: Timer | None = None

    def action_passage(self, step: int) -> None:
        """Go to the next passage or the one before; headings are passed over."""
        index = self.passage_index
        candidates = self.passages[index + 1 :] if step > 0 else self.passages[:index][::-1]
        reading = (passage for passage in candidates if passage.kind is not PassageKind.HEADING)
        target = next(reading, candidates[0] if candidates else self.passage)
        self.go_to(target.start)

    def action_sentence(self, step: int) -> None:
        """Select the sentence at the cursor, or take in one more in that direction, or give one back."""
        if not self.passages:
            return
        if self.selected_from is None:
            start, end = self.sentences.at(self.cursor)
            self.change(start, end - 1)
        else:
            self.change(*self.sentences.extended(self.selected_from, self.cursor, step))

    def action_mark(self) -> None:
        """Begin a selection at the cursor, or give it up."""
        self.change(self.cursor if self.selected_from is None else None, self.cursor)

    def action_character(self, step: int) -> None:
        """Move by a character."""
        if step > 0 and self.cursor < len(self.text) - 1:
            following = cluster_end(self.text, self.cursor)
            self.move(following + (self.text[following : following + 1] == "\n"))
        elif step < 0 and self.cursor > 0:
            before = self.cursor - 1
            self.move(before - (self.text[before] == "\n"))

    def action_word(self, step: int) -> None:
        """Move by a word."""
        move = next_word if step > 0 else previous_word
        self.move(move(self.text, self.cursor))

    def action_row(self, step: int) -> None:
        """Move by a row, in the same column."""
        self._move_rows(step)

    def action_screenful(self, step: int) -> None:
        """Move by as many rows as are in sight."""
        rows = max(1, self.size.height - 2)
        self.scroll_to(y=self.scroll_offset.y + step * rows, animate=False)
        self._move_rows(step * rows)

    def action_row_edge(self, step: int) -> None:
        """Go to the start of the row or its end."""
        if not len(self.rows):
            return
        row = self.rows.row_of(self.cursor)
        self.move(self.rows.starts[row] if step < 0 else self.rows.ends[row] - 1)

    def action_edge(self, step: int) -> None:
        """Go to the start of the text or its end."""
        self.move(0 if step < 0 else len(self.text))

    def _move_rows(self, step: int) -> None:
        if not len(self.rows):
            return
        row = self.rows.row_of(self.cursor)
        x = cells(self.text, self.rows.starts[row], self.cursor)
        target = max(0, min(len(self.rows) - 1, row + step))
        while self.rows.is_gap(target) and 0 < target < len(self.rows) - 1:
            target += 1 if step > 0 else -1
        self.move(self._offset_at(x, target))

    def _offset_at(self, x: int, row: int) -> int:
        row = max(0, min(row, len(self.rows) - 1))
        if self.rows.is_gap(row):
            row = max(0, row - 1)
        return offset_at(self.text, self.rows.starts[row], self.rows.ends[row], max(0, x))

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the pointer; dragging selects from there."""
        if event.button != 1 or not self.passages:
            return
        self._pressed = self._under(event.x, event.y)
        self.capture_mouse()
        self.change(None, self._pressed)

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
        """Two clicks select a word, three the passage."""
        if not self.passages:
            return
        if event.chain == 2:
            self.select(*word_at(self.text, self._under(event.x, event.y)))
        elif event.chain == 3:
            self.select(self.passage.start, self.passage.end)

    def _select_to_pointer(self) -> None:
        x, y = self._pointer
        offset = self._under(x, max(-1, min(y, self.size.height)))
        if self._pressed is not None and (self.selected_from is not None or offset != self._pressed):
            self.change(self._pressed, offset)

    def _stop_scrolling(self) -> None:
        if self._drag is not None:
            self._drag.stop()
            self._drag = None

    def _under(self, x: int, y: int) -> int:
        """The offset of the character under a cell of the widget."""
        return self._offset_at(x - self.columns.text_start, y + self.scroll_offset.y)
