"""The title line above a document; drawn without a new layout, since it changes with every key."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from review.tui.support.plain import shorten
from review.tui.support.themes import MUTED

BETWEEN = " · "
"""Stands between two parts of the position."""

AUTHOR = 24
"""Cells that the parts of the position leave for the author."""


class TitleLine(Widget):
    """Authors and title on the left, the position on the right.

    Its parts are whole; the last ones are left out where there is no room.
    """

    author_year = reactive("")
    title = reactive("")
    place = reactive("")

    def render(self) -> Content:
        """The line; the title is shortened if there is too little room."""
        place = self._fitting(self.size.width - min(cell_len(self.author_year), AUTHOR) - 2)
        room = max(0, self.size.width - len(place) - 2)
        author = shorten(self.author_year, room)
        title = shorten(self.title, room - len(author) - 2) if room - len(author) > 6 else ""
        left = Content.assemble((author, "bold"), f"  {title}" if title else "")
        gap = " " * max(1, self.size.width - left.cell_length - len(place))
        return Content.assemble(left, gap, (place, MUTED))

    def _fitting(self, room: int) -> str:
        """The first parts of the position that fit, at least one."""
        parts = self.place.split(BETWEEN)
        while len(parts) > 1 and cell_len(BETWEEN.join(parts)) > room:
            del parts[-1]
        return shorten(BETWEEN.join(parts), self.size.width)
