"""A table within a spreadsheet: the row with the names of its columns, and the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from review.domain.wording.named import named
from review.errors import ReviewError
from review.references.rows.messages import ParsedRow

HEADER_ROWS = 10
"""How many rows of a sheet are searched for the names of columns; those above them are a caption."""


class RefusedRowError(ReviewError):
    """A row cannot be imported; the text says why and what to do."""


class TableRow(NamedTuple):
    """A row by the keys of its columns; columns that the table does not have are empty."""

    line: int
    cells: Mapping[str, str]
    formulas: frozenset[str]

    def text(self, key: str) -> str:
        """The cell of a column.

        Raises:
            RefusedRowError: it is a formula, which is not calculated.
        """
        if key in self.formulas:
            raise RefusedRowError(f"{named(key)} is a formula; replace it by its value")
        return self.cells.get(key, "").strip()

    def lines(self, key: str) -> list[str]:
        """The lines of a cell that are not empty, each with single spaces."""
        return [" ".join(line.split()) for line in self.text(key).split("\n") if line.strip()]


class Table(NamedTuple):
    """The rows of a table, the keys of its columns, and the names of those that are not read."""

    rows: Sequence[TableRow]
    keys: frozenset[str]
    unread: Sequence[str]


def folded(name: str) -> str:
    """A name of a column or value without differences of case, spaces and signs: ``textsha256`` for ``Text SHA-256``."""
    return "".join(filter(str.isalnum, name.casefold()))


def found_table(
    rows: Sequence[ParsedRow], columns: Mapping[str, str], is_enough: Callable[[Collection[str]], bool]
) -> Table | None:
    """The first table whose columns are enough, on whatever sheet; None if there is none.

    `columns` has the key of each column by its folded names.
    """
    for sheet in dict.fromkeys(row.sheet for row in rows):
        of_sheet = [row for row in rows if row.sheet == sheet]
        for place, header in enumerate(of_sheet[:HEADER_ROWS]):
            keys = [columns.get(folded(cell), "") for cell in header.cells]
            if is_enough({key for key in keys if key}):
                unread = [cell for cell, key in zip(header.cells, keys, strict=True) if cell and not key]
                below = [_row(row, keys) for row in of_sheet[place + 1 :] if row.cells != header.cells]
                return Table(
                    [row for row in below if any(row.cells.values())], frozenset(keys) - {""}, unread
                )
    return None


def _row(row: ParsedRow, keys: Sequence[str]) -> TableRow:
    cells: dict[str, str] = {}
    formulas = set()
    for place, (key, cell) in enumerate(zip(keys, row.cells, strict=False)):
        if key and not cells.get(key):  # of two columns of one name the first that is filled in
            cells[key] = cell
            formulas |= {key} if place in row.formulas else set()
    return TableRow(row.line, cells, frozenset(formulas))
