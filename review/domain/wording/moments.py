"""Moments (ISO 8601, UTC) as people read them."""

from __future__ import annotations


def day_of(time: str) -> str:
    """The day of a moment: ``2016-04-30``."""
    return time[:10]


def minute_of(time: str) -> str:
    """The day and minute of a moment: ``2016-04-30 14:05``."""
    return time[:16].replace("T", " ")
