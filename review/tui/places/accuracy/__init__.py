"""Accuracy (F7): how good the suggestions are, and how much is likely left to find."""

from review.tui.places.accuracy.screen import AccuracyScreen

__all__ = ["AccuracyScreen"]
