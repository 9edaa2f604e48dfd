"""Duplicates: records that may be one work, settled side by side."""

from review.tui.places.duplicates.screen import DuplicatesScreen

__all__ = ["DuplicatesScreen"]
