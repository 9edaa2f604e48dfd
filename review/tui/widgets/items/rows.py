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
        self._made_of: object = None
        self._made: tuple[int, int, Sequence[Content]] | None = None
        self._lines_of: Callable[[int, int], Sequence[Content]] = lambda _item, _width: ()

    def show(
        self,
        count: int,
        lines_of: Callable[[int, int], Sequence[Content]],
        height: Callable[[int], int],
        cursor: int,
        made_of: object = None,
    ) -> None:
        """Show so many rows, with the cursor at one; it stays at its height on the screen if it can.

        If `made_of`, what the rows are made of, is equal to what is shown, nothing is drawn again.
        """
        top = self.scroll_offset.y - self._first(self.cursor)
        is_same = made_of is not None and made_of == self._made_of
        self._count, self._lines_of, self._height, self._made_of = count, lines_of, height, made_of
        if not is_same:
            self._measure()
        self.cursor = cursor
        self.scroll_to(y=top + self._first(self.cursor), animate=False, force=True)
        self.show_cursor()

    def _first(self, item: int) -> int:
        return item * self._height(self.room)

    def _measure(self) -> None:
        self._made = None
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
        item, width = self.item_at(line), self.room
        if item is None:
            return None
        if self._made is None or self._made[:2] != (
            item,
            width,
        ):  # its lines are asked for one after the other
            self._made = item, width, self._lines_of(item, width)
        return self._made[2][line % self._height(width)]

    def on_resize(self) -> None:
        """Keep the cursor in view at the new size."""
        self._measure()
        self.show_cursor()

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages."""
        self.cursor += pages * max(1, self.size.height // self._height(self.room) - 1)
