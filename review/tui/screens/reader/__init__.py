"""The Reader: a document's text, the codings on it and the suggestions for it."""

from review.tui.screens.reader.screen import ReaderScreen

__all__ = ["ReaderScreen"]
