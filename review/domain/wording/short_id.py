"""Ids and hashes as people read them."""

from __future__ import annotations

DIGITS = 12
"""How many digits of an id are shown: enough to find it again by its beginning."""


def short_id(identifier: str) -> str:
    """The beginning of an id or hash, as it is shown."""
    return identifier[:DIGITS]
