"""Appraisals: a grid of records and theories that shows what is not appraised yet."""

from review.tui.places.appraisals.screen import AppraisalsScreen

__all__ = ["AppraisalsScreen"]
