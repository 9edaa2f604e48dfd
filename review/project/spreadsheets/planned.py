"""What the rows of a spreadsheet come to: what is made of each, what is known already, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple, Protocol

from msgspec import Struct

from review.domain.reference import Notice, Refusal
from review.project.spreadsheets.tables import TableRow


class Planned(NamedTuple):
    """What is made of a row: a line about it, and what writes it, given the name of the acts that are undone together.

    `notes` are things to look at.
    """

    line: int
    what: str
    write: Callable[[str], object]
    notes: tuple[str, ...] = ()


class Known(NamedTuple):
    """A row that is in the review already; `note` says how what is there differs, if it does."""

    line: int
    note: str = ""


class RowReader(Protocol):
    """Says what the rows of one kind of table come to."""

    columns: Mapping[str, str]
    """The key of each column by its folded names."""
    needs: str
    """In words, the columns that a table must have."""

    def is_enough(self, keys: Collection[str]) -> bool:
        """Whether a table with these columns can be read."""

    def planned(self, row: TableRow) -> list[Planned | Known]:
        """What a row comes to.

        Raises:
            ReviewError: it cannot be imported; the text says why and what to do.
        """

    def remarks(self) -> Iterable[str]:
        """Notes on the whole table, once it is known what its rows come to."""


class MadeRow(Struct, frozen=True):
    """Something that is made of a row, in a line."""

    line: int
    what: str


class TableReport(Struct, frozen=True, kw_only=True):
    """The import of a table, or its preview: nothing is stored then.

    `rows` are those below the header that are not empty. `taken` of them were imported (or would be), `known` are in the
    review already. `made` says what was made of those that were taken. `stopped`: somebody stopped it, and rows are left.
    """

    path: str
    rows: int = 0
    taken: int = 0
    known: int = 0
    refused: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()
    made: tuple[MadeRow, ...] = ()
    stopped: bool = False
