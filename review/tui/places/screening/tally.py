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
    """By stage: the records left for this reviewer, those that reached it, conflicts, and the work of several, see `Tally`."""

    left: dict[str, int]
    reached: dict[str, int]
    conflicts: Mapping[str, int]
    shared: Mapping[str, StageWork | None]


def count(project: Project) -> Counted:
    """Count at all stages; may be called from any thread."""
    counts = project.screening.counts()
    stages = [stage.id for stage in project.theory.map.stages]
    return Counted(
        {stage: counts.waiting.get(stage, 0) + counts.again.get(stage, 0) for stage in stages},
        {stage: counts.reached.get(stage, 0) for stage in stages},
        {stage: counts.stages.get(stage, {}).get(Outcome.CONFLICT, 0) for stage in stages},
        {stage: project.team.shared_at(stage) for stage in stages},
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
        self.own = {stage: work.done for stage, work in self.shared.items() if work}

    def reached(self, stage: str) -> int:
        """The records to decide on at a stage, those decided included; only those of its pilot while that is not finished."""
        work = self.shared[stage]
        if work and work.pilot:
            return work.pilot.records
        return self._reached[stage]

    def in_pilot(self, stage: str) -> bool:
        """Whether the pilot of a stage is not finished."""
        work = self.shared[stage]
        return work is not None and work.pilot is not None

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
