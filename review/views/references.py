"""What commands answer about references: import, dedupe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from review.domain.reference import Refusal
from review.domain.wording.says import says
from review.views.view import RecordId, View

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup
    from review.project.bibliography import DuplicateReport, ImportReport


class Refused(View, frozen=True, kw_only=True):
    """Something in a file that was not imported."""

    line: Annotated[int, says("where it begins in the file, from 1; 0: the file as a whole")]
    message: Annotated[str, says("why, and what to do")]

    @classmethod
    def of(cls, refusal: Refusal) -> Refused:
        """What was refused."""
        return cls(line=refusal.line, message=refusal.message)


class ImportedFile(View, frozen=True, kw_only=True):
    """What became of one reference file."""

    path: str
    format: Annotated[str, says("what it was read as; empty where that is unknown")]
    records: Annotated[int, says("number of references in it")]
    added: Annotated[int, says("number of new records")]
    duplicates: Annotated[int, says("number of references that were known")]
    decisions: Annotated[int, says("number of decisions that came along")]
    already: Annotated[
        int, says("number of references that an earlier import brought from the same lines of this file")
    ]
    mapping: Annotated[
        dict[str, str], says("how a table's columns were understood: the field of each; empty: kept as it is")
    ]
    refused: Annotated[tuple[Refused, ...], says("references that could not be read")]
    not_taken: Annotated[
        tuple[Refused, ...],
        says("decisions and source types that differ from the review's, or that it does not know"),
    ]

    @classmethod
    def of(cls, report: ImportReport) -> ImportedFile:
        """What is reported of a file."""
        return cls(
            path=report.path,
            format=report.format,
            records=report.records,
            added=report.added,
            duplicates=report.duplicates,
            decisions=report.decisions,
            already=report.already,
            mapping=dict(report.mapping),
            refused=tuple(map(Refused.of, report.refused)),
            not_taken=tuple(map(Refused.of, report.not_taken)),
        )


class Imported(View, frozen=True, kw_only=True):
    """What became of reference files."""

    files: tuple[ImportedFile, ...]

    @classmethod
    def of(cls, reports: Iterable[ImportReport]) -> Imported:
        """What is reported of each file."""
        return cls(files=tuple(map(ImportedFile.of, reports)))


class Duplicates(View, frozen=True, kw_only=True):
    """Records that are one work, or may be."""

    records: Annotated[tuple[RecordId, ...], says("ids of the records; the first is the one to keep")]
    certain: Annotated[bool, says("whether `--apply` merges them")]
    why: Annotated[str, says("how that was found, in words")]
    relation: Annotated[
        str | None, says("`same-study` where they look like different reports of one study, to be related")
    ]

    @classmethod
    def of(cls, group: DuplicateGroup) -> Duplicates:
        """A group of records."""
        return cls(
            records=group.records, certain=group.certain, why=group.why, relation=group.relation or None
        )


class AllDuplicates(View, frozen=True, kw_only=True):
    """Every group of records that are one work, or may be."""

    groups: tuple[Duplicates, ...]
    merged: Annotated[int, says("number of records that were merged into others")]

    @classmethod
    def of(cls, report: DuplicateReport) -> AllDuplicates:
        """What was found, and merged."""
        return cls(groups=tuple(map(Duplicates.of, report.groups)), merged=report.merged)
