"""What a reading offers for a record's reference, as acts hold it."""

from __future__ import annotations

from typing import Any

from review.model import Offer, Reading


def offered(reading: Reading) -> dict[str, Any]:
    """What a reading offers for the reference's fields, as acts hold it."""
    return {name: _offered(name, offer) for name, offer in reading.metadata.items()}


def _offered(name: str, offer: Offer) -> dict[str, Any]:
    value: object = offer.value
    if name == "authors":
        value = [author.strip() for author in offer.value.split(";") if author.strip()]
    elif name == "year":
        value = int(offer.value)
    return {"value": value, "source": offer.source, "confidence": round(offer.confidence, 3)}
