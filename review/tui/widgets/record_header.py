"""The headings above the record list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from review.tui.widgets.record_columns import Column, fit_columns, fitted


class RecordHeader(Widget):
    """The column headings; a click on one asks for the list to be sorted by it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"record-header--sorted"}

    class SortAsked(Message):
        """A heading was clicked, to sort by it."""

        def __init__(self, sort: str) -> None:
            super().__init__()
            self.sort = sort

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = columns
        self._sort = ""
        self._descending = False
        self._empty: Collection[str] = ()

    def show_sort(self, sort: str, descending: bool) -> None:
        """Mark the heading of the column that the list is sorted by."""
        if (sort, descending) != (self._sort, self._descending):
            self._sort, self._descending = sort, descending
            self.refresh()

    def leave_out(self, empty: Collection[str]) -> None:
        """Leave out the columns about what is empty in all records."""
        if empty != self._empty:
            self._empty = empty
            self.refresh()

    def _placed(self) -> list[tuple[int, Column, int]]:
        placed, x = [], 0
        for column, width in fit_columns(self._columns, self.content_size.width, self._empty):
            placed.append((x, column, width))
            x += width + column.gap
        return placed

    def render(self) -> Content:
        """The headings; an arrow marks the sorted one."""
        parts: list[Content] = []
        for _, column, width in self._placed():
            is_sorted = bool(column.sort) and column.sort == self._sort
            arrow = ("↓" if self._descending else "↑") if is_sorted else ""
            label = column.label + arrow if len(column.label) + len(arrow) <= width else arrow or column.label
            style = self.get_visual_style("record-header--sorted", partial=True) if is_sorted else ""
            parts.append(Content.styled(fitted(label, width, right=column.right), style))
            parts.append(Content(" " * column.gap))
        return Content("").join(parts[:-1])

    def on_click(self, event: events.Click) -> None:
        """Sort by the heading under the pointer."""
        position = event.get_content_offset(self)
        for x, column, width in self._placed():
            if position is not None and x <= position.x < x + width + column.gap and column.sort:
                self.post_message(self.SortAsked(column.sort))
