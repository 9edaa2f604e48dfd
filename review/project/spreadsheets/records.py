"""Which record a row of a spreadsheet is about: by id, DOI, title or citation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from review.domain import Record
from review.domain.doi import found_doi
from review.domain.wording.counted import first_of
from review.domain.wording.named import capitalised
from review.domain.wording.unknown import nearest
from review.duplicates.normalising import folded
from review.journal.journal import Journal
from review.journal.queries.theories.citations import cited_records
from review.project.spreadsheets.tables import RefusedRowError, TableRow

COLUMNS: Mapping[str, Sequence[str]] = {
    "record": ("record", "record id"),
    "doi": ("doi",),
    "title": ("title", "document title"),
    "citation": ("citation", "document", "source", "study", "reference", "author year", "author and year"),
}
"""The columns by which records are found, with the names that they may have."""

_LEAST_ID = 8
_LETTER = re.compile(r"(?<=\d)[a-z]{1,2}$")
_MOST_COMPARED = 50_000
"""How many citations are compared with misspelled ones, in all rows together: a few seconds."""

_SHOWN = 4
_HELP = "write it as in the Library, or add a column DOI or title"


class KnownRecords:
    """The listed records, found by what a row says of them."""

    def __init__(self, journal: Journal) -> None:
        self._left = _MOST_COMPARED
        self._ids: dict[str, Record] = {}
        self._by: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in cited_records(journal):
            self._ids[record.id] = record
            citation = folded(record.author_year)
            self._by["doi", found_doi(record.doi).doi.casefold()].append(record)
            self._by["title", folded(record.title)].append(record)
            self._by["citation", citation].append(record)
            if (bare := _LETTER.sub("", citation)) != citation:
                self._by["citation", bare].append(record)

    def find(self, row: TableRow) -> Record:
        """The record that a row is about: the first of its id, DOI, title and citation that a record has decides.

        Raises:
            RefusedRowError: none, or several; the text says which, and what to do.
        """
        identifier = row.text("record").casefold()
        if len(identifier) >= _LEAST_ID:
            found = [one for known, one in self._ids.items() if known.startswith(identifier)]
            if len(found) == 1:
                return found[0]
        said = {
            "doi": found_doi(row.text("doi")).doi.casefold(),
            "title": folded(row.text("title")),
            "citation": folded(row.text("citation")),
        }
        several: list[Record] = []
        for kind, value in said.items():
            fitting = self._by.get((kind, value), []) if value else []
            both = [one for one in fitting if one in several]
            several = both or fitting or several
            if len(several) == 1:
                return several[0]
        raise RefusedRowError(_why(row, several, self._nearest(said["citation"])))

    def _nearest(self, citation: str) -> str:
        """The citation most like another one, as it is written, of the same first author if there is one; ``""`` if none is alike."""
        every = [value for kind, value in self._by if kind == "citation"]
        author = citation.partition(" ")[0]
        known = [value for value in every if value.partition(" ")[0] == author] or every
        self._left -= len(every)
        near = nearest(citation, known) if citation and self._left > 0 else ""
        return self._by["citation", near][0].author_year if near else ""


def _why(row: TableRow, several: Sequence[Record], near: str) -> str:
    said = row.text("citation") or row.text("title") or row.text("doi") or row.text("record")
    if not said:
        return "it names no document; fill in citation, DOI or title"
    if several:
        which = first_of([one.author_year for one in several], _SHOWN)
        return f"'{said}' could be {which}; write the letter after the year, or add a column DOI or title"
    meant = f"did you mean '{near}'? " if near else ""
    return f"no record is cited as '{said}'; {meant}{capitalised(_HELP) if near else _HELP}"
