"""The widget for reading and coding documents, and its parts."""

from review.tui.widgets.reading.marks import CodingMark, MarginNote
from review.tui.widgets.reading.view import ReadingView

__all__ = ["CodingMark", "MarginNote", "ReadingView"]
