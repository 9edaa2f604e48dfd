"""The table with a caption that every export produces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | date | None
"""The content of a cell; None is an empty cell."""


class Kind(StrEnum):
    """The type of a column."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names it in CSV and XLSX, `heading` in Markdown and Word.

    `width` is a suggested width in characters. Columns that are not `printed` (identifiers, positions in the text) are
    left out of Markdown and Word, which are read by people. `in_print` gives what these have in the cell, from the whole row.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    width: int = 12
    printed: bool = True
    in_print: Callable[[Sequence[Cell]], Cell] | None = None


@dataclass(frozen=True)
class ExportTable:
    """An exported table: every row has a cell for every column.

    `caption` says what was counted, as of when and under which version of the theory map; `about` says the same as
    names and values: ``as_of``, ``theory_version``, ``events``.
    `printed_caption`, if given, replaces the caption where only printed columns are written.
    """

    name: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    about: Mapping[str, str | int] = field(default_factory=dict)
    printed_caption: str = ""

    def printed(self) -> ExportTable:
        """The table with only its printed columns, and the caption for them."""
        kept = [(place, column) for place, column in enumerate(self.columns) if column.printed]
        return ExportTable(
            self.name,
            self.title,
            self.printed_caption or self.caption,
            tuple(column for _, column in kept),
            tuple(
                tuple(column.in_print(row) if column.in_print else row[place] for place, column in kept)
                for row in self.rows
            ),
            self.about,
        )
