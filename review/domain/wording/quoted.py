"""Passages in quotation marks, as prose quotes them."""

from __future__ import annotations

_WITHIN = str.maketrans('“”„"', "‘’‚'")


def quoted(text: str) -> str:
    """A text in double quotation marks; its own become single ones: ``“What they called ‘a fright’.”``."""
    return f"“{nested(text)}”"


def nested(text: str) -> str:
    """A text that something puts into double quotation marks: its own are single ones."""
    return text.translate(_WITHIN)
