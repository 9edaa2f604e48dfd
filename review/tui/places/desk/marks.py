"""The lines below the prose: paragraphs that have to be looked at again, and why."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from review.tui.places.desk.quoted import Marked
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED

MOST = 3
"""The most marks that are shown at a time; a key goes to the others."""


class MarkLines(Widget):
    """Marks from the current one on, as many as there is room for, each with the line of its paragraph."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._marks: Sequence[Marked] = ()
        self._first = 0
        self._key = ""
        self._notice = ""
        self.display = False

    def show(self, marks: Sequence[Marked], first: int, key: str, notice: str) -> None:
        """Show a notice, if there is one, and these marks, from one of them on; `key` goes to the next."""
        shown = marks, first, key, notice
        if shown == (self._marks, self._first, self._key, self._notice):
            return
        self._marks, self._first, self._key, self._notice = shown
        self.display = bool(marks or notice)
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[Content]:
        width = max(1, width)
        shown = [*self._marks[self._first :], *self._marks[: self._first]][:MOST]
        lines = [Content.styled(shorten(self._notice, width), "bold $text-warning")] if self._notice else []
        for number, mark in enumerate(shown):
            line = Content.assemble((f"line {mark.line} ", "bold $text-warning"), plain(mark.why))
            # The current one in full; of the others what fits.
            lines += line.wrap(width) if number == 0 else [line.truncate(width, ellipsis=True)]
        if more := len(self._marks) - len(shown):
            lines.append(Content.styled(f"{more:,} more · {self._key} goes to the next", MUTED))
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many lines as there are to show."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.content_size.width))
