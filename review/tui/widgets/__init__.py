"""Widgets: show values and post messages, without access to the project."""
