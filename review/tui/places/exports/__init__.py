"""Exports: each table with its preview, and writing them."""

from review.tui.places.exports.screen import ExportsScreen

__all__ = ["ExportsScreen"]
