"""Shows one configuration in full, with a cursor that goes over its elements and passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from review.tui.places.configurations.detail import DetailLine
from review.tui.places.configurations.items import Items


class DetailView(Items):
    """One configuration in full; the cursor goes over its elements and passages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="configuration-parts.open"),
        Binding("down,j", "move(1)", "Next passage or element", show=False, id="configuration-parts.next"),
        Binding(
            "up,k", "move(-1)", "Previous passage or element", show=False, id="configuration-parts.previous"
        ),
        Binding("pagedown", "page(1)", "Page down", show=False, id="configuration-parts.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="configuration-parts.page_up"),
        Binding("home,g", "jump(0)", "Beginning", show=False, id="configuration-parts.first"),
        Binding("end,G", "jump(-1)", "End", show=False, id="configuration-parts.last"),
    ]

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id)
        self._make: Callable[[int], Sequence[DetailLine]] = lambda _width: ()
        self._lines: Sequence[DetailLine] = ()
        self._parts: list[str] = []
        self._shown = ""

    def show(self, shown: str, make: Callable[[int], Sequence[DetailLine]]) -> None:
        """Show what `make` makes of the width. From its start if another one was `shown`, else cursor and place stay."""
        part, top = self.part, self.scroll_offset.y
        self._make = make
        is_other, self._shown = shown != self._shown, shown
        self._lay_out()
        if is_other:
            self.cursor = 0
            self.scroll_home(animate=False, force=True)
        else:
            self.cursor = self._parts.index(part) if part in self._parts else self.cursor
            self.scroll_to(y=top, animate=False, force=True)

    def _lay_out(self) -> None:
        self._lines = self._make(self.room) if self.room else ()
        self._parts = list(dict.fromkeys(line.part for line in self._lines if line.part))
        self.laid_out(len(self._lines))

    @property
    def part(self) -> str:
        """The id of the element or fragment under the cursor."""
        return self._parts[self.cursor] if self.cursor < len(self._parts) else ""

    @property
    def count(self) -> int:
        """The number of elements and fragments."""
        return len(self._parts)

    def place(self, item: int) -> tuple[int, int]:
        """The first line of an element or fragment, and the number of its lines."""
        part = self._parts[item]
        lines = [number for number, line in enumerate(self._lines) if line.part == part]
        return lines[0], lines[-1] + 1 - lines[0]

    def item_at(self, line: int) -> int | None:
        """The element or fragment of a line."""
        part = self._lines[line].part if line < len(self._lines) else ""
        return self._parts.index(part) if part else None

    def line(self, line: int) -> Content | None:
        """A line."""
        return self._lines[line].content if line < len(self._lines) else None

    def on_resize(self) -> None:
        """Lay the text out for the new width."""
        self._lay_out()

    def action_move(self, by: int) -> None:
        """Go to the next or previous element or passage; scroll where it is longer than the window, and at both ends."""
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
