"""The Reader: a document's text, the codings on it and the suggestions for it."""

from review.tui.places.reader.screen import ReaderScreen

__all__ = ["ReaderScreen"]
