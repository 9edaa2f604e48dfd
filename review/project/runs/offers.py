"""What a reading offers for a record's reference, as acts hold it."""

from __future__ import annotations

from review.acts import Offered
from review.domain import Offer, Reading


def offered(reading: Reading) -> dict[str, Offered]:
    """What a reading offers for the reference's fields, as acts hold it."""
    return {name: _offered(name, offer) for name, offer in reading.metadata.items()}


def _offered(name: str, offer: Offer) -> Offered:
    value: str | int | tuple[str, ...] = offer.value
    if name == "authors":
        value = tuple(author.strip() for author in offer.value.split(";") if author.strip())
    elif name == "year":
        value = int(offer.value)
    return Offered(value=value, source=offer.source, confidence=round(offer.confidence, 3))
