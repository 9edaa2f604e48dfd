"""The Desk (F9): findings are written per theory, with its passages and configurations beside them."""

from review.tui.places.desk.screen import DeskScreen

__all__ = ["DeskScreen"]
