"""Text that ends with an ellipsis if it does not fit."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import Static

ELLIPSIS = "…"


class Clipped(Static):
    """A Static whose last visible line ends with an ellipsis if there are more."""

    def render_line(self, y: int) -> Strip:
        """A line; the last visible one gets the ellipsis."""
        line = super().render_line(y)
        width, height = self.content_size
        if not width or y != height - 1:
            return line
        needed = self.get_content_height(Size(width, height), self.app.size, width)
        return with_ellipsis(line, width) if needed > height else line


def with_ellipsis(line: Strip, width: int) -> Strip:
    """A line of `width` cells with an ellipsis after its last character, or instead of it if it is full."""
    used = line.cell_length - (len(line.text) - len(line.text.rstrip()))
    kept = line.crop(0, min(used, width - 1))
    style = next((segment.style for segment in reversed(list(kept))), None)
    return Strip([*kept, Segment(ELLIPSIS, style)]).adjust_cell_length(width, style)
