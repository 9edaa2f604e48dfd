"""The title line above a document; drawn without a new layout, since it changes with every key."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from review.tui.support.plain import shorten


class TitleLine(Widget):
    """Authors and title on the left, the position on the right."""

    author_year = reactive("")
    title = reactive("")
    place = reactive("")

    def render(self) -> Content:
        """The line; the title is shortened if there is too little room."""
        place = shorten(self.place, self.size.width)
        room = max(0, self.size.width - len(place) - 2)
        author = shorten(self.author_year, room)
        title = shorten(self.title, room - len(author) - 2) if room - len(author) > 6 else ""
        left = Content.assemble((author, "bold"), f"  {title}" if title else "")
        gap = " " * max(1, self.size.width - left.cell_length - len(place))
        return Content.assemble(left, gap, (place, "$foreground-muted"))
