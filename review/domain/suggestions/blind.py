"""The blind share: passages that are shown to a reviewer without suggestions, drawn at random; and what they show."""

from __future__ import annotations

import hashlib

from msgspec import UnsetType

from review.domain.suggestions.evaluation import BlindShare


def is_blind(share: float, reviewer: str, record: str, start: int) -> bool:
    """Whether a passage is in a reviewer's blind share; it stays there when the share grows.

    Args:
        share: the share of passages shown without suggestions, 0 to 1.
        reviewer: who codes; another reviewer's passages are drawn apart.
        record: the record of the passage.
        start: where the passage starts in the record's text.
    """
    drawn = hashlib.sha256(f"{reviewer}\0{record}\0{start}".encode("utf-8", "surrogatepass"))
    return int.from_bytes(drawn.digest()[:8]) < share * 2**64


def what_it_shows(found: BlindShare) -> str:
    """Whether reviewers follow suggestions when they code, in a plain sentence; ``""`` without figures.

    The models that measure it have not seen the documents, so that codes would agree with them alike in both kinds of passages
    if reviewers did not follow what they see.
    """
    if isinstance(found.difference_interval, UnsetType):
        return ""
    low, high = found.difference_interval
    if low > 0:
        return (
            "Codes agree with suggestions more where reviewers saw these: without them they might have coded otherwise (automation bias),"
            " or overlooked what was suggested."
        )
    if high < 0:
        return "Codes agree with suggestions less where reviewers saw these: no sign that they follow them."
    return "Codes agree with suggestions about as much whether reviewers saw these or not: no sign yet that they follow them."


def why_it_shows_nothing(found: BlindShare) -> str:
    """Why there are no figures, in a sentence; ``""`` where there are."""
    if not found.reason:
        return ""
    if not found.share:
        return "No passages are shown without suggestions; `suggestions: {blind_share: 0.1}` in the theory map does that for a tenth."
    return f"Whether suggestions are followed is not known yet: {found.reason}."
