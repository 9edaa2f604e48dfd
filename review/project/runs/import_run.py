"""Imports a reference file: new records, known records, and decisions in the file.

The file has been read to its end before anything is stored. Then its references are stored in short steps, between which
others can write. A stopped import leaves a mark of its progress and continues when it is run again; references imported
before are recognised by file, line and content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, takewhile
from threading import Event as StopEvent
from typing import TYPE_CHECKING

from review.acts import Act, Import, SourceType
from review.domain.reference import Notice, Reference, Refusal
from review.domain.wording.unknown import unknown_name
from review.errors import JournalError, ReviewError
from review.journal.appending.imports import append_imports
from review.journal.queries import references, unfinished
from review.journal.steps import in_steps
from review.project.bibliography import ImportReport, import_act, reference_identity
from review.project.runs.coming_back import same_list, written_of_several
from review.project.runs.import_decisions import DecisionImport, Elsewhere
from review.project.service import Context
from review.project.theory import TheoryService

if TYPE_CHECKING:
    from review.project.runs.attach_run import AttachRun
    from review.references.staging import StagedReferences


Progress = Callable[[int, int], None]
"""Called with the number of references so far and the total (0 while the file is read)."""

_TOGETHER = 50
"""How many new records are written together: more would lengthen a step, in which others wait."""


class ImportRun:
    """The import of one reference file.

    Args:
        context: the review.
        theory: its theory map.
        path: the file's name, stored in the journal.
        source: the database or search it came from.
        search: the id of the search that found the references, if one was logged.
        elsewhere: what the file does not say of its decisions.
        preview: determine what would be imported, and store nothing.
        files: notes the files that references name, if they are to be attached or it is a preview.

    Raises:
        ReviewError: the stage is unknown.
    """

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        path: str,
        source: str,
        elsewhere: Elsewhere,
        *,
        preview: bool = False,
        files: AttachRun | None = None,
        search: str = "",
    ) -> None:
        if not preview:
            context.journal.look_first()
        if elsewhere.stage and elsewhere.stage not in theory.stages:
            raise ReviewError(unknown_name("stage", elsewhere.stage, theory.stages))
        self._context = context
        self._journal = context.journal
        self._path = path
        self._source = source
        self._search = search
        self._decisions = DecisionImport(context, theory.map, theory.event, path, elsewhere, preview=preview)
        self._source_types = {kind.id for kind in theory.map.source_types}
        self._preview = preview
        self._files = files
        self._written_of_several = written_of_several(self._journal)
        self._same_as = ""
        self._previewed: dict[tuple[str, ...], str] = {}
        self._waiting: dict[str, Reference] = {}
        self._first_line: dict[str, int] = {}
        self._repeated: list[tuple[int, int]] = []
        self._done = self._added = self._duplicates = self._already = self._tied = 0
        self._refused: list[Refusal] = []
        self._notices: list[Notice] = []
        self._not_taken: list[Refusal] = []

    def store_all(
        self,
        staged: StagedReferences,
        progress: Progress | None = None,
        stop: StopEvent | None = None,
    ) -> None:
        """Store all references, or in a preview only count them, and collect refusals for the report.

        Raises:
            JournalError: the review is read-only or busy for too long, the disk fails, or it was stopped; the text says how
                many were stored before.
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
            self.store_waiting()
            batch, reviewer = self._decisions.batch, self._context.reviewer
            at = unfinished.Unfinished(self._path, self._done, total, batch, reviewer)
            unfinished.mark(self._journal, at)

        self._refused += staged.refusals
        self._notices += staged.notices
        if self._preview:
            for reference in staged:
                store(reference)
            return
        try:
            waiting = takewhile(lambda _: stop is None or not stop.is_set(), staged)
            in_steps(self._journal, waiting, store, mark)
        except JournalError as error:
            if not self._stored:
                raise
            raise JournalError(f"{self._stopped_of(total)} ({error})") from error
        if self._done < total:
            raise JournalError(self._stopped_of(total))
        unfinished.finish(self._journal, self._path)

    @property
    def _stored(self) -> int:
        """How many references of this file are stored, while it is not finished."""
        return {one.name: one.done for one in unfinished.imports(self._journal)}.get(self._path, 0)

    def _stopped_of(self, total: int) -> str:
        return f"{self._path}: stopped after {self._stored:,} of {total:,} references; import it again to continue"

    def store(self, reference: Reference) -> None:
        """Store a reference's record unless it is known, with its decisions and source type; perhaps only with the next ones."""
        identifier = reference_identity(reference)
        first = self._first_line.setdefault(identifier, reference.line)
        if first != reference.line:
            self._repeated.append((reference.line, first))
        if self._preview or identifier in self._waiting or self._brings_more(reference):
            self.store_waiting()
            self._store_one(identifier, reference)
            return
        self._waiting[identifier] = reference
        if len(self._waiting) >= _TOGETHER:
            self.store_waiting()

    def _brings_more(self, reference: Reference) -> bool:
        """Whether other acts than the import are made for a reference."""
        return bool(reference.decisions or reference.source_type or self._decisions.has_for_all)

    def store_waiting(self) -> None:
        """Store the references that wait to be stored together, in the file's order."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        known = references.heard_of(self._journal, waiting) | self._written_of_several.keys()
        for is_known, some in groupby(waiting.items(), key=lambda one: one[0] in known):
            if is_known:
                for identifier, reference in some:
                    self._store_one(identifier, reference)
            else:
                self._store_new(list(some))

    def _store_new(self, some: Sequence[tuple[str, Reference]]) -> None:
        """Store references of which the journal knows nothing, and that bring no decisions and no source type."""
        acts = [self._act(identifier, reference) for identifier, reference in some]
        with self._journal.transaction() as connection:
            append_imports(connection, self._context.reviewer, acts)
        self._added += len(acts)
        self._tied += len(acts) if self._search else 0
        self._decisions.leave_undecided()
        if self._files:
            for identifier, reference in some:
                self._files.note(identifier, reference)

    def _act(self, identifier: str, reference: Reference) -> Import:
        return import_act(
            identifier, reference, self._path, self._source, self._search, again=bool(self._same_as)
        )

    def _store_one(self, identifier: str, reference: Reference) -> None:
        """Store a reference with everything that it brings, unless it is known."""
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
            act = self._act(identifier, reference)
            self._append(self._context.reviewer, act, ("import", identifier), identifier)
        record = known or identifier
        if self._files:
            self._files.note(record, reference)
        if reference.source_type:
            self._import_source_type(record, reference)
        self._decisions.store(record, reference)

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
            decided=dict(self._decisions.counts),
            reasons=self._decisions.reasons.counted(),
            already=self._already,
            refused=tuple(self._refused),
            not_taken=tuple(sorted([*self._not_taken, *self._decisions.left], key=lambda one: one.line)),
            mapping=mapping,
            notices=(*self._notices, *self._decisions.notices(self._path, mapping)),
            attached=self._files.attached if self._files else 0,
            missing=tuple(self._files.missing) if self._files else (),
            naming=self._files.naming if self._files else 0,
            search=self._search,
            tied=self._tied,
            same_as=self._same_as,
            repeated=tuple(self._repeated),
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

    def _leave(self, reference: Reference, message: str) -> None:
        self._not_taken.append(Refusal(reference.line, message))
