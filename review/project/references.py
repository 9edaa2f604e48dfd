"""References: importing them, and finding records of the same work or study."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from itertools import islice, takewhile
from pathlib import Path
from threading import Event as StopEvent
from typing import TYPE_CHECKING
from uuid import uuid4

from review.acts import Merge, Relate
from review.acts.records import RELATIONS
from review.domain import DecisionKind, RelatedRecords
from review.domain.listing import LABEL, SOURCE
from review.domain.wording.unknown import unknown_name
from review.errors import JournalError, ReviewError, UnknownNameError
from review.journal.queries import references
from review.journal.queries.team.hidden_by_merges import hidden_by_merges
from review.journal.steps import in_steps
from review.project.documents import DocumentService
from review.project.records import RecordService
from review.project.searches.service import SearchService
from review.project.service import Acknowledgement, Context, Service
from review.project.team.drawing import draw_samples
from review.project.theory import TheoryService
from review.sandbox.regular_file import as_text

if TYPE_CHECKING:
    from review.domain.reference import Reference
    from review.duplicates import DuplicateGroup
    from review.journal.queries.references import Source
    from review.project.bibliography import DuplicateReport, ImportReport
    from review.project.runs.report import IngestReport, Progress
    from review.references.staging import LastReading, StagedReferences

MOST_COMPARED = 2_000
"""The largest review in which an import looks for records that are alike: half a second of processor time."""

FIRST = 3
"""How many of a file's references a report on its import shows."""

WORK = "decisions, codings, appraisals, passages of configurations, memos, comments or facets"
"""What reviewers do on a record (`references.untouched`)."""


