"""A table within a spreadsheet: the row with the names of its columns, and the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words
from review.domain.wording.unknown import folded, nearest
from review.errors import ReviewError

if TYPE_CHECKING:
    from review.references.rows.messages import ParsedRow

HEADER_ROWS = 10
"""How many rows of a sheet are searched for the names of columns; those above them are a caption."""

MOST_NAMES = 300
"""How many characters of the names of columns are shown."""


class RefusedRowError(ReviewError):
    """A row cannot be imported; the text says why and what to do."""


class TableRow(NamedTuple):
    """A row by the keys of its columns, each with its different texts: several columns may have one key, others none."""

    line: int
    cells: Mapping[str, Sequence[str]]
    formulas: frozenset[str]

    def text(self, key: str) -> str:
        """The cell of a column.

        Raises:
            RefusedRowError: it is a formula, which is not calculated, or two columns have different texts.
        """
        texts = self._texts(key)
        if len(texts) > 1:
            listed = ", ".join(f"'{first_words(text)}'" for text in texts)
            raise RefusedRowError(f"several columns are read as {named(key)}: {listed}; keep one of them")
        return texts[0] if texts else ""

    def lines(self, key: str) -> list[str]:
        """The lines of the cells of a column that are not empty, each with single spaces.

        Raises:
            RefusedRowError: it is a formula.
        """
        every = (line for text in self._texts(key) for line in text.split("\n"))
        return [" ".join(line.split()) for line in every if line.strip()]

    def _texts(self, key: str) -> Sequence[str]:
        if key in self.formulas:
            raise RefusedRowError(f"{named(key)} is a formula; replace it by its value")
        return self.cells.get(key, ())


class Table(NamedTuple):
    """The rows of a table, the keys of its columns, and notes on what is not read."""

    rows: Sequence[TableRow]
    keys: frozenset[str]
    notes: Sequence[str]


def found_table(
    rows: Sequence[ParsedRow], columns: Mapping[str, str], is_enough: Callable[[Collection[str]], bool]
) -> Table | None:
    """The first table whose columns are enough, on whatever sheet; None if there is none.

    `columns` has the key of each column by its folded names.
    """
    sheets = list(dict.fromkeys(row.sheet for row in rows))
    for sheet in sheets:
        of_sheet = [row for row in rows if row.sheet == sheet]
        for place, header in enumerate(of_sheet[:HEADER_ROWS]):
            keys = [columns.get(folded(cell), "") for cell in header.cells]
            if is_enough({key for key in keys if key}):
                unread = [cell for cell, key in zip(header.cells, keys, strict=True) if cell and not key]
                below = [_row(row, keys) for row in of_sheet[place + 1 :] if row.cells != header.cells]
                merged = [
                    row.line
                    for row in of_sheet[place + 1 :]
                    if any(keys[at : at + 1] != [""] for at in row.merged)
                ]
                notes = [*_merged(merged), *_not_read(unread, columns), *_other_sheets(sheet, sheets)]
                return Table([row for row in below if row.cells], frozenset(keys) - {""}, notes)
    return None


def _merged(lines: Sequence[int]) -> Iterator[str]:
    """A note on rows with text of a merged cell that begins above them."""
    if lines:
        yield (
            f"merged cells count for each of their rows: {counted(len(lines), 'row')}"
            f" with text from above (line {lines[0]} is the first)"
        )


def _not_read(names: Sequence[str], columns: Iterable[str]) -> Iterator[str]:
    """A note on columns with unknown names, each with the known name that it may be a slip of."""
    if names:
        meant = [(name, nearest(folded(name), columns)) for name in names]
        listed = ", ".join(f"{name} (did you mean {near}?)" if near else name for name, near in meant)
        yield f"columns that are not read: {first_words(listed, MOST_NAMES)}"


def _other_sheets(sheet: int, sheets: Sequence[int]) -> Iterator[str]:
    """A note on sheets after the one that is read, if that is the first: in an export, the last has the same as printed."""
    others = [str(one) for one in sheets if one > sheet]
    if others and sheet == sheets[0]:
        yield f"only sheet {sheet} is read, not sheet {', '.join(others)}"


def _row(row: ParsedRow, keys: Sequence[str]) -> TableRow:
    cells: dict[str, dict[str, None]] = {}
    formulas = set()
    for place, (key, cell) in enumerate(zip(keys, row.cells, strict=False)):
        if key and cell.strip():
            cells.setdefault(key, {})[cell.strip()] = None
            formulas |= {key} if place in row.formulas else set()
    return TableRow(row.line, {key: tuple(texts) for key, texts in cells.items()}, frozenset(formulas))
