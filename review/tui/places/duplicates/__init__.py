"""Duplicates: records that may be the same work, compared side by side."""

from review.tui.places.duplicates.screen import DuplicatesScreen

__all__ = ["DuplicatesScreen"]
