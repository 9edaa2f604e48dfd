"""The Reader: a document's text with codings and suggestions."""

from review.tui.places.reader.screen import ReaderScreen

__all__ = ["ReaderScreen"]
