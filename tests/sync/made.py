"""Events of a copy of a review, each what its hash says, in a chain."""

from __future__ import annotations

from itertools import count

from review.domain.canonical import canonical, identity
from review.domain.team.exchange import SharedEvent

REVIEW = "5" * 32
ANN, BOB = "a" * 32, "b" * 32
TIME = "2026-11-29T10:00:00.000+00:00"


def chain(replica: str, length: int, review: str = REVIEW, first: int = 1) -> list[SharedEvent]:
    """Acts of one copy, each after the one before."""
    made: list[SharedEvent] = []
    for clock in count(first):
        if len(made) == length:
            return made
        previous = made[-1].hash if made else ""
        act = canonical({"kind": "memo", "target": "T1", "text": f"memo {clock} of {replica[:1]}"})
        hash_ = identity(previous, replica, clock, TIME, "ann", act)
        made.append(SharedEvent(review, hash_, previous, replica, clock, TIME, "ann", act))
    return made
