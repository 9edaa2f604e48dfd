"""The letters of records that come for the first time: what `giving.give` does, with less to read and to change.

An import brings many records at once: what is known of a citation is read once, and all letters are stored together.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from review.journal import schema
from review.journal.projections.letters.giving import CITED_SO, KEEP, OTHER, SHOW

_IS_CARRIED = f"SELECT 1 FROM meta WHERE name = '{schema.CARRIED}'"
_CARRIED_FOR = f"SELECT place FROM letter WHERE {CITED_SO} AND record = ? AND copy = ''"
_NEXT = f"SELECT 1 + ifnull(max(place), 0) FROM letter WHERE {CITED_SO}"


@dataclass(slots=True)
class _Citation:
    """The record cited so that has no letter, ``""`` if there is none, and the citation's next letter, 0 before it is read."""

    alone: str
    next: int = 0


class FirstLetters:
    """Gives letters to records that come one after the other and have no events yet; `keep` stores them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._citations: dict[tuple[bytes, int | None], _Citation] = {}
        self._kept: list[tuple[str, int | None, int, str]] = []
        self._shown: list[tuple[int, str]] = []
        # Letters of records that were here before a restore: nothing is searched where none was carried over.
        self._are_carried = connection.execute(_IS_CARRIED).fetchone() is not None

    def give(self, record: str, author: str, year: int | None) -> int:
        """The letter, as a number, of the record that comes next; 0 where it is alone."""
        carried = self._carried(record, author, year) if self._are_carried else 0
        name = (author.encode().lower(), year)  # as SQLite compares: A-Z whatever their case
        citation = self._citations.get(name) or self._known(author, year)
        if citation is None:
            self._citations[name] = _Citation("" if carried else record)
            return carried
        self._citations[name] = citation
        if citation.alone:
            self._shown.append((self._given(citation, citation.alone, author, year), citation.alone))
            citation.alone = ""
        return carried or self._given(citation, record, author, year)

    def keep(self) -> None:
        """Store the letters of all records that came, whose rows have been written since."""
        self._connection.executemany(KEEP, self._kept)
        self._connection.executemany(SHOW, self._shown)

    def _given(self, citation: _Citation, record: str, author: str, year: int | None) -> int:
        """The citation's next letter, which this record gets."""
        letter = citation.next or int(self._connection.execute(_NEXT, (author, year)).fetchone()[0])
        citation.next = letter + 1
        self._kept.append((author, year, letter, record))
        return letter

    def _carried(self, record: str, author: str, year: int | None) -> int:
        row = self._connection.execute(_CARRIED_FOR, (author, year, record)).fetchone()
        return int(row[0]) if row else 0

    def _known(self, author: str, year: int | None) -> _Citation | None:
        """What the tables have of a citation; None where no record is cited so."""
        row = self._connection.execute(OTHER, {"author": author, "year": year, "key": 0}).fetchone()
        return _Citation("" if row[1] else row[0], row[2]) if row else None
