"""Where each record of evidence is in the flow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from review.domain import Outcome


class Candidate(Struct, frozen=True):
    """A record of evidence: the outcome at each stage that has one, and the criterion that decided where it was excluded.

    `differing` are the stages at which reviewers excluded it, but by different criteria; `has_file` is whether its document is in the review.
    """

    outcomes: Mapping[str, Outcome]
    criteria: Mapping[str, str] = {}
    is_not_retrieved: bool = False
    differing: Collection[str] = ()
    has_file: bool = True


class Place(StrEnum):
    """Where a record of evidence is in the flow: each is in one place, the farthest that a decision took it to."""

    WAITING = "not yet screened"
    EXCLUDED_AT_SCREENING = "excluded at screening"
    LEFT_AT_SCREENING = "parked or in conflict at screening"
    NOT_RETRIEVED = "not retrieved"
    PENDING = "not yet assessed"
    EXCLUDED = "excluded"
    PARKED = "parked"
    UNDECIDED = "undecided"
    INCLUDED = "included"


def place_of(candidate: Candidate, stages: Sequence[str]) -> tuple[Place, str]:
    """Where a record is, and the stage whose outcome took it there (``""`` while it waits).

    The outcome at the last stage that has one counts, whatever was decided before: N is made of those included at the last stage. In
    a review with one stage, this screens and assesses.
    """
    reached = [stage for stage in stages if candidate.outcomes.get(stage, Outcome.NONE) is not Outcome.NONE]
    if not reached:
        return Place.WAITING, ""
    stage = reached[-1]
    return _place(candidate, stage, candidate.outcomes[stage], stages), stage


def _place(candidate: Candidate, stage: str, outcome: Outcome, stages: Sequence[str]) -> Place:
    if stage == stages[0] and outcome is Outcome.EXCLUDE:
        return Place.EXCLUDED_AT_SCREENING
    is_last = stage == stages[-1]
    if stage == stages[0] and not is_last and outcome in (Outcome.PARK, Outcome.CONFLICT):
        return Place.LEFT_AT_SCREENING
    if is_last and outcome is Outcome.INCLUDE:
        return Place.INCLUDED
    if candidate.is_not_retrieved:
        return Place.NOT_RETRIEVED
    decided = {Outcome.EXCLUDE: Place.EXCLUDED, Outcome.PARK: Place.PARKED}
    return decided.get(outcome, Place.UNDECIDED if is_last else Place.PENDING)
