"""A terminal program for realist literature reviews."""

__version__ = "0.1.0"
