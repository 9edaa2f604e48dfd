"""Screening: decisions at the stages, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.acts import (
    Decide,
)
from review.domain import Counts, Decision, DecisionKind
from review.errors import ReviewError, UnknownNameError
from review.journal.material import JournalMaterial
from review.journal.queries import acts
from review.journal.queries.counts import counts
from review.journal.queries.visibility import Visibility
from review.project.names import nearest
from review.project.records import RecordService
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService

_PAST = {
    DecisionKind.INCLUDE: "Included",
    DecisionKind.EXCLUDE: "Excluded",
    DecisionKind.MAYBE: "Maybe:",
    DecisionKind.PARK: "Parked",
}


class ScreeningService(Service):
    """The verbs about decisions."""

    def __init__(self, context: Context, theory: TheoryService, records: RecordService) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records

    def decisions(self, record: str, stage: str = "") -> list[Decision]:
        """The decisions on a record that this reviewer may see."""
        return acts.decisions(self.journal, self._visibility, record=record, stage=stage)

    def all_decisions(self) -> list[Decision]:
        """All decisions that this reviewer may see."""
        return acts.decisions(self.journal, self._visibility)

    @property
    def _visibility(self) -> Visibility:
        return Visibility.of(self.reviewer, self._theory.map)

    def outcome(self, record: str, stage: str) -> str:
        """What the decisions come to: a decision, ``conflict`` or ``none``."""
        return acts.outcome_of(self.journal, record, stage)

    def candidates(self, stage: str) -> list[str]:
        """The records that wait for this reviewer at a stage, the oldest first."""
        self._theory.check_stage(stage)
        return self.material().candidates(stage)

    def material(self) -> JournalMaterial:
        """What suggestions are learned from: the texts, and the events that this reviewer may see."""
        return JournalMaterial(self.journal, self.reviewer)

    def decide(
        self,
        record: str,
        decision: DecisionKind | str,
        stage: str,
        *,
        criteria: Sequence[str] = (),
        note: str = "",
        overrides: Mapping[str, str] | None = None,
        model: str = "",
    ) -> Acknowledgement:
        """Decide on a record at a stage; a later decision replaces one's own.

        `overrides` maps an exclusion criterion that would apply to the reason for setting it aside. `model` names the
        model whose suggestion was on the screen.

        Raises:
            ReviewError: an exclusion at a stage that asks for a criterion names none; an override has no reason.
            UnknownNameError: the record, stage or a criterion does not exist, or the criterion is another stage's or of
                the other kind: exclusions name criteria of exclusion, inclusions of inclusion, the others either.
        """
        chosen = DecisionKind(decision)
        self._theory.check_stage(stage)
        shown = self._records.get(record).author_year
        known = {criterion.id: criterion for criterion in self._theory.map.criteria}
        for name in [*criteria, *(overrides or {})]:
            if name not in known:
                raise UnknownNameError(f"'{name}' is no criterion of this review{nearest(name, known)}")
        self._check_criteria(criteria, chosen, stage)
        if (
            chosen is DecisionKind.EXCLUDE
            and not criteria
            and self._theory.map.stage(stage).criterion_required
        ):
            raise ReviewError(
                f"an exclusion at stage {stage} needs the criterion that decided (--criterion ID)"
            )
        for name, reason in (overrides or {}).items():
            if not reason.strip():
                raise ReviewError(f"setting criterion {name} aside needs a reason")
        act = Decide(
            record=record,
            stage=stage,
            decision=chosen,
            theory_event=self._theory.event,
            criteria=tuple(criteria),
            note=note,
            overrides=dict(overrides or {}),
            model=model,
        )
        by = f" by {', '.join(criteria)}" if criteria else ""
        return self._act(act, f"{_PAST[chosen]} {shown}{by}")

    def _check_criteria(self, criteria: Sequence[str], decision: DecisionKind, stage: str) -> None:
        excludes = {DecisionKind.INCLUDE: False, DecisionKind.EXCLUDE: True}.get(decision)
        kind = {False: "inclusion ", True: "exclusion ", None: ""}[excludes]
        possible = [criterion.id for criterion in self._theory.map.criteria_of(stage, excludes=excludes)]
        for name in criteria:
            if name not in possible:
                choice = f"choose one of {', '.join(possible)}" if possible else "there are none"
                raise UnknownNameError(f"'{name}' is no {kind}criterion of stage {stage}; {choice}")

    def counts(self) -> Counts:
        """How many of what; its `next_step` says what to do next."""
        return counts(self.journal, self.reviewer, self._theory.stages)
