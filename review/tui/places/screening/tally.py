"""How many records each stage of screening has, and how many of them are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain import Outcome

if TYPE_CHECKING:
    from review.project import Project

PASSED = (Outcome.INCLUDE, Outcome.MAYBE)
"""The outcomes with which a record goes on to the next stage."""


class Tally:
    """The records that reached each stage, those left for this reviewer, and those on which reviewers disagree.

    Where several work at a stage, `shared` has their work and `own` how many records this reviewer decided on.

    Counted once, then kept up to date by own decisions, because counting takes long in a large review.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.stages = [stage.id for stage in project.theory.map.stages]
        self.count()

    def count(self) -> None:
        """Count again."""
        counts = self._project.screening.counts()
        self.left = {
            stage: counts.waiting.get(stage, 0) + counts.again.get(stage, 0) for stage in self.stages
        }
        self.conflicts = {
            stage: counts.stages.get(stage, {}).get(Outcome.CONFLICT, 0) for stage in self.stages
        }
        self.shared = {stage: self._project.team.shared_at(stage) for stage in self.stages}
        self.own = {stage: work.done for stage, work in self.shared.items() if work}
        self._reached = {stage: counts.reached.get(stage, 0) for stage in self.stages}

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
        """Count the first decision on a record that was left at a stage."""
        if stage in self.own:
            self.own[stage] += 1
        if self.in_pilot(stage):
            self.count()  # the last decision of a pilot opens the stage
            return
        self.left[stage] -= 1
        following = self.stages[self.stages.index(stage) + 1 :][:1]
        if following and self._project.screening.outcome(record, stage) in PASSED:
            self.left[following[0]] += 1
            self._reached[following[0]] += 1
