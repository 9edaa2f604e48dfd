"""References: importing them, and records that are one work or one study."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from review.acts import (
    Merge,
    Relate,
)
from review.errors import JournalError, ReviewError, UnknownNameError
from review.journal.queries import references
from review.journal.steps import in_steps
from review.project.records import RecordService
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.sandbox.regular_file import as_text

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup
    from review.journal.queries.references import Source
    from review.project.bibliography import DuplicateReport, ImportReport

REFERENCES = "references"


RELATIONS = ("same-study", "kin", "distinct")
"""What two records can be to each other; ``distinct`` only says that they are not one work, though they look it."""


class ReferenceService(Service):
    """The verbs about reference files and duplicates."""

    def __init__(self, context: Context, theory: TheoryService, records: RecordService) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records

    def import_file(
        self,
        path: Path,
        source: str = "",
        *,
        columns: Mapping[str, str] | None = None,
        stage: str = "",
        preview: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportReport:
        """Import a reference file (RIS, BibTeX, nbib, EndNote XML, CSL-JSON, CSV, XLSX …).

        A child with limits reads it to its end first; of a file that takes too much time or memory nothing is imported.
        Then the references are stored in short steps, so that others can write meanwhile. An import that is stopped
        keeps what it stored; the same import again goes on from there.

        A record that came in before, from whichever file, is known by its content and not added again; where it came
        from is kept each time. Decisions in the file (Rayyan, ASReview, Covidence, this program) become decisions of
        the reviewers and at the stages that the file names, also on known records; one that differs from what the
        reviewer has decided here is listed and not taken.

        Args:
            path: the file.
            source: the database or search; default: the file's name.
            columns: what columns of a table hold, by their names, where the guess is wrong (`stream_references`).
            stage: where decisions belong that name no stage of this review; default: its first.
            preview: report what would be taken in, and change nothing.
            progress: told how many references have come, after each, and of how many: of 0 while the file is read.

        Raises:
            ReadingError: the file cannot be opened.
            ReviewError: no such stage, or no such field.
            JournalError: the review is read-only or busy for long, or the disk is full; the text says how many
                references were stored before.
        """
        from review.domain.reference import Refusal
        from review.project.bibliography import ImportReport
        from review.project.runs.import_run import ImportRun
        from review.references import ReadingStoppedError
        from review.references.staging import staged_references

        if self.context.read_only and not preview:
            raise JournalError(f"nothing was stored: {self.context.read_only}")
        name = as_text(path.name)
        run = ImportRun(self.context, self._theory, name, source or name, stage, preview=preview)
        reading = (lambda count: progress(count, 0)) if progress else None
        room = None if self.context.read_only else self.folder
        try:
            with staged_references(path, columns, room, reading) as staged:
                run.take_in_all(staged, progress)
                return run.report(path.as_posix(), staged.format, staged.mapping)
        except ReadingStoppedError as error:
            return ImportReport(path.as_posix(), refused=(Refusal(0, str(error)),))

    def sources(self, record: str = "") -> list[Source]:
        """Where records came from: files, lines, and every field as it stood there."""
        return references.sources(self.journal, record)

    def relate(self, record: str, other: str, relation: str) -> Acknowledgement:
        """Say that two records report the same study, are kin, or are distinct works; they stay two records.

        Raises:
            UnknownNameError: no such relation.
            ReviewError: it is one record.
        """
        if relation not in RELATIONS:
            raise UnknownNameError(f"'{relation}' is no relation; choose {', '.join(RELATIONS)}")
        if record == other:
            raise ReviewError("a record is not related to itself; name two")
        one, two = self._records.get(record), self._records.get(other)
        act = Relate(record=record, other=other, relation=relation)
        return self._act(act, f"{one.author_year} and {two.author_year}: {relation}")

    def relations(self, record: str = "") -> list[tuple[str, str, str]]:
        """(record, other, relation) as reviewers stated them."""
        return references.relations(self.journal, record)

    def merge(self, kept: str, merged: str, why: str) -> Acknowledgement:
        """Say that `merged` is the same work as `kept`: it leaves every list, its sources stay; undoable.

        Raises:
            ReviewError: somebody has worked on `merged`, which would be hidden.
        """
        one, two = self._records.get(kept), self._records.get(merged)
        if not references.untouched(self.journal, merged):
            raise ReviewError(
                f"{two.author_year}: has decisions, codings or memos, which a merge would hide; keep that one"
            )
        if two.file_sha256 and not one.file_sha256:
            raise ReviewError(f"{two.author_year}: has the file; keep that one")
        return self._act(
            Merge(record=merged, kept=kept, why=why), f"{two.author_year} merged into {one.author_year}"
        )

    def dedupe(self, *, apply: bool = False) -> DuplicateReport:
        """Find records that are one work; with `apply` the certain groups are merged, as far as nobody worked on both.

        Related records (same study) are never merged, and pairs that a reviewer has related, or called distinct, are
        not shown again.
        """
        from review.duplicates import duplicate_groups
        from review.project.bibliography import DuplicateReport, as_work, first_bodies

        bodies = first_bodies(self.sources())
        works = [as_work(record, bodies.get(record.id, {})) for record in self._records.all()]
        groups = self.unsettled(duplicate_groups(works))
        merged: list[int] = []
        if apply:
            certain = (group for group in groups if group.certain)
            in_steps(self.journal, certain, lambda group: merged.append(self._merge_group(group)))
        return DuplicateReport(groups, sum(merged))

    def unsettled(self, groups: Iterable[DuplicateGroup]) -> tuple[DuplicateGroup, ...]:
        """What is left of groups found before, after merges and relations since then; no new search."""
        from review.project.bibliography import unsettled

        return tuple(unsettled(groups, references.merged(self.journal), self.related_pairs()))

    def related_pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of records of which a reviewer has said what they are to each other."""
        return frozenset(frozenset((one, other)) for one, other, _ in self.relations())

    def _merge_group(self, group: DuplicateGroup) -> int:
        """Merge a certain group into the record that was worked on; where two were, they stay."""
        # Others may have merged some of them since the group was found.
        standing = [one for one in group.records if references.resolved(self.journal, one) == one]
        if not standing:
            return 0
        worked_on = [record for record in standing if not references.untouched(self.journal, record)]
        with_file = [record for record in standing if self._records.get(record).file_sha256]
        kept = (worked_on or with_file or standing)[0]
        merged = 0
        for record in standing:
            if record == kept or record in worked_on or (record in with_file and kept not in with_file):
                continue
            self.merge(kept, record, group.why)
            merged += 1
        return merged
