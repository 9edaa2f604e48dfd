"""Conflicts between reviewers: which there are, and the criteria that were changed because of them."""

from __future__ import annotations

from collections.abc import Sequence

from review.acts import TieConflict
from review.domain.team.conflict import CodingDifference, Conflict, ConflictTie, CriterionSince
from review.domain.wording.named import named
from review.domain.wording.unknown import meant
from review.errors import ReviewError
from review.journal.queries import coding_acts, screening_acts, theory
from review.journal.queries.team import ties as tied
from review.journal.queries.team.settled_apart import settled_apart
from review.project.records import RecordService
from review.project.screening.service import ScreeningService
from review.project.service import Acknowledgement, Context, Service
from review.project.team.settled_apart import settled_apart_lines
from review.project.theory import TheoryService
from review.theory_map import Criterion


class ConflictService(Service):
    """Reads conflicts as far as the reviewer may see them; `ScreeningService.settle` settles one."""

    def __init__(
        self, context: Context, theory: TheoryService, records: RecordService, screening: ScreeningService
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records
        self._screening = screening

    def all(self, stage: str = "", *, settled: bool = False) -> list[Conflict]:
        """The conflicts to settle by stage, the longest standing first; with those that were `settled`, if asked for.

        One that two copies settled apart is among them.

        Raises:
            UnknownNameError: the stage is unknown.
        """
        if stage:
            self._theory.with_stage(stage)
        place = {known: number for number, known in enumerate(self._theory.stages)}
        found = [one for one in self._found("", stage) if settled or one.is_to_settle]
        return sorted(found, key=lambda one: (place.get(one.stage, len(place)), one.since, one.record))

    def reports(self) -> tuple[str, ...]:
        """A line for each conflict that two copies settled apart: which settlement counts, until it is settled again."""
        return tuple(settled_apart_lines(self._journal))

    def get(self, record: str, stage: str) -> Conflict:
        """The conflict on a record at a stage, also if it was settled.

        Raises:
            ReviewError: nobody disagrees there, as far as this reviewer may see.
            UnknownNameError: the record or the stage is unknown.
        """
        self._theory.with_stage(stage)
        shown = self._records.cited(record)
        if not (found := self._found(record, stage)):
            raise ReviewError(f"{shown}: no reviewers disagree at {named(stage)} as far as you may see")
        return found[0]

    def _found(self, record: str, stage: str) -> list[Conflict]:
        standing = screening_acts.settlements(self._journal, record=record, stage=stage)
        settlements = {(one.record, one.stage): one for one in standing}
        apart = settled_apart(self._journal, standing)
        ties: dict[tuple[str, str], list[ConflictTie]] = {}
        for tie in tied.ties(self._journal, record=record, stage=stage):
            ties.setdefault((tie.record, tie.stage), []).append(tie)
        return [
            Conflict(made, settled, tuple(ties.get(place, ())), apart.get(settled.event) if settled else None)
            for made in self._screening.disagreements(record, stage)
            for place in [(made[0].record, made[0].stage)]
            for settled in [settlements.get(place)]
        ]

    def criteria(self, conflict: Conflict) -> tuple[CriterionSince, ...]:
        """The criteria of its stage, each as it was at the first of its decisions and as it is; removed ones last."""
        now = self._theory.map
        events = {decision.theory_event for decision in conflict.decisions}
        before = theory.earliest_of(self._journal, events) or now
        was, are = (
            {one.id: one for one in theory_map.criteria_of(conflict.stage)} for theory_map in (before, now)
        )
        both = are | {name: one for name, one in was.items() if name not in are}
        return tuple(
            CriterionSince(name, _text(was.get(name)), _text(are.get(name)), one.excludes)
            for name, one in both.items()
        )

    def tie(
        self, record: str, stage: str, criterion: str, *, because: str = "", off: bool = False
    ) -> Acknowledgement:
        """Say that a criterion of the stage was changed because of the conflict there, or (`off`) was not; undoable.

        Raises:
            ReviewError: nobody disagrees there, as far as this reviewer may see, or the conflict is not tied to it (`off`).
            UnknownNameError: the record, stage or criterion is unknown.
        """
        self._refuse_stakeholders()
        conflict = self.get(record, stage)
        shown = self._records.cited(record)
        tied_to = {one.criterion for one in conflict.ties}
        criteria = {one.id: one for one in self.criteria(conflict)}
        name = criterion if off and criterion in tied_to else meant("criterion", criterion, criteria)
        if off and name not in tied_to:
            raise ReviewError(f"{shown}: the conflict at {named(stage)} is not tied to {name}")
        act = TieConflict(
            record=record, stage=stage, criterion=name, because=" ".join(because.split()), off=off
        )
        if off:
            return self._act(act, f"{shown}: the conflict at {named(stage)} is no longer tied to {name}")
        change = criteria[name].change or "as worded then"
        return self._act(act, f"{shown}: the conflict at {named(stage)} is tied to {name} ({change})")

    def of_codings(self, record: str = "") -> Sequence[CodingDifference]:
        """Where coders differ on overlapping passages, in codes or stances: all, or those of a record. Nothing settles them."""
        from review.team.coding_differences import differences

        return differences(coding_acts.codings(self._journal, record=record, placed=True))


def _text(criterion: Criterion | None) -> str:
    return criterion.text if criterion else ""
