"""Answers of `export`, of the check of an exported report, and of `schema --list`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from review.domain.wording.meaning import meaning
from review.views.view import RecordId, View

if TYPE_CHECKING:
    from review.export import Export
    from review.export.kinds import Refused
    from review.export.report.checking import Checked


class ExportName(View, frozen=True, kw_only=True):
    """One of the exports."""

    name: Annotated[str, meaning("name as `review export NAME` takes it")]
    title: Annotated[str, meaning("name for people")]
    description: Annotated[str, meaning("content")]
    kind: Annotated[str, meaning("what exports of this kind are: tables, references, figures …")]
    formats: Annotated[tuple[str, ...], meaning("the formats that it can be written in")]
    usual: Annotated[tuple[str, ...], meaning("those that it is written in without `--format`")]

    @classmethod
    def of_export(cls, export: Export) -> ExportName:
        """The view of an export."""
        return cls(
            name=export.name,
            title=export.title,
            description=export.description,
            kind=export.kind,
            formats=export.formats,
            usual=export.usual,
        )


class SchemaNames(View, frozen=True, kw_only=True):
    """The commands whose answers have a schema."""

    commands: Annotated[tuple[str, ...], meaning("names as `review schema COMMAND` takes them: `theory log`")]


class ExportNames(View, frozen=True, kw_only=True):
    """The available exports, with `--list`."""

    exports: tuple[ExportName, ...]

    @classmethod
    def of(cls, exports: Iterable[Export]) -> ExportNames:
        """The view of exports."""
        return cls(exports=tuple(map(ExportName.of_export, exports)))


class NotAnnotated(View, frozen=True, kw_only=True):
    """A record whose PDF could not be annotated, or not all of it."""

    record: RecordId
    message: Annotated[str, meaning("why, and what to do")]


class Exported(View, frozen=True, kw_only=True):
    """Exports were written."""

    files: Annotated[tuple[str, ...], meaning("paths of the files")]
    refused: Annotated[
        tuple[NotAnnotated, ...], meaning("records whose PDFs could not be annotated, or not all of them")
    ]

    @classmethod
    def of(cls, paths: Iterable[Path], refused: Iterable[Refused] = ()) -> Exported:
        """The view of written files."""
        return cls(
            files=tuple(map(str, paths)),
            refused=tuple(NotAnnotated(record=one.record, message=one.message) for one in refused),
        )


class Packaged(View, frozen=True, kw_only=True):
    """A package of the review was written."""

    file: Annotated[str, meaning("path of the package")]
    contents: Annotated[tuple[str, ...], meaning("names of the files in it")]


class ReportProblem(View, frozen=True, kw_only=True):
    """A number, quotation or cell of a report that is not as the journal has it."""

    where: Annotated[str, meaning("the headings above it, or the table, row and column")]
    written: Annotated[str, meaning("what the file has; empty if it lacks it")]
    journal: Annotated[str, meaning("what the journal has; empty if it has nothing like it")]


class ReportChecked(View, frozen=True, kw_only=True):
    """An exported report, compared with the journal, with `verify FILE`."""

    ok: Annotated[bool, meaning("true if nothing differs")]
    problems: tuple[ReportProblem, ...]
    events_since: Annotated[
        int, meaning("how many events were added to the journal since the report was written")
    ]

    @classmethod
    def of(cls, checked: Checked) -> ReportChecked:
        """What differs."""
        return cls(
            ok=not checked.differences,
            problems=tuple(
                ReportProblem(where=one.where, written=one.written, journal=one.journal)
                for one in checked.differences
            ),
            events_since=checked.events_since,
        )
