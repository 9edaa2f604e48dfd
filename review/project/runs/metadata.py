"""The values found in a file for a record's reference, in the form stored in acts."""

from __future__ import annotations

from review.acts import MetadataValue
from review.domain import FoundValue, Reading


def metadata_values(reading: Reading) -> dict[str, MetadataValue]:
    """The values that a reading found for the reference's fields, in the form stored in acts."""
    return {name: _stored(name, found) for name, found in reading.metadata.items()}


def _stored(name: str, found: FoundValue) -> MetadataValue:
    value: str | int | tuple[str, ...] = found.value
    if name == "authors":
        value = tuple(author.strip() for author in found.value.split(";") if author.strip())
    elif name == "year":
        value = int(found.value)
    return MetadataValue(value=value, source=found.source, confidence=round(found.confidence, 3))
