"""The answer of plan: the freezes of the plan, and how much deviates from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from review.domain.theories.theory_version import FrozenPlan
from review.domain.wording.meaning import meaning
from review.views.view import EventId, Reviewer, Time, View


class Freeze(View, frozen=True, kw_only=True):
    """A freeze of the plan."""

    event: EventId
    time: Time
    reviewer: Reviewer
    note: Annotated[str, meaning("what was written about it")]
    version: Annotated[int, meaning("version of the theory map that stood then")]


class Plan(View, frozen=True, kw_only=True):
    """The plan."""

    frozen: Annotated[tuple[Freeze, ...], meaning("the freezes that stand, oldest first")]
    deviations: Annotated[int, meaning("number of changes since the last freeze")]
    since_first: Annotated[int, meaning("number of changes since the first freeze")]

    @classmethod
    def of(cls, frozen: Sequence[FrozenPlan], deviations: int, since_first: int) -> Plan:
        """The view of freezes and numbers of deviations."""
        listed = tuple(
            Freeze(event=one.event, time=one.time, reviewer=one.reviewer, note=one.note, version=one.version)
            for one in frozen
        )
        return cls(frozen=listed, deviations=deviations, since_first=since_first)
