"""The widget that papers are read and coded in, and what it is made of."""

from review.tui.widgets.reading.marks import CodingMark, MarginNote
from review.tui.widgets.reading.view import ReadingView

__all__ = ["CodingMark", "MarginNote", "ReadingView"]
