"""How many records each stage of screening has, and how many of them are left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from review.domain import Outcome

if TYPE_CHECKING:
    from review.domain.team.work import StageWork
    from review.project import Project

PASSED = (Outcome.INCLUDE, Outcome.MAYBE)
"""The outcomes with which a record goes on to the next stage."""


class Counted(NamedTuple):
    """By stage: the records left for this reviewer, those that reached it, conflicts, and the work of several, see `Tally`.

    For a stakeholder, for whom nothing waits, also those that were `decided` by others; for reviewers, who have their own part, it is empty.
    """

    left: dict[str, int]
    reached: dict[str, int]
    conflicts: Mapping[str, int]
    shared: Mapping[str, StageWork | None]
    decided: Mapping[str, int] = {}


def count(project: Project) -> Counted:
    """Count at all stages; may be called from any thread."""
    counts = project.screening.counts()
    stages = [stage.id for stage in project.theory.map.stages]
    return Counted(
        {stage: counts.waiting.get(stage, 0) + counts.again.get(stage, 0) for stage in stages},
        {stage: counts.reached.get(stage, 0) for stage in stages},
        {stage: counts.stages.get(stage, {}).get(Outcome.CONFLICT, 0) for stage in stages},
        {stage: project.team.shared_at(stage) for stage in stages},
        {stage: sum(counts.stages.get(stage, {}).values()) for stage in stages}
        if counts.comments_only
        else {},
    )


class Tally:
    """The records that reached each stage, those left for this reviewer, and those on which reviewers disagree.

    Where several work at a stage, `shared` has their work and `own` how many records this reviewer decided on.

    Counted by `take`, then kept up to date by own decisions, because counting takes long in a large review; until then
    `is_counted` is false, and all are 0. What others have to do is not kept up to date: after own decisions, `is_behind`.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.stages = [stage.id for stage in project.theory.map.stages]
        self.is_counted = self.is_behind = False
        none = dict.fromkeys(self.stages, 0)
        self._take(Counted(none, dict(none), none, dict.fromkeys(self.stages)))

    def take(self, counted: Counted) -> None:
        """Have what was counted."""
        self.is_counted, self.is_behind = True, False
        self._take(counted)

    def _take(self, counted: Counted) -> None:
        self.left, self._reached = counted.left, counted.reached
        self.conflicts, self.shared = counted.conflicts, counted.shared
        self.own = {stage: work.done for stage, work in self.shared.items() if work and not counted.decided}
        self._decided = counted.decided

    def reached(self, stage: str) -> int:
        """The records to decide on at a stage, those decided included; only those of its pilot while that is not finished."""
        work = self.shared[stage]
        if work and work.pilot and not self._decided:
            return work.pilot.records
        return self._reached[stage]

    def done(self, stage: str, left: int) -> int:
        """How many of these wait no longer for this reviewer, if so many are `left`; for a stakeholder, those decided."""
        return self._decided[stage] if self._decided else self.reached(stage) - left

    def in_pilot(self, stage: str) -> bool:
        """Whether this reviewer decides on the pilot of a stage, which is not finished."""
        work = self.shared[stage]
        return work is not None and work.pilot is not None and not self._decided

    def decided(self, stage: str, record: str) -> None:
        """Count the first decision on a record that was left at a stage without a pilot."""
        self.is_behind = True
        if stage in self.own:
            self.own[stage] += 1
        self.left[stage] -= 1
        following = self.stages[self.stages.index(stage) + 1 :][:1]
        if following and self._project.screening.outcome(record, stage) in PASSED:
            self.left[following[0]] += 1
            self._reached[following[0]] += 1
