"""Ids as people read them."""

from __future__ import annotations


def named(identifier: str) -> str:
    """A stage, role, stance or field as people read it: ``title abstract`` for ``title-abstract``, the id that is typed."""
    return identifier.replace("-", " ").replace("_", " ")
