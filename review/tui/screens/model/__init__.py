"""The Model: how good the suggestions have been, and how much is likely left to find."""

from review.tui.screens.model.screen import ModelScreen

__all__ = ["ModelScreen"]
