"""Answers about references: import, dedupe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

from review.domain.reference import ImportedReason, Notice, Refusal
from review.domain.wording.meaning import meaning
from review.views.view import RecordId, View

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup
    from review.project.bibliography import DuplicateReport, ImportReport, MissingFile


class Refused(View, frozen=True, kw_only=True):
    """Something in a file that was not imported."""

    line: Annotated[int, meaning("its first line in the file, from 1; 0: the file as a whole")]
    message: Annotated[str, meaning("reason and what to do")]

    @classmethod
    def of(cls, refusal: Refusal) -> Refused:
        """The view of a refusal."""
        return cls(line=refusal.line, message=refusal.message)


class Noticed(View, frozen=True, kw_only=True):
    """Harmless lines of a file that were passed over, or something to look at."""

    line: Annotated[int, meaning("its first line in the file, from 1; 0: the file as a whole")]
    message: Annotated[str, meaning("what it is")]

    @classmethod
    def of(cls, notice: Notice) -> Noticed:
        """The view of a notice."""
        return cls(line=notice.line, message=notice.message)


class Missing(View, frozen=True, kw_only=True):
    """A PDF that a reference names and that was not attached."""

    line: Annotated[int, meaning("the reference's first line in the file, from 1")]
    path: Annotated[str, meaning("the path as named")]
    message: Annotated[str, meaning("why")]

    @classmethod
    def of(cls, missing: MissingFile) -> Missing:
        """The view of a file that is missing."""
        return cls(line=missing.line, path=missing.path, message=missing.message)


class Reason(View, frozen=True, kw_only=True):
    """A reason that decisions in a file give."""

    reason: Annotated[str, meaning("its words in the file")]
    criterion: Annotated[
        str, meaning("the criterion that it is, by id or text; empty: none, it is in the note")
    ]
    decisions: Annotated[int, meaning("number of decisions that give it")]

    @classmethod
    def of(cls, reason: ImportedReason) -> Reason:
        """The view of a reason."""
        return cls(reason=reason.reason, criterion=reason.criterion, decisions=reason.decisions)


class ImportedFile(View, frozen=True, kw_only=True):
    """The result for one reference file."""

    path: Annotated[str, meaning("the file as it was given")]
    format: Annotated[str, meaning("recognised format; empty if unknown")]
    records: Annotated[int, meaning("number of references in the file")]
    added: Annotated[int, meaning("number of new records")]
    duplicates: Annotated[int, meaning("number of references already in the review")]
    decisions: Annotated[int, meaning("number of decisions imported")]
    decisions_by: Annotated[dict[str, int], meaning("the same, by the reviewer whose they became")]
    decisions_at: Annotated[
        dict[str, dict[str, int]], meaning("the same, by the stage at which they count and the decision")
    ]
    reasons: Annotated[tuple[Reason, ...], meaning("the reasons that decisions in the file give")]
    already: Annotated[int, meaning("number of references imported earlier from the same lines of this file")]
    mapping: Annotated[dict[str, str], meaning("the field of each column of a table; empty: kept as it is")]
    refused: Annotated[tuple[Refused, ...], meaning("references that could not be read")]
    not_taken: Annotated[
        tuple[Refused, ...],
        meaning("decisions and source types that differ from those in the review or are unknown to it"),
    ]
    notes: Annotated[
        tuple[Noticed, ...], meaning("harmless lines that were passed over, and what to look at")
    ]
    attached: Annotated[int, meaning("number of PDFs that references name and that were attached")]
    missing: Annotated[tuple[Missing, ...], meaning("PDFs that references name and that were not attached")]
    search: Annotated[str, meaning("id of the search that found them; empty if none was given")]
    tied: Annotated[int, meaning("number of references that are now known to be from that search")]
    same_as: Annotated[
        str,
        meaning(
            "earlier file with the same records, where no source or search was named: the flow counts them once"
        ),
    ]

    @classmethod
    def of(cls, report: ImportReport) -> ImportedFile:
        """The view of a file's report."""
        return cls(
            path=report.path,
            format=report.format,
            records=report.records,
            added=report.added,
            duplicates=report.duplicates,
            decisions=report.decisions,
            decisions_by=report.decisions_by,
            decisions_at={
                stage: {str(kind): count for kind, count in counts.items()}
                for stage, counts in report.decisions_at.items()
            },
            reasons=tuple(map(Reason.of, report.reasons)),
            already=report.already,
            mapping=dict(report.mapping),
            refused=tuple(map(Refused.of, report.refused)),
            not_taken=tuple(map(Refused.of, report.not_taken)),
            notes=tuple(map(Noticed.of, report.notices)),
            attached=report.attached,
            missing=tuple(map(Missing.of, report.missing)),
            search=report.search,
            tied=report.tied,
            same_as=report.same_as,
        )


class Imported(View, frozen=True, kw_only=True):
    """The results for reference files."""

    files: tuple[ImportedFile, ...]

    @classmethod
    def of(cls, reports: Iterable[ImportReport]) -> Imported:
        """The view of the reports on files."""
        return cls(files=tuple(map(ImportedFile.of, reports)))


class Duplicates(View, frozen=True, kw_only=True):
    """Records that are, or may be, the same work."""

    records: Annotated[tuple[RecordId, ...], meaning("ids of the records, the fullest first")]
    certain: Annotated[
        bool,
        meaning("whether they are one work without doubt; `--apply` merges these unless `held` says why not"),
    ]
    why: Annotated[str, meaning("reason, in words")]
    relation: Annotated[
        str | None, meaning("`same-study` if they look like different reports of one study, to be related")
    ]

    held: Annotated[
        str, meaning("why `--apply` keeps some of a certain group's records apart; empty if it merges all")
    ]

    @classmethod
    def of(cls, group: DuplicateGroup, held: str) -> Duplicates:
        """The view of a group of records."""
        return cls(
            records=group.records,
            certain=group.certain,
            why=group.why,
            relation=group.relation or None,
            held=held,
        )


class AllDuplicates(View, frozen=True, kw_only=True):
    """All groups of records that are, or may be, the same work."""

    groups: tuple[Duplicates, ...]
    merged: Annotated[int, meaning("number of records merged into others")]

    @classmethod
    def of(cls, report: DuplicateReport, held: Mapping[DuplicateGroup, str]) -> AllDuplicates:
        """The view of a report on duplicates; `held` has what is left of certain groups, and why each is kept."""
        reasons = {record: why for group, why in held.items() for record in group.records}
        groups = (
            Duplicates.of(
                group, next(filter(None, map(reasons.get, group.records)), "") if group.certain else ""
            )
            for group in report.groups
        )
        return cls(groups=tuple(groups), merged=report.merged)
