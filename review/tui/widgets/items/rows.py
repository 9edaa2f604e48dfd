"""A list of rows that all have the same number of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from review.tui.widgets.items.items import Items


class Rows(Items):
    """The base of such lists, as that of configurations and that of searches."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id)
        self._count = 0
        self._height: Callable[[int], int] = lambda _width: 1
        self._lines_of: Callable[[int, int], Sequence[Content]] = lambda _item, _width: ()

    def show(
        self,
        count: int,
        lines_of: Callable[[int, int], Sequence[Content]],
        height: Callable[[int], int],
        cursor: int,
    ) -> None:
        """Show so many rows, with the cursor at one; it stays at its height on the screen if it can."""
        top = self.scroll_offset.y - self._first(self.cursor)
        self._count, self._lines_of, self._height = count, lines_of, height
        self._measure()
        if cursor == self.cursor:
            self.refresh()
        self.cursor = cursor
        self.scroll_to(y=top + self._first(self.cursor), animate=False, force=True)
        self.show_cursor()

    def _first(self, item: int) -> int:
        return item * self._height(self.room)

    def _measure(self) -> None:
        self.laid_out(self._count * self._height(self.room))

    @property
    def count(self) -> int:
        """The number of rows."""
        return self._count

    def place(self, item: int) -> tuple[int, int]:
        """The first line of a row, and its height."""
        return self._first(item), self._height(self.room)

    def item_at(self, line: int) -> int | None:
        """The row of a line."""
        item = line // self._height(self.room)
        return item if item < self._count else None

    def line(self, line: int) -> Content | None:
        """A line of a row."""
        item = self.item_at(line)
        return None if item is None else self._lines_of(item, self.room)[line % self._height(self.room)]

    def on_resize(self) -> None:
        """Keep the cursor in view at the new size."""
        self._measure()
        self.show_cursor()

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages."""
        self.cursor += pages * max(1, self.size.height // self._height(self.room) - 1)
