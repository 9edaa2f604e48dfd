"""The outcome of the reviewers' decisions on a record at a stage."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from review.domain.act import Decision, DecisionKind


class Outcome(StrEnum):
    """The outcome of a record at a stage; `none` while fewer reviewers than needed have decided."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"
    PARK = "park"
    CONFLICT = "conflict"
    NONE = "none"


def outcome(
    decisions: Iterable[Decision], reviewers_needed: int, settled: DecisionKind | None = None
) -> Outcome:
    """The outcome of the decisions on one record at one stage.

    `decisions` are in the order in which they were made; a reviewer's later one replaces the earlier. Reviewers who
    disagree are in conflict even if the stage needs only one reviewer. What is `settled` counts instead of their decisions,
    later ones too, as long as as many as the stage needs have decided: a settlement says what they decided.
    """
    decided = {decision.reviewer: decision.decision for decision in decisions}
    if not decided or len(decided) < reviewers_needed:
        return Outcome.NONE
    if settled is not None:
        return Outcome(settled.value)
    kinds = set(decided.values())
    return Outcome(kinds.pop().value) if len(kinds) == 1 else Outcome.CONFLICT
