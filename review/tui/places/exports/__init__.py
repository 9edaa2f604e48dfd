"""Exports: tables with a preview, written to files."""

from review.tui.places.exports.screen import ExportsScreen

__all__ = ["ExportsScreen"]
