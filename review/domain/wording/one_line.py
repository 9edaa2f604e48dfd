"""Texts in lists of one line each."""

from __future__ import annotations


def on_one_line(text: str) -> str:
    """The text with its line ends and repeated spaces as single spaces."""
    return " ".join(text.split())
