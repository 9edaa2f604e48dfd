"""Configurations (F8): contexts, mechanisms and outcomes composed from passages, and how they are linked."""

from review.tui.places.configurations.screen import ConfigurationsScreen

__all__ = ["ConfigurationsScreen"]
