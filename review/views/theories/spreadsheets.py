"""The answer of import-table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from review.domain.wording.meaning import meaning
from review.views.references import Noticed, Refused
from review.views.view import View

if TYPE_CHECKING:
    from review.project.spreadsheets.planned import MadeRow, TableReport

Line = Annotated[int, meaning("its line in the file, from 1")]


class ImportedRow(View, frozen=True, kw_only=True):
    """An appraisal or configuration that was imported, or would be."""

    line: Line
    what: Annotated[str, meaning("what was made of the row, in a line")]

    @classmethod
    def of(cls, made: MadeRow) -> ImportedRow:
        """The view of what was made of a row."""
        return cls(line=made.line, what=made.what)


class ImportedTable(View, frozen=True, kw_only=True):
    """A table was imported; with `--preview` nothing was stored."""

    rows: Annotated[int, meaning("number of rows below the names of the columns")]
    taken: Annotated[int, meaning("number of rows that were imported, or with `--preview` would be")]
    known: Annotated[int, meaning("number of rows that are in the review already")]
    refused: Annotated[tuple[Refused, ...], meaning("rows that cannot be imported")]
    notes: Annotated[tuple[Noticed, ...], meaning("what to look at, and columns that are not read")]
    made: Annotated[tuple[ImportedRow, ...], meaning("what was made of the rows that were imported")]

    @classmethod
    def of(cls, report: TableReport) -> ImportedTable:
        """The view of a report."""
        return cls(
            rows=report.rows,
            taken=report.taken,
            known=report.known,
            refused=tuple(map(Refused.of, report.refused)),
            notes=tuple(map(Noticed.of, report.notices)),
            made=tuple(map(ImportedRow.of, report.made)),
        )
