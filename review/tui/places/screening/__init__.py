"""Screening: decide on one record after another against written criteria."""

from review.tui.places.screening.screen import ScreeningScreen

__all__ = ["ScreeningScreen"]
