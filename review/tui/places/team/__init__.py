"""The place of the team (F11): conflicts, where coders differ, agreement, everybody's work, and copies of the review."""

from review.tui.places.team.screen import TeamScreen

__all__ = ["TeamScreen"]
