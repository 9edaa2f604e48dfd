"""Who decides on what: samples and pilots, and how far each reviewer's own work has come."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec.structs import replace

from review.acts import CloseSample, DrawPilot, GrowSample
from review.domain.team.pilot import Pilot
from review.domain.team.work import PilotWork, StageWork
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import on_one_line
from review.errors import ReviewError
from review.journal.queries import counts
from review.journal.queries.team import needed, samples
from review.project.service import Acknowledgement, Context, Service
from review.project.team.drawing import draw_samples
from review.project.theory import TheoryService
from review.theory_map.values import Stage

_TWO = 2


class TeamService(Service):
    """Acts on samples and pilots, and the state of the work of several reviewers."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory

    def draw(self) -> None:
        """Draw what is missing in the random samples that the theory map asks for: the program's act, not undone.

        Raises:
            JournalError: the journal is busy for too long, or the disk fails.
        """
        draw_samples(self._journal, self._reviewer, self._theory.map)

    def pilot(self, size: int, stage: str, reason: str = "") -> Acknowledgement:
        """Choose records at random that all reviewers decide on before others at a stage; undoable.

        Raises:
            ReviewError: the size is not positive, fewer than two reviewers are in the theory map, a pilot is not finished, or no
                record is left for one.
            UnknownNameError: the stage is unknown.
        """
        self._refuse_stakeholders()
        of = self._stage(stage)
        reviewers = self._listed()
        if reviewers < _TWO:
            raise ReviewError(
                f"a pilot is decided by all reviewers in the theory map, and it has {counted(reviewers, 'reviewer')}; "
                "list at least two under `reviewers`"
            )
        if going := self._open_pilot(stage):
            raise ReviewError(
                f"the pilot of {named(stage)} is not finished ({counted(len(going.left), 'record')} left); "
                f"decide on them, or `review sample close --stage {stage} --reason …`"
            )
        records = self._first(size, of, samples.drawn(self._journal, stage).pilot)
        act = DrawPilot(stage=stage, records=records, reviewers=reviewers, because=on_one_line(reason))
        message = (
            f"Pilot of {named(stage)}: {counted(len(records), 'record')}, each decided by {reviewers} reviewers; "
            "other records wait until that is done"
        )
        return self._act(act, message)

    def grow(self, size: int, stage: str, reason: str) -> Acknowledgement:
        """Have more records of a stage decided twice, the next at random; a closed sample is open again; undoable.

        Raises:
            ReviewError: the size is not positive, there is no reason, the stage asks for two reviewers anyway, or no record
                is left.
            UnknownNameError: the stage is unknown.
        """
        self._refuse_stakeholders()
        of = self._stage(stage)
        why = _reason(reason, "why more records are decided twice")
        if of.reviewers >= _TWO:
            raise ReviewError(f"every record is decided by {of.reviewers} reviewers at {named(stage)} anyway")
        have = samples.drawn(self._journal, stage).sample | samples.decided_by_several(self._journal, stage)
        records = self._first(size, of, have)
        open_again = len(samples.decided_enough(self._journal, stage).intersection(records))
        without = (
            f"; {open_again:,} of them without an outcome until a second reviewer decides"
            if open_again
            else ""
        )
        done = self._act(
            GrowSample(stage=stage, records=records, because=why),
            f"{counted(len(records), 'more record')} of {named(stage)} to be decided twice ({why}){without}",
        )
        self.draw()
        return done

    def close(self, stage: str, reason: str) -> Acknowledgement:
        """End the pilot of a stage that is not finished, or else its sample: what was decided twice stays so; undoable.

        Raises:
            ReviewError: there is no reason, or nothing to close.
            UnknownNameError: the stage is unknown.
        """
        self._refuse_stakeholders()
        of = self._stage(stage)
        why = _reason(reason, "why no more records are decided twice")
        if going := self._open_pilot(stage):
            left = counted(len(going.left), "record")
            message = f"Pilot of {named(stage)} closed with {left} left; other records can be decided ({why})"
            return self._act(CloseSample(stage=stage, because=why, pilot=True), message)
        is_open = of.double > 0 and of.reviewers < _TWO and not samples.closed(self._journal, stage)
        if not (is_open or samples.drawn(self._journal, stage).sample):
            raise ReviewError(f"there is no pilot or sample to close at {named(stage)}")
        message = f"Sample of {named(stage)} closed; no more records need a second decision ({why})"
        return self._act(CloseSample(stage=stage, because=why), message)

    def work(self) -> tuple[StageWork, ...]:
        """What this reviewer and all have done, by stage."""
        stages = [stage.id for stage in self._theory.map.stages]
        pilots = samples.pilots(self._journal, stages)
        return tuple(
            replace(self.work_at(stage), pilots=self._ended([one for one in pilots if one.stage == stage]))
            for stage in stages
        )

    def work_at(self, stage: str) -> StageWork:
        """What this reviewer and all have done at a stage.

        Raises:
            UnknownNameError: the stage is unknown.
        """
        of, before = self._stage(stage), needed.stage_before(self._theory.stages, stage)
        left = counts.waiting(self._journal, self._reviewer, stage, before)
        done = samples.own(self._journal, self._reviewer, stage)
        if not needed.asks_more(self._journal, needed.of_stages(self._theory.map), stage):
            return StageWork(stage, left, done, of.reviewers, closed=self._closed(stage))
        pilot = self._open_pilot(stage)
        drawn, twice = samples.progress(self._journal, stage)
        second = samples.lacking(self._journal, stage)
        return StageWork(
            stage,
            left,
            done,
            of.reviewers,
            second=second,
            drawn=drawn,
            twice=twice,
            pilot=PilotWork(self._records_of(pilot, stage), len(pilot.left), left) if pilot else None,
            closed=self._closed(stage),
            owing=self._owing(stage, second, pilot),
        )

    def shared_at(self, stage: str) -> StageWork | None:
        """The same where several work at a stage; None, at no cost, where one reviewer is listed or nobody, and none is asked for."""
        several = self._listed() > 1
        asked = needed.asks_more(self._journal, needed.of_stages(self._theory.map), stage)
        return self.work_at(stage) if several or asked else None

    def asked_for(self, record: str, stage: str) -> str:
        """Why a record is decided by more reviewers than its stage asks for: by how many, and as what; ``""`` if it is not."""
        pilot, reviewers = samples.of_record(self._journal, record, stage)
        if reviewers <= self._stage(stage).reviewers:
            return ""
        return (
            f"pilot: decided by {reviewers} reviewers"
            if pilot
            else "drawn at random: decided by two reviewers"
        )

    def _owing(self, stage: str, second: int, pilot: needed.Pilot | None) -> tuple[tuple[str, int], ...]:
        """Who in the theory map has not decided on how many of the records that lack decisions, most first."""
        lacking, of = (len(pilot.left), pilot.left) if pilot else (second, None)
        if not lacking:
            return ()
        own = samples.own_of_lacking(self._journal, stage, of)
        listed = [one.name for one in self._theory.map.reviewers if one.role == "reviewer"]
        left = [("you" if name == self._reviewer else name, lacking - own.get(name, 0)) for name in listed]
        return tuple(sorted((one for one in left if one[1] > 0), key=lambda one: -one[1]))

    def _records_of(self, going: needed.Pilot, stage: str) -> int:
        """How many records the pilot that is not finished has, without those of pilots that are."""
        drawn = samples.pilots(self._journal, [stage])
        unfinished = [one.records for one in drawn if going.left.intersection(one.records)]
        return len(going.records.intersection(chain(*unfinished)))

    def _ended(self, pilots: Sequence[Pilot]) -> tuple[str, ...]:
        """A sentence on each pilot of a stage that is finished or was closed."""
        found = []
        for one in pilots:
            goes_on = samples.drawn(self._journal, one.stage).pilot.intersection(one.records)
            going = self._open_pilot(one.stage)
            if goes_on and going and going.left.intersection(one.records):
                continue
            end = "finished" if goes_on else "closed before all had decided"
            found.append(f"Pilot of {counted(len(one.records), 'record')}: {end}.")
        return tuple(found)

    def _closed(self, stage: str) -> str:
        by = samples.closed(self._journal, stage)
        return f"{by.reviewer}: {by.because}" if by else ""

    def _listed(self) -> int:
        """How many reviewers are in the theory map, without stakeholders."""
        return sum(one.role == "reviewer" for one in self._theory.map.reviewers)

    def _stage(self, stage: str) -> Stage:
        return self._theory.with_stage(stage).map.stage(stage)

    def _open_pilot(self, stage: str) -> needed.Pilot | None:
        return needed.open_pilot(self._journal, stage, needed.stage_before(self._theory.stages, stage))

    def _first(self, size: int, stage: Stage, without: frozenset[str] | set[str]) -> tuple[str, ...]:
        """So many records at random that can be decided at a stage, apart from some."""
        if size < 1:
            raise ReviewError(f"give how many records: {size} is not a number of records")
        possible = samples.let_through(self._journal, needed.stage_before(self._theory.stages, stage.id))
        ranked = samples.ranked(possible, stage.seed)
        found = [record for record in ranked if record not in without][:size]
        if not found:
            raise ReviewError(f"no record is left to choose at {named(stage.id)}")
        return tuple(found)


def _reason(text: str, asked: str) -> str:
    if not (why := on_one_line(text)):
        raise ReviewError(f"say {asked} (--reason)")
    return why
