"""What every export comes down to: a table with a caption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | date | None
"""What stands in a cell; None is an empty one."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names it in CSV and XLSX, `heading` in Markdown and Word.

    `width` is about how many characters wide it is best shown. Columns that are not `printed` (identifiers, places
    in the text) are left out of Markdown and Word, where people read and machines don't.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    width: int = 12
    printed: bool = True


@dataclass(frozen=True)
class Table:
    """A table as it is exported: every row has a cell for every column.

    `caption` says what was counted, as of when and under which version of the theory map; `about` the same as
    names and values: ``as_of``, ``theory_version``, ``events``.
    """

    name: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    about: Mapping[str, str | int] = field(default_factory=dict)

    def printed(self) -> Table:
        """The table with its printed columns only."""
        kept = [place for place, column in enumerate(self.columns) if column.printed]
        return Table(
            self.name,
            self.title,
            self.caption,
            tuple(self.columns[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in self.rows),
            self.about,
        )
