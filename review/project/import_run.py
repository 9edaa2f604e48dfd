"""A reference file on its way into the journal: what is new, what is known, and the decisions that come along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from review.acts import Decide, SourceType
from review.errors import ReviewError
from review.journal.queries import acts, records, references
from review.model.reference import Reference, ReferenceDecision, Refusal
from review.project.bibliography import ImportReport, import_act, reference_identity
from review.project.core import ProjectCore, reviewer_name


class ImportRun:
    """One file of references that is being taken in, inside a transaction of the journal.

    Args:
        project: the review.
        path: the file's name, which the journal remembers.
        source: the database or search that it came from.
        stage: where decisions belong that name no stage of this review; default: its first.

    Raises:
        ReviewError: the review has no such stage.
    """

    def __init__(self, project: ProjectCore, path: str, source: str, stage: str = "") -> None:
        if stage and stage not in project.stages:
            raise ReviewError(f"'{stage}' is no stage of this review; choose {', '.join(project.stages)}")
        self._project = project
        self._journal = project.journal
        self._path = path
        self._source = source
        self._stages = project.stages
        self._stage = stage or project.stages[0]
        self._criteria = {criterion.id for criterion in project.theory_map.criteria}
        self._source_types = {kind.id for kind in project.theory_map.source_types}
        self._theory_event = project.theory_event
        self._added = self._duplicates = self._decisions = 0
        self._refused: list[Refusal] = []
        self._not_taken: list[Refusal] = []

    def take_in_all(
        self, items: Iterable[Reference | Refusal], progress: Callable[[int], None] | None = None
    ) -> None:
        """Take in every reference, and keep what could not be read to be reported; `progress` is told how many came."""
        for count, item in enumerate(items, 1):
            if isinstance(item, Refusal):
                self._refused.append(item)
            else:
                self.take_in(item)
            if progress:
                progress(count)

    def take_in(self, reference: Reference) -> None:
        """Add the reference's record unless it is known, and what the file says that people thought of it."""
        identifier = reference_identity(reference)
        known = references.resolved(self._journal, identifier)
        self._duplicates += bool(known)
        self._added += not known
        if not references.has_source(self._journal, identifier, self._path, reference.line):
            act = import_act(identifier, reference, self._path, self._source)
            self._journal.append(self._project.reviewer, act)
        record = known or identifier
        if reference.source_type:
            self._take_source_type(record, reference)
        if reference.decisions:
            self._take_decisions(record, reference)

    def report(self, path: str, format_name: str, mapping: Mapping[str, str]) -> ImportReport:
        """What became of the file."""
        return ImportReport(
            path,
            format_name,
            records=self._added + self._duplicates,
            added=self._added,
            duplicates=self._duplicates,
            decisions=self._decisions,
            refused=tuple(self._refused),
            not_taken=tuple(self._not_taken),
            mapping=mapping,
        )

    def _take_source_type(self, record: str, reference: Reference) -> None:
        said, present = reference.source_type, records.record(self._journal, record).source_type
        if said not in self._source_types:
            self._leave(reference, f"source type {said} is none of this review's")
        elif not present:
            act = SourceType(record=record, source_type=said)
            self._journal.append(self._project.reviewer, act)
        elif present != said:
            self._leave(reference, f"source type {said}: it is {present} here, and stays so")

    def _take_decisions(self, record: str, reference: Reference) -> None:
        """Take the last decision of each reviewer at each stage, unless the review has another one by now.

        A file that holds the review's present decision before its last one was changed elsewhere since it was
        exported: so that one is taken.
        """
        made: dict[tuple[str, str], list[ReferenceDecision]] = defaultdict(list)
        for decision in reference.decisions:
            stage = decision.stage if decision.stage in self._stages else self._stage
            made[stage, reviewer_name(decision.reviewer or self._project.reviewer)].append(decision)
        present = {(d.stage, d.reviewer): d.decision for d in acts.decisions(self._journal, record=record)}
        for (stage, reviewer), decisions in made.items():
            *earlier, last = decisions
            here = present.get((stage, reviewer))
            if here is None or (here != last.decision and here in {d.decision for d in earlier}):
                self._journal.append(reviewer, self._decide_act(record, stage, last))
                self._decisions += 1
            elif here != last.decision:
                self._leave(
                    reference, f"{last.decision} by {reviewer} at {stage}: it is {here} here, and stays so"
                )

    def _decide_act(self, record: str, stage: str, decision: ReferenceDecision) -> Decide:
        """A decision as an act; criteria and stages that this review does not have go into the note."""
        others = [reason for reason in decision.reasons if reason not in self._criteria]
        if decision.stage not in ("", stage):
            others.append(f"stage: {decision.stage}")
        return Decide(
            record=record,
            stage=stage,
            decision=decision.decision,
            criteria=tuple(reason for reason in decision.reasons if reason in self._criteria),
            note="; ".join(filter(None, [decision.note, *others])),
            theory_event=self._theory_event,
        )

    def _leave(self, reference: Reference, message: str) -> None:
        self._not_taken.append(Refusal(reference.line, message))