class ReferenceService(Service):
    """Acts on reference files and duplicates."""

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        records: RecordService,
        documents: DocumentService,
        searches: SearchService,
    ) -> None:
        super().__init__(context)
        self._searches = searches
        self._theory = theory
        self._records = records
        self._documents = documents
        self._last_reading: LastReading | None = None

    def import_file(
        self,
        path: Path,
        source: str = "",
        *,
        columns: Mapping[str, str] | None = None,
        stage: str = "",
        decision: DecisionKind | None = None,
        preview: bool = False,
        progress: Callable[[int, int], None] | None = None,
        encoding: str = "",
        files: Path | None = None,
        attach: bool = True,
        attaching: Callable[[int, int], None] | None = None,
        search: str = "",
        stop: StopEvent | None = None,
    ) -> ImportReport:
        """Import a reference file (RIS, BibTeX, nbib, EndNote XML, CSL-JSON, CSV, XLSX …).

        A child process with limits first reads it to the end; nothing is imported from a file that takes too much time or
        memory. Then the references are stored in short steps, so that others can write meanwhile. A stopped import keeps
        what it stored; the same import continues from there.

        A record imported before, from any file, is recognised by its content and not added again; each origin is stored.
        PDFs that references name by paths in the file's folder (Zotero, JabRef, Mendeley, EndNote) are read and attached to
        records without a file.

        Decisions in the file (Rayyan, ASReview, Covidence, this program) become decisions of the reviewers and at the
        stages named in the file, also on known records; one that differs from the reviewer's decision here is listed and
        not imported.

        Args:
            path: the file.
            source: the database or search; default: the file's name.
            columns: the fields of a table's columns, by column name, where the guess is wrong (`stream_references`).
            stage: the stage of decisions without a stage of this review; default: its first, or its last for those that were
                made on the full text (Covidence's exclusions with a reason).
            decision: the decision on all records for which the file has none.
            preview: report what would be imported, and change nothing.
            progress: called after each reference with the number so far and the total (0 while the file is read).
            encoding: the file's encoding, where the guess is wrong.
            files: a folder in which PDFs that references name are looked for, besides the file's own folder.
            attach: whether such PDFs are attached.
            attaching: called after each of these PDFs with the number read so far and the total.
            search: the id of the logged search that found the references; a file imported before is tied to it.
            stop: ends it between two references.

        Raises:
            UnknownNameError: the search is unknown.
            ReadingError: the file cannot be opened.
            ReviewError: the stage, a field or the encoding is unknown.
            JournalError: the review is read-only or busy for too long, the disk is full, or it was stopped; the text says
                how many references were stored before.
        """
        from review.domain.reference import Refusal
        from review.project.bibliography import ImportReport
        from review.project.runs.attach_run import AttachRun
        from review.project.runs.import_decisions import Elsewhere
        from review.project.runs.import_run import ImportRun
        from review.references import ReadingStoppedError
        from review.references.staging import LastReading

        if self._context.read_only and not preview:
            raise JournalError(f"nothing was stored: {self._context.read_only}")
        name = as_text(path.name)
        found_by = self._searches.find(search).id if search else ""
        before = self._present()
        named = AttachRun(self._context, path, files) if attach or preview else None
        run = ImportRun(
            self._context,
            self._theory,
            name,
            source or name,
            Elsewhere(stage, decision),
            preview=preview,
            files=named,
            search=found_by,
        )
        reading = (lambda count: progress(count, 0)) if progress else None
        room = None if self._context.read_only else self._folder
        try:
            last = self._last_reading = self._last_reading or LastReading()
            with last.staged(path, columns, room, reading, encoding, keep=preview) as staged:
                run.store_all(staged, progress, stop)
                if not preview:
                    draw_samples(self._journal, self._reviewer, self._theory.map)
                if named and not preview:
                    named.attach(partial(self._read_for, attaching), self.merge)
                report = run.report(path.as_posix(), staged.format, staged.mapping)
                alike = self._alike(before, staged if preview else ()) if report.added else 0
                return replace(report, first=tuple(islice(staged, FIRST)), alike=alike)
        except ReadingStoppedError as error:
            return ImportReport(path.as_posix(), refused=(Refusal(0, str(error)),))

    def _read_for(
        self, attaching: Callable[[int, int], None] | None, chosen: dict[Path, str]
    ) -> IngestReport:
        """Read files, each for a record."""

        def say(progress: Progress) -> None:
            if attaching:
                attaching(progress.done, progress.total)

        return self._documents.ingest(list(chosen), for_records=chosen, progress=say)

    def sources(self, record: str = "") -> list[Source]:
        """The origins of records: files, lines, and all fields as in the file."""
        return references.sources(self._journal, record)

    def labels_and_sources(self) -> tuple[Sequence[str], Sequence[str]]:
        """The labels that reference files gave to records, and what imports named as their source."""
        from review.journal.queries.imported import names

        return names.names(self._journal, LABEL), names.names(self._journal, SOURCE)

    def notes(self, record: str) -> tuple[str, ...]:
        """The notes that reference files have on a record."""
        return references.notes(self._journal, record)

    def relate(self, record: str, other: str, relation: str) -> Acknowledgement:
        """Relate two records (`RELATIONS`); they remain two records.

        Raises:
            UnknownNameError: the relation is unknown.
            ReviewError: both are the same record.
        """
        if relation not in RELATIONS:
            raise UnknownNameError(unknown_name("relation", relation, RELATIONS))
        if record == other:
            raise ReviewError("a record cannot be related to itself; give two records")
        one, two = self._records.get(record), self._records.get(other)
        act = Relate(record=record, other=other, relation=relation)
        return self._act(act, f"{one.author_year} and {two.author_year}: {RELATIONS[relation]}")

    def relations(self, record: str = "") -> list[RelatedRecords]:
        """The pairs of records that reviewers related, of one record (from its side) or all."""
        return references.relations(self._journal, record)

    def hidden_by_merges(self) -> list[str]:
        """A line for each record with work on a record that was merged into it, made apart, which does not count."""
        return [one.sentence for one in hidden_by_merges(self._journal)]

    def merge(self, kept: str, merged: str, why: str, batch: str = "") -> Acknowledgement:
        """Merge `merged` into `kept`, the same work: it is no longer listed, its sources are kept; undoable.

        Merges with the same `batch`, a random name, are undone together.

        Raises:
            ReviewError: `merged` has work that would be hidden.
        """
        one, two = self._records.get(kept), self._records.get(merged)
        if not references.untouched(self._journal, merged):
            raise ReviewError(f"{two.author_year}: has {WORK}, which a merge would hide; keep this record")
        if two.file_sha256 and not one.file_sha256:
            raise ReviewError(f"{two.author_year}: has the file; keep this record")
        return self._act(
            Merge(record=merged, kept=kept, why=why, batch=batch),
            f"{two.author_year} merged into {one.author_year}",
        )

    def merge_by_hand(self, one: str, other: str) -> Acknowledgement:
        """Merge two records that a reviewer takes for the same work, into the one that has work or the file, else the first.

        Raises:
            ReviewError: they are one record, or both have work, or one has the work and the other the file.
        """
        if one == other:
            raise ReviewError("a record cannot be merged with itself; give two records")
        kept = self._kept([one, other])
        return self.merge(kept, other if kept == one else one, "merged by hand")

    def _kept(self, records: Sequence[str]) -> str:
        """The one of these records that the others are merged into: that with work, else that with the file, else the first."""
        worked_on = [record for record in records if not references.untouched(self._journal, record)]
        with_file = [record for record in records if self._records.get(record).file_sha256]
        return (worked_on or with_file or records)[0]

    def dedupe(
        self,
        *,
        apply: bool = False,
        progress: Callable[[int, int], None] | None = None,
        stop: StopEvent | None = None,
    ) -> DuplicateReport:
        """Find records of the same work; with `apply`, merge certain groups unless both records have been worked on.

        All these merges are undone by one undo. `stop` ends them between two groups; those merged stay so. `progress` is called
        with the number of certain groups gone through and their total.

        Related records (same study) are never merged, and pairs that a reviewer has related or marked as distinct are not
        shown again.
        """
        from review.project.bibliography import DuplicateReport

        groups = self._groups()
        certain = [group for group in groups if group.certain]
        merged: list[int] = []
        say = progress or (lambda _done, _total: None)
        batch = uuid4().hex

        def merge(group: DuplicateGroup) -> None:
            merged.append(self._merge_group(group, batch))
            say(len(merged), len(certain))

        if apply:
            say(0, len(certain))
            waiting = takewhile(lambda _: stop is None or not stop.is_set(), certain)
            in_steps(self._journal, waiting, merge)
        return DuplicateReport(groups, sum(merged))

    def _groups(self, waiting: Iterable[Reference] = ()) -> tuple[DuplicateGroup, ...]:
        """The groups that nobody has settled, of all records and of references that wait to be imported."""
        from review.duplicates import duplicate_groups
        from review.project.bibliography import as_reference, reference_identity, united_bodies

        bodies = united_bodies(self.sources())
        records = self._records.all()
        found = {record.id: as_reference(record, bodies.get(record.id, {}), (), ()) for record in records}
        new = {reference_identity(reference): reference for reference in waiting}
        with_file = {record.id for record in records if record.file_sha256}
        return self.unsettled(duplicate_groups(new | found, with_file))

    def _present(self) -> frozenset[str]:
        """The ids of all records, for `_alike`; none in a review that is too large for it."""
        if self._records.count() > MOST_COMPARED:
            return frozenset()
        return frozenset(record.id for record in self._records.all())

    def _alike(self, before: AbstractSet[str], waiting: StagedReferences | Sequence[Reference] = ()) -> int:
        """How many groups that `dedupe` lists have a record that is not among those present `before`, or one that waits.

        0 in a review of more than `MOST_COMPARED` records, where the search takes too long to be made after each import.
        """
        if self._records.count() + len(waiting) > MOST_COMPARED:
            return 0
        groups = self._groups(waiting)
        return sum(any(one not in before for one in group.records) for group in groups)

    def unsettled(self, groups: Iterable[DuplicateGroup]) -> tuple[DuplicateGroup, ...]:
        """The groups found earlier that are left after merges and relations since; no new search."""
        from review.project.bibliography import unsettled

        return tuple(unsettled(groups, references.merged(self._journal), self.related_pairs()))

    def held(self, group: DuplicateGroup) -> str:
        """Why a certain group stays more than one record, in words; empty if `dedupe` can merge it."""
        standing = [one for one in group.records if references.resolved(self._journal, one) == one]
        worked_on = [one for one in standing if not references.untouched(self._journal, one)]
        names = [self._records.get(one).author_year for one in worked_on]
        if len(worked_on) > 1:
            return f"{', '.join(names[:-1])} and {names[-1]} have {WORK}, which a merge would hide"
        if worked_on and not self._records.get(worked_on[0]).file_sha256:
            others = (self._records.get(one) for one in standing if one != worked_on[0])
            with_file = next((other for other in others if other.file_sha256), None)
            return f"{names[0]} has the work and {with_file.author_year} the file" if with_file else ""
        return ""

    def related_pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of records related by a reviewer."""
        return frozenset(frozenset((one, other)) for one, other, _ in self.relations())

    def _merge_group(self, group: DuplicateGroup, batch: str) -> int:
        """Merge a certain group into the record that was worked on; if two were, both are kept."""
        # Others may have merged some of them in the meantime.
        standing = [one for one in group.records if references.resolved(self._journal, one) == one]
        if not standing:
            return 0
        worked_on = [record for record in standing if not references.untouched(self._journal, record)]
        with_file = [record for record in standing if self._records.get(record).file_sha256]
        kept = self._kept(standing)
        merged = 0
        for record in standing:
            if record == kept or record in worked_on or (record in with_file and kept not in with_file):
                continue
            self.merge(kept, record, group.why, batch)
            merged += 1
        return merged
