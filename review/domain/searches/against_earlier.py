"""Decisions on a record at a stage that an earlier one has not let it through to: they count all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from review.domain.outcome import Outcome
from review.domain.wording.named import named

LET_THROUGH = (Outcome.INCLUDE, Outcome.MAYBE)
"""The outcomes with which a record goes on to the next stage."""

HAS_DONE: Mapping[str, str] = {
    Outcome.NONE: "has not decided on it",
    Outcome.INCLUDE: "has included it",
    Outcome.EXCLUDE: "has excluded it",
    Outcome.MAYBE: "has left it open",
    Outcome.PARK: "has parked it",
    Outcome.CONFLICT: "has reviewers who disagree on it",
}
"""What a stage has done with a record, by its outcome there."""


class AgainstEarlier(NamedTuple):
    """A record with an outcome at `stage`, where it counts, though the stage `before` has not let it through.

    `at_before` is its outcome there.
    """

    record: str
    stage: str
    before: str
    at_before: Outcome


def against_earlier(record: str, outcomes: Mapping[str, str], stages: Sequence[str]) -> AgainstEarlier | None:
    """Where the farthest outcome of a record is against an earlier one; None for most.

    `outcomes` are by stage; one that is missing counts as none.
    """
    stage = _farthest(outcomes, stages)
    before = _not_let_through(outcomes, stages[: stages.index(stage)] if stage else ())
    return (
        AgainstEarlier(record, stage, before, Outcome(outcomes.get(before, Outcome.NONE))) if before else None
    )


def other_stage_in_words(outcomes: Mapping[str, str], stages: Sequence[str], stage: str) -> str:
    """What another stage has done with a record, and whether a decision at this one counts; empty for most."""
    place = stages.index(stage)
    if before := _not_let_through(outcomes, stages[:place]):
        done = HAS_DONE[outcomes.get(before, Outcome.NONE)]
        return f"{named(before)} {done}: a decision at {named(stage)} counts all the same"
    if later := _farthest(outcomes, stages[place + 1 :]):
        in_n = " in N" if later == stages[-1] and outcomes[later] == Outcome.INCLUDE else ""
        return f"{named(later)} {HAS_DONE[outcomes[later]]}: that counts{in_n}, whatever is decided at {named(stage)}"
    return ""


def _farthest(outcomes: Mapping[str, str], stages: Sequence[str]) -> str:
    """The last of the stages with an outcome; empty if there is none."""
    return next(
        (one for one in reversed(stages) if outcomes.get(one, Outcome.NONE) != Outcome.NONE),
        "",
    )


def _not_let_through(outcomes: Mapping[str, str], stages: Sequence[str]) -> str:
    """The first of the stages that decided against it, else the first that has not decided; empty if all let it through."""
    found = [one for one in stages if outcomes.get(one, Outcome.NONE) not in LET_THROUGH]
    decided = (one for one in found if outcomes.get(one, Outcome.NONE) != Outcome.NONE)
    return next(chain(decided, found), "")
