"""A text of any length with a cursor that goes over its parts, such as the passages in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content

from review.tui.widgets.items.items import Items

FREE = 1
"""The cells that words leave free before the scroll bar."""


class PartLine(NamedTuple):
    """A line, and the id of the part that it belongs to; ``""`` if it belongs to none."""

    content: Content
    part: str = ""


class PartLines:
    """Lines with where their parts are, so that a cursor that moves over thousands of lines does not look for them.

    Where there are as many, they may be made in any thread.
    """

    def __init__(self, lines: Sequence[PartLine] = ()) -> None:
        self.lines = lines
        parts = [line.part for line in lines]
        self._last = {part: number for number, part in enumerate(parts)}
        self._first = {part: number for number, part in reversed([*enumerate(parts)])}
        self.parts = [part for part in self._last if part]
        """The ids of the parts, in order."""
        self.numbers = {part: number for number, part in enumerate(self.parts)}
        """The place of each in that order."""

    def place(self, number: int) -> tuple[int, int]:
        """The first line of a part, and the number of its lines."""
        part = self.parts[number]
        return self._first[part], self._last[part] + 1 - self._first[part]

    def is_same(self, other: PartLines) -> bool:
        """Whether the lines look the same and belong to the same parts."""
        return self is other or (
            len(self.lines) == len(other.lines)
            and all(
                one is another or (one.part == another.part and one.content.is_same(another.content))
                for one, another in zip(self.lines, other.lines, strict=True)
            )
        )


class PartsView(Items):
    """Lines made for the width; the cursor goes over their parts."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id)
        self._make: Callable[[int], Sequence[PartLine] | PartLines] = lambda _width: ()
        self._made = PartLines()
        self._shown = ""
        self._width = 0

    def show(self, shown: str, make: Callable[[int], Sequence[PartLine] | PartLines]) -> None:
        """Show what `make` makes of the width. From its start if another one was `shown`, else cursor and place stay."""
        part, top = self.part, self.scroll_offset.y
        self._make = make
        is_other, self._shown = shown != self._shown, shown
        self._lay_out()
        if is_other:
            self.cursor = 0
            self.scroll_home(animate=False, force=True)
        else:
            self.cursor = self._made.numbers.get(part, self.cursor)
            self.scroll_to(y=top, animate=False, force=True)

    def _lay_out(self) -> None:
        """Make the lines for the width; where they are those that are shown, nothing is drawn again."""
        before, shown_in, self._width = self._made, self._width, self.room
        made = self._make(self._width) if self._width else ()
        self._made = made if isinstance(made, PartLines) else PartLines(made)
        if shown_in != self._width or not self._made.is_same(before):
            self.laid_out(len(self._made.lines))

    @property
    def part(self) -> str:
        """The id of the part under the cursor."""
        parts = self._made.parts
        return parts[self.cursor] if self.cursor < len(parts) else ""

    @property
    def is_cursor_in_view(self) -> bool:
        """Whether the first line of the part under the cursor is in the window."""
        first = self.place(self.cursor)[0] if self.count else -1
        return self.scroll_offset.y <= first < self.scroll_offset.y + self.size.height

    @property
    def count(self) -> int:
        """The number of parts."""
        return len(self._made.parts)

    def place(self, item: int) -> tuple[int, int]:
        """The first line of a part, and the number of its lines."""
        return self._made.place(item)

    def item_at(self, line: int) -> int | None:
        """The part of a line."""
        lines = self._made.lines
        return self._made.numbers.get(lines[line].part) if line < len(lines) else None

    def line(self, line: int) -> Content | None:
        """A line."""
        lines = self._made.lines
        return lines[line].content if line < len(lines) else None

    def on_resize(self) -> None:
        """Lay the text out for the new width, if it is another one."""
        if self.room != self._width:
            self._lay_out()

    def action_move(self, by: int) -> None:
        """Go to the next or previous part; scroll where it is longer than the window, and at both ends."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        first, height = self.place(self.cursor) if self.count else (0, 0)
        is_last = not self.count or not 0 <= self.cursor + by < self.count
        is_hidden = first + height > bottom if by > 0 else first < top
        if is_last or is_hidden:
            self.scroll_relative(y=by * (max(1, self.size.height - 2) if is_hidden else 1), animate=False)
        else:
            self.cursor += by

    def action_jump(self, item: int) -> None:
        """Go to the beginning or the end."""
        super().action_jump(item)
        if item:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False)
