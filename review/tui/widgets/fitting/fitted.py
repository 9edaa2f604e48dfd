"""Text that is made for the width it gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.style import Style

from review.tui.widgets.terms import TermLinks

GAP = 2
"""Cells between a line's text and the keys at its right end."""


_ACTION = "action"


def clickable(content: Content, action: str) -> Content:
    """Content of a `Fitted` that does an action when it is clicked, without looking like a link."""
    return content.stylize(Style.from_meta({_ACTION: action}))


def first_that_fits(wordings: Sequence[Content], width: int) -> Content:
    """The first of these wordings that fits in `width` cells, else the last one, shortened."""
    return next(
        (wording for wording in wordings if wording.cell_length <= width),
        wordings[-1].truncate(max(0, width), ellipsis=True),
    )


def with_keys(wordings: Sequence[Content], keys: Content, width: int) -> Content:
    """One line: what fits of a text, and its keys at the right end, if the text fits or has half of the line."""
    room = width - keys.cell_length - GAP
    if room < min(width // 2, wordings[-1].cell_length):
        return first_that_fits(wordings, width)
    line = first_that_fits(wordings, room)
    return line + Content(" " * (room - line.cell_length + GAP)) + keys


class Fitted(TermLinks):
    """Shows what a function makes of the widget's width; its terms can be clicked (`term_link`)."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._make: Callable[[int], Content] = lambda _width: Content("")
        self._made: dict[tuple[int, Size], Content] = {}
        self._before: dict[tuple[int, Size], Content] = {}
        """What was made last of what may not have been painted yet."""

    def show(self, make: Callable[[int], Content]) -> None:
        """Show this content, and make it again for another width; what is shown already is not painted again."""
        width = self.content_size.width
        self._before = self._made or self._before
        before = self._before.get((width, self.app.size)) if self.display and width else None
        self._make, self._made = make, {}
        if not self.display:
            return  # it is laid out, and painted, when it is displayed again
        if before is None:
            self.refresh(layout=True)
        elif not (shown := self._content(width)).is_same(before):
            self.refresh(layout=shown.get_height({}, width) != before.get_height({}, width))

    def _content(self, width: int) -> Content:
        """The content for a width, made once: it is asked for its height, and to be painted."""
        key = width, self.app.size
        if key not in self._made:
            self._made[key] = self._make(width)
        return self._made[key]

    def render(self) -> Content:
        """The content for the present width."""
        return self._content(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """The height at a width; not cached, since the content changes with it."""
        return self._content(width).get_height({}, width) if width else 0

    async def on_click(self, event: events.Click) -> None:
        """Do the action of what was clicked."""
        if action := event.style.meta.get(_ACTION):
            await self.run_action(action)
