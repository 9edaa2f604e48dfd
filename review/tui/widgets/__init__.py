"""Widgets: they show values and post messages, and know nothing of the project."""
