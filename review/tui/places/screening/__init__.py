"""The Screen: one record after the other, decided by a key against written criteria."""

from review.tui.places.screening.screen import ScreeningScreen

__all__ = ["ScreeningScreen"]
