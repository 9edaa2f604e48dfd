"""Imports the decisions in a reference file: at which stage, by which criteria, and in whose name each of them counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import uuid4

from msgspec.structs import replace

from review.acts import Decide
from review.domain import Decision, DecisionKind, Outcome
from review.domain.reference import FULL_TEXT, Notice, Reference, ReferenceDecision, Refusal
from review.domain.wording.counted import counted, do
from review.domain.wording.named import named
from review.journal.queries import screening_acts, unfinished
from review.project.reviewer import reviewer_name
from review.project.runs.reasons import Reasons
from review.project.service import Context
from review.theory_map import TheoryMap

PASSED = "decided on at a later stage in the file, so it passed this one"
"""The note of an inclusion that a later decision in the file implies."""

WITHOUT_DECISIONS = (
    "a list from Covidence without decisions: its records wait for a first decision; "
    "if all have the same, import it again with --decision and --stage"
)


@dataclass(frozen=True)
class Elsewhere:
    """What a file does not say: the `stage` of decisions without one, the `decision` on records without any."""

    stage: str = ""
    decision: DecisionKind | None = None


class DecisionImport:
    """The import of the decisions in one reference file; one undo reverses it.

    Args:
        context: the review.
        theory_map: its theory map.
        theory_event: the event of the map's version.
        path: the file's name, stored with each decision.
        elsewhere: what the file does not say.
        preview: determine what would be imported, and store nothing.
    """

    def __init__(
        self,
        context: Context,
        theory_map: TheoryMap,
        theory_event: str,
        path: str,
        elsewhere: Elsewhere,
        *,
        preview: bool,
    ) -> None:
        self._context = context
        self._journal = context.journal
        self._path = path
        self._stages = tuple(stage.id for stage in theory_map.stages)
        self._asking = {stage.id for stage in theory_map.stages if stage.criterion_required}
        self._elsewhere = elsewhere
        self._theory_event = theory_event
        self._stakeholders = {one.name for one in theory_map.reviewers if one.role == "stakeholder"}
        self._preview = preview
        self._previewed: dict[tuple[str, str, str], Decision] = {}
        self.batch = unfinished.batch_of(self._journal, path, context.reviewer) or uuid4().hex
        """The name that all decisions share, those before the import was stopped, too."""
        self._has_decisions = self._undecided = False
        self._without_criterion = Counter[str]()
        self.reasons = Reasons(theory_map.criteria)
        self.counts = Counter[tuple[str, str, DecisionKind]]()
        """How many decisions were imported, by reviewer, stage and kind."""
        self.left: list[Refusal] = []
        """Decisions that were not imported, and why."""

    @property
    def has_for_all(self) -> bool:
        """Whether records without a decision in the file get one."""
        return self._elsewhere.decision is not None

    def leave_undecided(self) -> None:
        """Note that the file has records without a decision."""
        self._undecided = True

    def store(self, record: str, reference: Reference) -> None:
        """Import the last decision of each reviewer at each stage, unless the review has a different one.

        A file with the review's present decision before its last one was exported and then changed elsewhere, so its last
        decision is imported.
        """
        made = self._made(reference)
        self._has_decisions |= bool(made)
        self._undecided |= not made
        if not made:
            return
        present = self._decisions_on(record, hidden_too=True)
        for (stage, reviewer), decisions in made.items():
            *earlier, last = decisions
            act = self._act(record, stage, reviewer, last)
            here = present.get((stage, reviewer))
            if here is None or (
                here.decision != act.decision and here.decision in {d.decision for d in earlier}
            ):
                if last.stage == FULL_TEXT or not reference.decisions:
                    self._pass_before(record, stage, reviewer)
                self._append(reviewer, act)
            elif here.decision != act.decision:
                self._leave(reference, stage, reviewer, act.decision, here)
            elif act.criteria and not here.criteria:
                self._append(reviewer, replace(act, note=_joined(here, last, act)))
            elif not set(act.criteria) <= set(here.criteria):
                self._leave(reference, stage, reviewer, f"{act.decision} by {', '.join(act.criteria)}", here)

    def notices(self, name: str, columns: Iterable[str]) -> Iterator[Notice]:
        """What to look at: a list without decisions, reasons that fit several criteria, exclusions without a criterion.

        `name` and `columns` are the file's.
        """
        from review.references.decisions import is_covidences

        if self._undecided and not self._has_decisions and is_covidences(name, columns):
            yield Notice(0, WITHOUT_DECISIONS)
        yield from self.reasons.notices()
        for stage, count in self._without_criterion.items():
            yield Notice(
                0,
                f"{counted(count, 'exclusion')} at {named(stage)} {do(count, 'name')} no criterion, for which that stage asks: "
                "give the criteria of the theory map the reasons' texts, and import the file again",
            )

    def _made(self, reference: Reference) -> dict[tuple[str, str], list[ReferenceDecision]]:
        """The decisions on a reference that can be imported, by stage and reviewer, in the file's order."""
        made: dict[tuple[str, str], list[ReferenceDecision]] = defaultdict(list)
        every = self._elsewhere.decision
        given = (ReferenceDecision(every),) if every else ()
        for decision in reference.decisions or given:
            if decision.settled:
                self.left.append(
                    Refusal(reference.line, f"{_settled(decision)}; settle it here if reviewers disagree")
                )
                continue
            reviewer = reviewer_name(decision.reviewer or self._context.reviewer)
            made[self._stage_of(decision), reviewer].append(decision)
        for stage, reviewer in [place for place in made if place[1] in self._stakeholders]:
            del made[stage, reviewer]
            self.left.append(
                Refusal(
                    reference.line,
                    f"decision by {reviewer} at {named(stage)}: a stakeholder decides nothing",
                )
            )
        return made

    def _stage_of(self, decision: ReferenceDecision) -> str:
        """The stage of this review at which a decision counts."""
        if decision.stage in self._stages:
            return decision.stage
        return self._elsewhere.stage or self._stages[-1 if decision.stage == FULL_TEXT else 0]

    def _decisions_on(self, record: str, *, hidden_too: bool = False) -> dict[tuple[str, str], Decision]:
        """The decisions on a record by stage and reviewer, those of a preview, too."""
        found = screening_acts.decisions(self._journal, record=record, hidden_too=hidden_too)
        stored = {(decision.stage, decision.reviewer): decision for decision in found}
        previewed = {place[1:]: one for place, one in self._previewed.items() if place[0] == record}
        return stored | previewed

    def _pass_before(self, record: str, stage: str, reviewer: str) -> None:
        """Include a record, for who decided at a stage, at those before where they have not decided and a decision is lacking."""
        present = self._decisions_on(record, hidden_too=True)
        for before in self._stages[: self._stages.index(stage)]:
            # Once enough have decided, one who implies a decision could only bring a conflict that nobody has.
            lacks = screening_acts.outcome_of(self._journal, record, before) == Outcome.NONE
            if lacks and (before, reviewer) not in present:
                passed = ReferenceDecision(DecisionKind.INCLUDE, before, reviewer, note=PASSED)
                self._append(reviewer, self._act(record, before, reviewer, passed))

    def _act(self, record: str, stage: str, reviewer: str, decision: ReferenceDecision) -> Decide:
        """A decision as an act; other reasons and stages unknown to this review go into the note."""
        criteria, others = self.reasons.criteria(decision, stage)
        if decision.stage not in ("", FULL_TEXT, stage):
            others.append(f"stage: {decision.stage}")
        importer = self._context.reviewer
        return Decide(
            record=record,
            stage=stage,
            decision=decision.decision,
            criteria=criteria,
            note="; ".join(filter(None, [decision.note, *others])),
            theory_event=self._theory_event,
            batch=self.batch,
            imported_by="" if reviewer == importer else importer,
            imported_from=self._path,
        )

    def _append(self, reviewer: str, act: Decide) -> None:
        """Store a decision, or in a preview remember it, and count it."""
        self.counts[reviewer, act.stage, act.decision] += 1
        if act.decision is DecisionKind.EXCLUDE and not act.criteria and act.stage in self._asking:
            self._without_criterion[act.stage] += 1
        if self._preview:
            self._previewed[act.record, act.stage, reviewer] = Decision(
                "", act.record, act.stage, reviewer, act.decision, act.criteria, act.note
            )
        else:
            self._journal.append(reviewer, act)

    def _leave(self, reference: Reference, stage: str, reviewer: str, what: str, here: Decision) -> None:
        """List a decision that differs from the review's, without naming one that the importer may not see yet."""
        seen = self._decisions_on(here.record).get((stage, reviewer))
        current = f"the review has {here.decision}" if seen else "the review has another decision"
        if seen and here.criteria:
            current += f" by {', '.join(here.criteria)}"
        self.left.append(
            Refusal(reference.line, f"{what} by {reviewer} at {named(stage)}: {current}, which is kept")
        )


def _joined(here: Decision, decision: ReferenceDecision, act: Decide) -> str:
    """The note of a decision that gets its criteria from a file later, without the reasons that are criteria now."""
    parts = [part for part in here.note.split("; ") if part and part not in decision.reasons]
    return "; ".join(dict.fromkeys([*parts, *filter(None, [act.note])]))


def _settled(decision: ReferenceDecision) -> str:
    at = f" at {named(decision.stage)}" if decision.stage else ""
    return f"settled as {decision.decision}{at} by {decision.reviewer or 'somebody'}"
