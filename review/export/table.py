"""The table that every export produces: for programs, and as it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from review.domain.record import year_letter
from review.export.words import BETWEEN, Names, Words, in_words

Cell = str | int | Decimal | date | None
"""The content of a cell; None is an empty cell."""


class Kind(StrEnum):
    """The type of a column."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    MARK = "mark"
    """Only in print: a dot or nothing."""


NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER})
"""Columns that are on the right."""

SHORT = 2
"""Headings of so many characters are as short as letters."""

DOT = "●"
"""A mark."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names it in CSV and XLSX, `heading` in print.

    `width` is a suggested width in characters on a sheet; in print, columns are as wide as their texts ask for. Columns that are
    not `printed` (identifiers, positions in the text) are only for programs. `names` says what the identifiers in a column
    name: in print there are words instead.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    width: int = 12
    printed: bool = True
    names: Names | None = None


@dataclass(frozen=True)
class Printed:
    """What is printed of a table where that is more than its columns in words: other rows, columns or cells.

    `total` says that the last row is one of totals. `key` explains the headings of marks, in their order.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedTable:
    """A table as it is printed in a paper: numbered title, headings, rows, and a note below.

    Columns that are empty in every row are left out. `number` is 0 where tables are not numbered. The note has the `remark`, the
    `key` to the headings of marks, and how the table was `made` (as of when, from what).
    """

    number: int
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remark: str
    made: str = ""
    total: bool = False
    key: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What is below the table."""
        key = f"{BETWEEN.join(self.key)}." if self.key else ""
        return " ".join(filter(None, (self.remark, key, self.made)))

    def lettered(self) -> PrintedTable:
        """The table with letters as headings of marks, where headings cannot be turned and are not as short themselves."""
        places = [place for place, column in enumerate(self.columns) if column.kind is Kind.MARK]
        if not self.key or all(len(self.columns[place].heading) <= SHORT for place in places):
            return self
        letters = [year_letter(number).upper() for number in range(1, len(places) + 1)]
        columns = list(self.columns)
        for place, letter in zip(places, letters, strict=True):
            columns[place] = replace(columns[place], heading=letter)
        key = tuple(f"{letter} {name}" for letter, name in zip(letters, self.key, strict=True))
        return replace(self, columns=tuple(columns), key=key)

    @property
    def label(self) -> str:
        """The beginning of the title: ``Table 1.``; empty without a number."""
        return f"Table {self.number}." if self.number else ""

    @property
    def heading(self) -> str:
        """The whole title: ``Table 1. Source types of the included documents (N = 37)``."""
        return f"{self.label} {self.title}".strip()


@dataclass(frozen=True)
class ExportTable:
    """An exported table: every row has a cell for every column.

    `caption` says what was counted, as of when and under which version of the theory map; `about` says the same as
    names and values: ``as_of``, ``theory_version``, ``events``.

    In print the table has `printed_title` and the note `printed_note` (by default title and caption), which ends with how it was
    `made`, and its `number`; it has the printed columns with `words` for identifiers, or what `printed_as` has.
    """

    name: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    about: Mapping[str, str | int] = field(default_factory=dict)
    printed_title: str = ""
    printed_note: str = ""
    made: str = ""
    printed_as: Printed | None = None
    words: Words = field(default_factory=dict)
    number: int = 0

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, as in the first line of its CSV."""
        return tuple(column.key for column in self.columns)

    def to_dicts(self) -> list[dict[str, Cell]]:
        """The rows, each as cells by the name of their column."""
        return [dict(zip(self.column_names, row, strict=True)) for row in self.rows]

    def printed(self) -> PrintedTable:
        """The table as it is printed."""
        shown = self.printed_as or self._in_words()
        full = [
            place for place, column in enumerate(shown.columns) if _has_content(place, column, shown.rows)
        ]
        return PrintedTable(
            self.number,
            self.printed_title or self.title,
            tuple(shown.columns[place] for place in full),
            tuple(tuple(row[place] for place in full) for row in shown.rows),
            self.printed_note or self.caption,
            self.made,
            shown.total,
            shown.key,
        )

    def printed_with(self, key: str, cells: Sequence[Cell]) -> ExportTable:
        """The table with these cells in a column in print; other formats keep theirs."""
        shown = self.printed_as or self._in_words()
        place = [column.key for column in shown.columns].index(key)
        rows = tuple(
            (*row[:place], cell, *row[place + 1 :]) for row, cell in zip(shown.rows, cells, strict=True)
        )
        return replace(self, printed_as=replace(shown, rows=rows))

    def _in_words(self) -> Printed:
        kept = [(place, column) for place, column in enumerate(self.columns) if column.printed]
        return Printed(
            tuple(column for _, column in kept),
            tuple(tuple(self._worded(row[place], column) for place, column in kept) for row in self.rows),
        )

    def _worded(self, cell: Cell, column: Column) -> Cell:
        if column.names is None or not isinstance(cell, str):
            return cell
        return in_words(cell, self.words.get(column.names, {}))


def _has_content(place: int, column: Column, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a column is worth its room: a column of marks is, even if nothing is marked."""
    return not rows or column.kind is Kind.MARK or any(row[place] not in (None, "") for row in rows)
