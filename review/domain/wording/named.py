"""Ids as people read them."""

from __future__ import annotations

_WITH_HYPHEN = frozenset({"hand-over"})
"""Ids that are words with a hyphen."""


def named(identifier: str) -> str:
    """A stage, role, stance or field as people read it: ``title abstract`` for ``title-abstract``, the id that is typed."""
    return identifier if identifier in _WITH_HYPHEN else identifier.replace("-", " ").replace("_", " ")


def capitalised(text: str) -> str:
    """A text with a capital first letter; the others stay as they are."""
    return text[:1].upper() + text[1:]
