"""A list of items of one or more lines each, with a cursor: of its lines only those in sight are made."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from review.tui.widgets.fitting.within import scroll_within
from review.tui.widgets.items.drawing import drawn


class Items(ScrollView, can_focus=True):
    """The base of such lists, as that of configurations and that of the desk's material; items are counted from 0."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"items--cursor"}
    ALLOW_SELECT = False
    auto_links = False

    cursor = reactive(0, repaint=False)

    @dataclass
    class Highlighted(Message):
        """The cursor is on this item."""

        items: Items
        item: int

        @property
        def control(self) -> Items:
            """The list."""
            return self.items

    @dataclass
    class Opened(Message):
        """An item was opened with Enter or a double click."""

        items: Items
        item: int

        @property
        def control(self) -> Items:
            """The list."""
            return self.items

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(512)
        self._room: int | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Items are opened where there are any."""
        return (self.count > 0 or action != "open") and super().check_action(action, parameters)

    # What there is to show

    @property
    @abstractmethod
    def count(self) -> int:
        """The number of items."""

    @abstractmethod
    def place(self, item: int) -> tuple[int, int]:
        """The first line of an item, and the number of its lines."""

    @abstractmethod
    def item_at(self, line: int) -> int | None:
        """The item of a line; None if it has none."""

    @abstractmethod
    def line(self, line: int) -> Content | None:
        """The content of a line; None after the last one."""

    @property
    def room(self) -> int:
        """The cells of a line."""
        return self.scrollable_content_region.width if self._room is None else self._room

    def laid_out(self, lines: int) -> None:
        """Draw again, with so many lines."""
        self._strips.clear()
        scroll_within(self, Size(self.room, lines))
        self.refresh()

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines; their room, which each of them asks for several times, is the same for all."""
        self._room = self.scrollable_content_region.width
        try:
            return super().render_lines(crop)
        finally:
            self._room = None

    def render_line(self, y: int) -> Strip:
        """A line, from the cache if it was drawn before, in the same theme and, with the cursor, the same focus."""
        line = y + self.scroll_offset.y
        item = self.item_at(line)
        has_cursor = item is not None and item == self.cursor
        style = self.get_visual_style("items--cursor") if has_cursor else self.visual_style
        key = (line, has_cursor, self.room, style, self.app.theme)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(line, style, has_cursor=has_cursor)
        return strip

    def _draw(self, line: int, style: Style, *, has_cursor: bool) -> Strip:
        content = self.line(line)
        if content is None:
            return Strip.blank(self.room, style.rich_style)
        if has_cursor:
            # Colours of signs are legible on the screen's background, not on that of the cursor.
            content = content.without_spans
        return drawn(content, self.room, style)

    def on_focus(self) -> None:
        """Draw the cursor as the focused one."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as an unfocused one."""
        self.refresh()

    # Moving

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Keep the cursor in view, and post where it is; only the items that it left and reached are painted again."""
        for item in (before, cursor):
            if 0 <= item < self.count:
                self.refresh_lines(*self.place(item))
        self.show_cursor()
        if self.count:
            self.post_message(self.Highlighted(self, self.cursor))

    def show_cursor(self) -> None:
        """Scroll to the item under the cursor."""
        if self.count:
            first, height = self.place(self.cursor)
            self.scroll_to_region(
                Region(0, first, 1, min(height, max(1, self.size.height))), animate=False, force=True
            )

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the pointer; a double click opens the item."""
        position = event.get_content_offset(self)
        item = None if position is None else self.item_at(position.y + self.scroll_offset.y)
        if item is not None:
            self.cursor = item
            if event.chain == 2:
                self.action_open()

    def action_move(self, by: int) -> None:
        """Move the cursor by a number of items."""
        self.cursor += by

    def action_jump(self, item: int) -> None:
        """Move the cursor to an item; negative ones count from the end."""
        self.cursor = item if item >= 0 else self.count + item

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self.count:
            self.post_message(self.Opened(self, self.cursor))
