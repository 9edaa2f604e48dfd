"""The place of searches (F10): the log of searches, PRISMA-S's items, and the flow of records."""

from review.tui.places.searches.screen import SearchesScreen

__all__ = ["SearchesScreen"]
