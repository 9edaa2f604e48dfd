"""A reference file on its way into the journal: what is new, what is known, and the decisions that come along.

The file was read to its end before anything of it is stored. Then its references are stored in short steps, between
which others write. An import that is stopped leaves a mark of how far it came, and goes on when it is done again: what came
before is recognised by file, line and content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from review.acts import Act, Decide, SourceType
from review.domain.reference import Reference, ReferenceDecision, Refusal
from review.errors import JournalError, ReviewError
from review.journal.queries import acts, references, unfinished
from review.journal.queries.visibility import Visibility
from review.journal.steps import in_steps
from review.project.bibliography import ImportReport, import_act, reference_identity
from review.project.reviewer import reviewer_name
from review.project.service import Context
from review.project.theory import TheoryService

if TYPE_CHECKING:
    from review.references.staging import StagedReferences


Progress = Callable[[int, int], None]
"""Told how many references have come, and of how many; of 0 while the file is being read."""


class ImportRun:
    """One file of references that is being imported.

    Args:
        context: the review.
        theory: its theory map.
        path: the file's name, which the journal remembers.
        source: the database or search that it came from.
        stage: where decisions belong that name no stage of this review; default: its first.
        preview: work out what would be imported, and store nothing.

    Raises:
        ReviewError: the review has no such stage.
    """

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        path: str,
        source: str,
        stage: str = "",
        *,
        preview: bool = False,
    ) -> None:
        if stage and stage not in theory.stages:
            raise ReviewError(f"'{stage}' is no stage of this review; choose {', '.join(theory.stages)}")
        self._context = context
        self._journal = context.journal
        self._path = path
        self._source = source
        self._visibility = Visibility.of(context.reviewer, theory.map)
        self._stages = theory.stages
        self._stage = stage or theory.stages[0]
        self._criteria = {criterion.id for criterion in theory.map.criteria}
        self._source_types = {kind.id for kind in theory.map.source_types}
        self._theory_event = theory.event
        self._preview = preview
        self._previewed: dict[tuple[str, ...], str] = {}
        self._done = self._added = self._duplicates = self._already = self._decisions = 0
        self._refused: list[Refusal] = []
        self._not_taken: list[Refusal] = []

    def take_in_all(self, staged: StagedReferences, progress: Progress | None = None) -> None:
        """Store every reference, or in a preview only count, and keep what could not be read to be reported.

        Raises:
            JournalError: the review is read-only, others write for long, or the disk refuses. The text says how many
                were stored before.
        """
        total = len(staged)

        def take_in(reference: Reference) -> None:
            self.take_in(reference)
            self._done += 1
            if progress:
                progress(self._done, total)

        def mark() -> None:
            unfinished.mark(self._journal, self._path, self._done, total)

        self._refused += staged.refusals
        if self._preview:
            for reference in staged:
                take_in(reference)
            return
        try:
            in_steps(self._journal, staged, take_in, mark)
            unfinished.finish(self._journal, self._path)
        except JournalError as error:
            stored = {one.name: one.done for one in unfinished.imports(self._journal)}.get(self._path, 0)
            if not stored:
                raise
            raise JournalError(
                f"{self._path}: stopped after {stored:,} of {total:,} references, import it again to go on ({error})"
            ) from error

    def take_in(self, reference: Reference) -> None:
        """Add the reference's record unless it is known, and what the file says that people thought of it."""
        identifier = reference_identity(reference)
        known = references.resolved(self._journal, identifier) or self._previewed.get(
            ("import", identifier), ""
        )
        self._duplicates += bool(known)
        self._added += not known
        if references.has_source(self._journal, identifier, self._path, reference.line):
            self._already += 1
        else:
            act = import_act(identifier, reference, self._path, self._source)
            self._append(self._context.reviewer, act, ("import", identifier), identifier)
        record = known or identifier
        if reference.source_type:
            self._take_source_type(record, reference)
        if reference.decisions:
            self._take_decisions(record, reference)

    def _append(self, reviewer: str, act: Act, preview: tuple[str, ...], value: str) -> None:
        """Append an act, or in a preview remember what would stand then."""
        if self._preview:
            self._previewed[preview] = value
        else:
            self._journal.append(reviewer, act)

    def report(self, path: str, format_name: str, mapping: Mapping[str, str]) -> ImportReport:
        """What became of the file."""
        return ImportReport(
            path,
            format_name,
            records=self._added + self._duplicates,
            added=self._added,
            duplicates=self._duplicates,
            decisions=self._decisions,
            already=self._already,
            refused=tuple(self._refused),
            not_taken=tuple(self._not_taken),
            mapping=mapping,
        )

    def _take_source_type(self, record: str, reference: Reference) -> None:
        said, place = reference.source_type, ("source-type", record)
        if said not in self._source_types:
            self._leave(reference, f"source type {said} is none of this review's")
            return
        present = self._previewed.get(place) or references.source_type(self._journal, record)
        if not present:
            act = SourceType(record=record, source_type=said)
            self._append(self._context.reviewer, act, place, said)
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
            made[stage, reviewer_name(decision.reviewer or self._context.reviewer)].append(decision)
        present = self._decisions_on(record, Visibility.of_all())
        for (stage, reviewer), decisions in made.items():
            *earlier, last = decisions
            place = ("decide", record, stage, reviewer)
            here = self._previewed.get(place) or present.get((stage, reviewer))
            if here is None or (here != last.decision and here in {d.decision for d in earlier}):
                self._append(reviewer, self._decide_act(record, stage, last), place, last.decision)
                self._decisions += 1
            elif here != last.decision:
                seen = self._decisions_on(record, self._visibility)
                may_tell = place in self._previewed or (stage, reviewer) in seen
                is_here = f"it is {here}" if may_tell else "there is another decision"
                self._leave(
                    reference, f"{last.decision} by {reviewer} at {stage}: {is_here} here, and stays so"
                )

    def _decisions_on(self, record: str, visibility: Visibility) -> dict[tuple[str, str], str]:
        """By stage and reviewer."""
        found = acts.decisions(self._journal, visibility, record=record)
        return {(decision.stage, decision.reviewer): decision.decision for decision in found}

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
