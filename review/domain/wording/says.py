"""What a field of a value means, said once for JSON Schema and the reference."""

from __future__ import annotations

from msgspec import Meta


def says(description: str) -> Meta:
    """What a field means, with its unit, as the JSON Schema and the reference give it."""
    return Meta(description=description)
