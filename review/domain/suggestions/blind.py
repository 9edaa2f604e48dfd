"""The blind share: passages that are shown to a reviewer without suggestions, drawn at random."""

from __future__ import annotations

import hashlib


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
