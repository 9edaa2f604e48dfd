"""Decisions on records whose document was not retrieved, which the flow does not count."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain.outcome import Outcome

DONE_UNSEEN: Mapping[str, str] = {Outcome.EXCLUDE: "excluded", Outcome.PARK: "parked"}
"""What was done by the decisions that count in no box after the first stage, if the document was not retrieved."""


def counts_as_not_retrieved(decision: str) -> str:
    """That the flow does not count such a decision, in words that continue a line; empty for other decisions."""
    done = DONE_UNSEEN.get(decision)
    return f"; its document was not retrieved, so the flow counts it there, not as {done}" if done else ""
