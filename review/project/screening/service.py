"""Screening: decisions at the stages, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Event as StopEvent

from msgspec.structs import replace

from review.acts import Decide, Settle
from review.domain import Counts, Decision, DecisionKind, Outcome, Settlement
from review.domain.searches.against_earlier import other_stage_in_words
from review.domain.searches.not_retrieved import counts_as_not_retrieved
from review.domain.theories.looking_again import ParkedAgain
from review.domain.wording.given import as_text
from review.domain.wording.named import named
from review.errors import ReviewError
from review.journal.material import JournalMaterial
from review.journal.queries import screening_acts
from review.journal.queries.counts import counts
from review.journal.queries.listing import lookup
from review.journal.queries.team import copies, samples
from review.journal.queries.team.needed import Pilot, asks_more, of_stages, open_pilot, stage_before
from review.project.looking_again.parked import Parked
from review.project.records import RecordService
from review.project.screening.bulk_decisions import BulkDecided, BulkDecision, planned, store
from review.project.screening.checking import checked_decision
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService

_PAST = {
    DecisionKind.INCLUDE: "Included",
    DecisionKind.EXCLUDE: "Excluded",
    DecisionKind.MAYBE: "Maybe:",
    DecisionKind.PARK: "Parked",
}


class ScreeningService(Service):
    """Acts on decisions."""

    def __init__(self, context: Context, theory: TheoryService, records: RecordService) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records
        self._parked = Parked(context.journal)

    def decisions(self, record: str, stage: str = "") -> list[Decision]:
        """The decisions on a record that this reviewer may see, in the order of the stages."""
        place = {known: number for number, known in enumerate(self._theory.stages)}
        found = screening_acts.decisions(self._journal, record=record, stage=stage)
        return sorted(found, key=lambda decision: place.get(decision.stage, len(place)))

    def conflicts(self) -> list[tuple[Decision, ...]]:
        """The decisions on each record and stage where reviewers disagree, as far as this reviewer may see them.

        What was settled is left out; `ConflictService` has it, too.
        """
        settled = {(one.record, one.stage) for one in screening_acts.settlements(self._journal)}
        return [made for made in self.disagreements() if (made[0].record, made[0].stage) not in settled]

    def disagreements(self, record: str = "", stage: str = "") -> list[tuple[Decision, ...]]:
        """The same with those that were settled, of one record or stage if they are named."""
        found: dict[tuple[str, str], list[Decision]] = {}
        made = screening_acts.decisions(
            self._journal, record=record, stage=stage, where_they_differ=not record
        )
        for decision in made:
            found.setdefault((decision.record, decision.stage), []).append(decision)
        return [tuple(those) for those in found.values() if _disagree(those)]

    def settlement(self, record: str, stage: str) -> Settlement | None:
        """What settled the disagreement on a record at a stage, if anything did."""
        return next(iter(screening_acts.settlements(self._journal, record=record, stage=stage)), None)

    def settlements(self, record: str) -> list[Settlement]:
        """What settled the disagreements on a record, by stage."""
        return screening_acts.settlements(self._journal, record=record)

    def own_history(self, record: str) -> list[tuple[Decision, bool]]:
        """The reviewer's decisions on a record over time, replaced and undone ones too, and whether each was undone."""
        return screening_acts.own_history(self._journal, record, self._reviewer)

    def all_decisions(self) -> list[Decision]:
        """All decisions that this reviewer may see."""
        return screening_acts.decisions(self._journal)

    def outcome(self, record: str, stage: str) -> str:
        """The outcome of the decisions: a decision, ``conflict`` or ``none``."""
        return screening_acts.outcome_of(self._journal, record, stage)

    def candidates(self, stage: str) -> list[str]:
        """The records waiting for this reviewer at a stage, oldest first."""
        self._theory.with_stage(stage)
        return self.material().candidates(stage)

    def parked_again(self, stage: str, record: str = "") -> list[ParkedAgain]:
        """The records, or the one, that this reviewer has parked at a stage and that are offered again: theories changed since."""
        return self._parked.again(self._reviewer, stage, record)

    def is_open(self, record: str, stage: str) -> bool:
        """Whether a record of evidence still waits for this reviewer's decision at a stage, or again because it was parked."""
        if self.parked_again(stage, record):
            return not self.waits_for_pilot(record, stage)
        before = self._before(stage)[-1:]
        return (
            lookup.is_evidence(self._journal, record)
            and not self.waits_for_pilot(record, stage)
            and self.outcome(record, stage) == Outcome.NONE
            and not any(made.reviewer == self._reviewer for made in self.decisions(record, stage))
            and all(self.outcome(record, earlier) in (Outcome.INCLUDE, Outcome.MAYBE) for earlier in before)
        )

    def other_stage_in_words(self, record: str, stage: str) -> str:
        """What another stage has done with a record of evidence, and whether a decision at this one counts; empty for most."""
        if not lookup.is_evidence(self._journal, record):
            return ""
        stages = tuple(self._theory.stages)
        return other_stage_in_words({one: self.outcome(record, one) for one in stages}, stages, stage)

    def _open_pilot(self, stage: str) -> Pilot | None:
        return open_pilot(self._journal, stage, stage_before(self._theory.stages, stage))

    def waits_for_pilot(self, record: str, stage: str) -> bool:
        """Whether a record is decided on at a stage only after its pilot, to which it does not belong."""
        pilot = self._open_pilot(stage)
        return pilot is not None and record not in pilot.records

    def _before(self, stage: str) -> list[str]:
        stages = list(self._theory.stages)
        return stages[: stages.index(stage)]

    def material(self) -> JournalMaterial:
        """The training data for suggestions: texts, and the events that this reviewer may see."""
        return JournalMaterial(self._journal, self._reviewer, self._parked.again)

    def decide(
        self,
        record: str,
        decision: DecisionKind | str,
        stage: str,
        *,
        criteria: Sequence[str] = (),
        note: str | None = "",
        overrides: Mapping[str, str] | None = None,
        model: str = "",
        theories: Sequence[str] = (),
    ) -> Acknowledgement:
        """Decide on a record at a stage; a later decision replaces one's own.

        `overrides` maps an exclusion criterion that would apply to the reason for overriding it. `model` names the
        model whose suggestion was on the screen. `theories` are codes that a record is parked for: it is offered again
        when one of them changes.

        Raises:
            ReviewError: an exclusion lacks a criterion required by the stage, an override has no reason, theories are
                named for another decision than to park, a value is of a wrong type, or the record waits until the
                pilot of the stage is finished.
            UnknownNameError: a theory is unknown, or the record, stage or a criterion is unknown, or the criterion belongs to another stage or
                decision: exclusions take exclusion criteria, inclusions take inclusion criteria, others take either.
        """
        self._refuse_stakeholders()
        shown = self._records.cited(record)
        act = checked_decision(
            self._theory.with_stage(stage), record, stage, decision,
            criteria=criteria, note=note, overrides=overrides, model=model, theories=theories,
        )  # fmt: skip
        if self.waits_for_pilot(record, stage):
            raise ReviewError(
                f"{shown}: waits until the pilot of {named(stage)} is finished; "
                f"`review sample close --stage {stage} --reason …` ends it"
            )
        by = f" by {', '.join(criteria)}" if criteria else ""
        by += f" for {', '.join(act.theories)}" if act.theories else ""
        said = f"{_PAST[act.decision]} {shown}{by}{self._in_place_of(act)}"
        return self._act(act, said + self._beside_the_flow(act))

    def _beside_the_flow(self, act: Decide) -> str:
        """That the flow counts the record as not retrieved whatever is decided, in words that continue the line."""
        said = counts_as_not_retrieved(act.decision) if self._before(act.stage) else ""
        return said if said and self._records.get(act.record).is_not_retrieved else ""

    def _in_place_of(self, act: Decide) -> str:
        """What a decision replaces and whom it contradicts, as far as the reviewer may see, in words that continue the line."""
        others = self.decisions(act.record, act.stage)
        own = next((one for one in others if one.reviewer == self._reviewer), None)
        if own is None or own.decision == act.decision:
            return ""
        is_elsewhere = copies.copy_of(self._journal, own.event) != self._journal.database.meta("replica")
        whose = (
            f"the {own.decision} from {own.reviewer} that was made in another copy, or before this one was restored or moved"
            if is_elsewhere
            else f"your {own.decision}"
        )
        made = [one for one in others if one is not own]
        against = [one for one in made if _disagree((one, replace(own, decision=act.decision)))]
        said = [f"{one.reviewer}: {one.decision}" for one in against]
        return f", in place of {whose}" + (f"; this makes a conflict ({', '.join(said)})" if said else "")

    def settle(
        self,
        record: str,
        decision: DecisionKind | str,
        stage: str,
        *,
        reason: str,
        criteria: Sequence[str] = (),
    ) -> Acknowledgement:
        """Say which decision counts on a record where reviewers disagree at a stage; their decisions stay.

        It counts until it is settled again or undone, whatever a reviewer decides later.

        Raises:
            ReviewError: nobody disagrees there, as far as this reviewer may see; there is no reason; or as `decide`.
            UnknownNameError: as `decide`.
        """
        self._refuse_stakeholders()
        shown = self._records.cited(record)
        decided = checked_decision(self._theory.with_stage(stage), record, stage, decision, criteria=criteria)
        if not (_disagree(self.decisions(record, stage)) or self.settlement(record, stage)):
            raise ReviewError(
                f"{shown}: no reviewers disagree at {named(stage)} as far as you may see; use `review decide`"
            )
        if not (why := " ".join(as_text("reason", reason).split())):
            raise ReviewError(f"{shown}: say why this decision counts (a reason)")
        act = Settle(
            record=record,
            stage=stage,
            decision=decided.decision,
            theory_event=decided.theory_event,
            criteria=decided.criteria,
            reason=why,
        )
        by = f" by {', '.join(act.criteria)}" if act.criteria else ""
        return self._act(act, f"{shown}: settled at {named(stage)}: {act.decision}{by} ({why})")

    def plan_for_all(
        self,
        keys: Sequence[int],
        decision: DecisionKind | str,
        stage: str,
        *,
        criteria: Sequence[str] = (),
        note: str | None = "",
        theories: Sequence[str] = (),
        replaces: bool = False,
    ) -> BulkDecision:
        """What one decision on all records with these row keys (`RecordService.listing`) would do; nothing is stored.

        Records of all roles get it. Those that the reviewer has decided on at the stage, or that have the decisions which
        the stage needs, keep them unless it `replaces` one's own decision. Those excluded or parked at a stage before are left
        out. Merged records are not listed, so they have no row key. What others decided and the reviewer may not see yet makes no difference.

        Raises:
            ReviewError: as `decide`.
            UnknownNameError: as `decide`.
        """
        self._refuse_stakeholders()
        act = checked_decision(
            self._theory.with_stage(stage),
            "",
            stage,
            decision,
            criteria=criteria,
            note=note,
            theories=theories,
        )
        pilot = self._open_pilot(stage)
        of_pilot = lookup.keys_of(self._journal, pilot.records) if pilot else None
        last = self._theory.map.last_stage
        return planned(
            self._journal, self._reviewer, act, keys, self._before(stage),
            replaces=replaces, last=last if stage != last else "", only=of_pilot,
        )  # fmt: skip

    def decide_all(
        self,
        plan: BulkDecision,
        *,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        stop: StopEvent | None = None,
    ) -> BulkDecided:
        """Store what was planned; one undo reverses it. `progress` gets the number of records done and their total.

        Raises:
            JournalError: the journal is read-only or busy for too long; what was stored before stays.
        """
        before = self._before(plan.act.stage)
        return store(self._journal, self._reviewer, plan, before, progress, stop or StopEvent())

    def counts(self) -> Counts:
        """Counts by stage and decision; `next_step` says what to do next."""
        stages = self._theory.stages
        found = counts(self._journal, self._reviewer, stages)
        asked = of_stages(self._theory.map)
        several = [stage for stage in stages if asks_more(self._journal, asked, stage)]
        return replace(
            found,
            again={stage: len(self.parked_again(stage)) for stage in stages},
            lacking={stage: samples.lacking(self._journal, stage) for stage in several},
        )


def _disagree(made: Sequence[Decision]) -> bool:
    return len({decision.decision for decision in made}) > 1
