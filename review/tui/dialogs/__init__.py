"""Dialogs that open over a place, each with its styles beside it."""
