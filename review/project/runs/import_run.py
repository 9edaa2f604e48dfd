"""Imports a reference file: new records, known records, and decisions in the file.

The file has been read to its end before anything is stored. Then its references are stored in short steps, between which
others can write. A stopped import leaves a mark of its progress and continues when it is run again; references imported
before are recognised by file, line and content.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from review.acts import Act, Decide, SourceType
from review.domain.reference import Notice, Reference, ReferenceDecision, Refusal
from review.domain.wording.named import named
from review.domain.wording.unknown import unknown_name
from review.errors import JournalError, ReviewError
from review.journal.queries import acts, references, unfinished
from review.journal.steps import in_steps
from review.project.bibliography import ImportReport, import_act, reference_identity
from review.project.reviewer import reviewer_name
from review.project.runs.coming_back import same_list, written_of_several
from review.project.service import Context
from review.project.theory import TheoryService

if TYPE_CHECKING:
    from review.project.runs.attach_run import AttachRun
    from review.references.staging import StagedReferences


Progress = Callable[[int, int], None]
"""Called with the number of references so far and the total (0 while the file is read)."""


class ImportRun:
    """The import of one reference file.

    Args:
        context: the review.
        theory: its theory map.
        path: the file's name, stored in the journal.
        source: the database or search it came from.
        search: the id of the search that found the references, if one was logged.
        stage: the stage of decisions without a stage of this review; default: its first.
        preview: determine what would be imported, and store nothing.
        files: notes the files that references name, if they are to be attached.

    Raises:
        ReviewError: the stage is unknown.
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
        files: AttachRun | None = None,
        search: str = "",
    ) -> None:
        if stage and stage not in theory.stages:
            raise ReviewError(unknown_name("stage", stage, theory.stages))
        self._context = context
        self._journal = context.journal
        self._path = path
        self._source = source
        self._search = search
        self._stages = theory.stages
        self._stage = stage or theory.stages[0]
        self._criteria = {criterion.id for criterion in theory.map.criteria}
        self._source_types = {kind.id for kind in theory.map.source_types}
        self._theory_event = theory.event
        self._stakeholders = {one.name for one in theory.map.reviewers if one.role == "stakeholder"}
        self._preview = preview
        self._files = files
        self._written_of_several = written_of_several(self._journal)
        self._same_as = ""
        self._previewed: dict[tuple[str, ...], str] = {}
        self._done = self._added = self._duplicates = self._already = self._tied = 0
        self._decisions = Counter[str]()
        self._refused: list[Refusal] = []
        self._notices: list[Notice] = []
        self._not_taken: list[Refusal] = []

    def store_all(self, staged: StagedReferences, progress: Progress | None = None) -> None:
        """Store all references, or in a preview only count them, and collect refusals for the report.

        Raises:
            JournalError: the review is read-only or busy for too long, or the disk fails; the text says how many were
                stored before.
        """
        total = len(staged)
        if self._source == self._path and not self._search:
            self._same_as = same_list(self._journal, self._path, staged)

        def store(reference: Reference) -> None:
            self.store(reference)
            self._done += 1
            if progress:
                progress(self._done, total)

        def mark() -> None:
            unfinished.mark(self._journal, self._path, self._done, total)

        self._refused += staged.refusals
        self._notices += staged.notices
        if self._preview:
            for reference in staged:
                store(reference)
            return
        try:
            in_steps(self._journal, staged, store, mark)
            unfinished.finish(self._journal, self._path)
        except JournalError as error:
            stored = {one.name: one.done for one in unfinished.imports(self._journal)}.get(self._path, 0)
            if not stored:
                raise
            raise JournalError(
                f"{self._path}: stopped after {stored:,} of {total:,} references; import it again to continue ({error})"
            ) from error

    def store(self, reference: Reference) -> None:
        """Store a reference's record unless it is known, with its decisions and source type."""
        identifier = reference_identity(reference)
        known, is_imported, is_tied = self._standing(identifier, reference)
        if not known and (written_of := self._written_of_several.get(identifier)):
            identifier = written_of
            known, is_imported, is_tied = self._standing(identifier, reference)
        known = known or self._previewed.get(("import", identifier), "")
        self._duplicates += bool(known)
        self._added += not known
        self._already += is_imported
        self._tied += bool(self._search) and not is_tied
        if not (is_imported and is_tied):
            is_again = bool(self._same_as)
            act = import_act(identifier, reference, self._path, self._source, self._search, again=is_again)
            self._append(self._context.reviewer, act, ("import", identifier), identifier)
        record = known or identifier
        if self._files:
            self._files.note(record, reference)
        if reference.source_type:
            self._import_source_type(record, reference)
        if reference.decisions:
            self._import_decisions(record, reference)

    def _standing(self, identifier: str, reference: Reference) -> references.Standing:
        return references.standing(
            self._journal,
            identifier,
            self._path,
            reference.line,
            self._search,
            again=bool(self._same_as),
        )

    def _append(self, reviewer: str, act: Act, preview: tuple[str, ...], value: str) -> None:
        """Append an act, or in a preview remember its effect."""
        if self._preview:
            self._previewed[preview] = value
        else:
            self._journal.append(reviewer, act)

    def report(self, path: str, format_name: str, mapping: Mapping[str, str]) -> ImportReport:
        """The report on the file."""
        return ImportReport(
            path,
            format_name,
            records=self._added + self._duplicates,
            added=self._added,
            duplicates=self._duplicates,
            decisions_by=dict(self._decisions),
            already=self._already,
            refused=tuple(self._refused),
            not_taken=tuple(self._not_taken),
            mapping=mapping,
            notices=tuple(self._notices),
            attached=self._files.attached if self._files else 0,
            missing=tuple(self._files.missing) if self._files else (),
            search=self._search,
            tied=self._tied,
            same_as=self._same_as,
        )

    def _import_source_type(self, record: str, reference: Reference) -> None:
        given, place = reference.source_type, ("source-type", record)
        if given not in self._source_types:
            self._leave(reference, f"unknown source type {given}")
            return
        present = self._previewed.get(place) or references.source_type(self._journal, record)
        if not present:
            act = SourceType(record=record, source_type=given)
            self._append(self._context.reviewer, act, place, given)
        elif present != given:
            self._leave(reference, f"source type {given}: the review has {present}, which is kept")

    def _import_decisions(self, record: str, reference: Reference) -> None:
        """Import the last decision of each reviewer at each stage, unless the review has a different one.

        A file with the review's present decision before its last one was exported and then changed elsewhere, so its last
        decision is imported.
        """
        made: dict[tuple[str, str], list[ReferenceDecision]] = defaultdict(list)
        for decision in reference.decisions:
            if decision.settled:
                self._leave(reference, f"{_settled(decision)}; settle it here if reviewers disagree")
                continue
            stage = decision.stage if decision.stage in self._stages else self._stage
            made[stage, reviewer_name(decision.reviewer or self._context.reviewer)].append(decision)
        present = self._decisions_on(record, hidden_too=True)
        for stage, reviewer in [place for place in made if place[1] in self._stakeholders]:
            del made[stage, reviewer]
            self._leave(reference, f"decision by {reviewer} at {named(stage)}: a stakeholder decides nothing")
        for (stage, reviewer), decisions in made.items():
            *earlier, last = decisions
            place = ("decide", record, stage, reviewer)
            here = self._previewed.get(place) or present.get((stage, reviewer))
            if here is None or (here != last.decision and here in {d.decision for d in earlier}):
                self._append(reviewer, self._decide_act(record, stage, last), place, last.decision)
                self._decisions[reviewer] += 1
            elif here != last.decision:
                seen = self._decisions_on(record)
                may_tell = place in self._previewed or (stage, reviewer) in seen
                current = f"the review has {here}" if may_tell else "the review has another decision"
                self._leave(
                    reference, f"{last.decision} by {reviewer} at {named(stage)}: {current}, which is kept"
                )

    def _decisions_on(self, record: str, *, hidden_too: bool = False) -> dict[tuple[str, str], str]:
        """The decisions on a record by stage and reviewer."""
        found = acts.decisions(self._journal, record=record, hidden_too=hidden_too)
        return {(decision.stage, decision.reviewer): decision.decision for decision in found}

    def _decide_act(self, record: str, stage: str, decision: ReferenceDecision) -> Decide:
        """A decision as an act; criteria and stages unknown to this review go into the note."""
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


def _settled(decision: ReferenceDecision) -> str:
    at = f" at {named(decision.stage)}" if decision.stage else ""
    return f"settled as {decision.decision}{at} by {decision.reviewer or 'somebody'}"
