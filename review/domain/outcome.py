"""What the reviewers' decisions on a record at a stage come to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from review.domain.act import Decision


class Outcome(StrEnum):
    """What a record's decisions at a stage come to; `none` while fewer reviewers than needed have decided."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"
    PARK = "park"
    CONFLICT = "conflict"
    NONE = "none"


def outcome(decisions: Iterable[Decision], reviewers_needed: int) -> Outcome:
    """What the decisions of one record at one stage come to.

    `decisions` are in the order in which they were made: a reviewer's later one replaces the earlier. Reviewers
    who disagree are in conflict even where the stage asks for one reviewer only.
    """
    decided = {decision.reviewer: decision.decision for decision in decisions}
    if not decided or len(decided) < reviewers_needed:
        return Outcome.NONE
    kinds = set(decided.values())
    return Outcome(kinds.pop().value) if len(kinds) == 1 else Outcome.CONFLICT
