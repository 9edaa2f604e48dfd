"""The Library: every record of the review, searched, filtered, sorted and opened."""

from review.tui.places.library.screen import LibraryScreen

__all__ = ["LibraryScreen"]
