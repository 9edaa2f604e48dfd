"""Descriptions of fields, used in the JSON Schema and the reference."""

from __future__ import annotations

from msgspec import Meta


def meaning(description: str) -> Meta:
    """Describe a field, with its unit, for the JSON Schema and the reference."""
    return Meta(description=description)
