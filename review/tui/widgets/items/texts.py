"""A list of texts, each as high as it is at the width: as many are measured as were in sight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size

from review.tui.widgets.fitting.within import scroll_within
from review.tui.widgets.items.items import Items

EMPTY = Content("")

LINES = 4
"""Lines that a text is taken to have until it is measured, with the empty one after it."""


class Texts(Items):
    """The base of such lists, as that of the passages coded to a theory; an empty line follows each text."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id)
        self._count = 0
        self._text_of: Callable[[int], Content] = lambda _item: EMPTY
        self._instead = EMPTY
        self._lines: list[Content] = []
        self._tops = [0]
        """The first line of each text that is measured, and the line after them."""

    def show(
        self, count: int, text_of: Callable[[int], Content], cursor: int, instead: Content = EMPTY
    ) -> None:
        """Show so many texts, with the cursor at one; where there are none, what to say `instead`."""
        self._count, self._text_of, self._instead = count, text_of, instead
        self._begin()
        self.cursor = cursor
        self.show_cursor()

    def on_resize(self) -> None:
        """Measure again, and keep the cursor in view."""
        self._begin()
        self.show_cursor()

    def _begin(self) -> None:
        self._lines, self._tops = [], [0]
        if self.room and not self._count:
            self._lines = list(self._instead.wrap(self.room))
        self.laid_out(self._height)

    # Measuring

    @property
    def _measured(self) -> int:
        return len(self._tops) - 1

    @property
    def _height(self) -> int:
        """The lines of all texts, as far as it is known."""
        return len(self._lines) + (self._count - self._measured) * LINES

    def _measure_next(self) -> None:
        self._lines += [*self._text_of(self._measured).wrap(self.room), EMPTY]
        self._tops.append(len(self._lines))

    def _measure_to(self, line: int) -> None:
        """Measure all texts that begin before a line; it may be about to be drawn, so the bar follows later."""
        before = self._measured
        while self.room and self._measured < self._count and len(self._lines) <= line:
            self._measure_next()
        if self._measured > before:
            self.call_later(self._fit)

    def _fit(self) -> None:
        if self.room:
            scroll_within(self, Size(self.room, self._height))

    # What there is to show

    @property
    def count(self) -> int:
        """The number of texts."""
        return self._count

    def place(self, item: int) -> tuple[int, int]:
        """The first line of a text, and the number of its lines."""
        if not self.room:
            return 0, 0
        if item >= self._measured:
            while self._measured <= item:
                self._measure_next()
            self._fit()
        return self._tops[item], self._tops[item + 1] - self._tops[item]

    def item_at(self, line: int) -> int | None:
        """The text of a line."""
        self._measure_to(line)
        return bisect_right(self._tops, line) - 1 if line < self._tops[-1] else None

    def line(self, line: int) -> Content | None:
        """A line."""
        self._measure_to(line)
        return self._lines[line] if line < len(self._lines) else None

    def action_page(self, pages: int) -> None:
        """Move the cursor to the text that is so many pages further."""
        if self.count:
            line = self.place(self.cursor)[0] + pages * max(1, self.size.height - 1)
            found = self.item_at(max(0, line))
            self.cursor = self.cursor + pages if found in {None, self.cursor} else found or 0
