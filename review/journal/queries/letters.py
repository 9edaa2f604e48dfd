"""Letters behind years: those of records that are not listed, and those that two copies gave to different records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain.record import Record, year_letter
from review.journal.journal import Journal

if TYPE_CHECKING:
    from review.domain.citation import LetterClash

_CLASHES = (
    "SELECT mine.record, mine.title, mine.short_author, mine.year, mine.letter,"
    " theirs.record, theirs.title, theirs.short_author, theirs.year, theirs.letter, there.copy"
    " FROM letter AS there JOIN letter AS here USING (author, year, place)"
    " JOIN record AS mine ON mine.record = here.record"
    " JOIN record AS theirs ON theirs.record = there.record"
    " WHERE there.copy <> '' AND here.copy = '' AND there.record <> here.record"
    " AND mine.letter = place AND here.author = mine.short_author AND here.year = ifnull(mine.year, '')"
    " AND here.author = theirs.short_author AND here.year = ifnull(theirs.year, '')"
    " ORDER BY here.author, here.year, place, there.copy"
)
"""Both records are listed and cited so: one that was corrected or merged since does not clash."""


def clashes(journal: Journal) -> list[LetterClash]:
    """The letters that another copy probably gave to another record than this one, in the order of citations."""
    from review.domain.citation import LetterClash

    found = []
    for record, title, author, year, letter, other, other_title, *cited, copy in journal.rows(_CLASHES):
        citation = _cited(record, title, author, year, letter)
        found.append(
            LetterClash(citation, record, title, other, other_title, _cited(other, other_title, *cited), copy)
        )
    return found


def cited_with_kept(journal: Journal, record: str, author: str, year: int | None) -> str:
    """The citation of a record that is not listed, with the letter that it had there, if it had one."""
    kept = "SELECT place FROM letter WHERE author = ? AND year = ifnull(?, '') AND record = ? AND copy = ''"
    return _cited(record, "", author, year, journal.value(kept, (author, year, record)) or 0)


def _cited(record: str, title: str, author: str, year: int | None, letter: int) -> str:
    return Record(record, title, year=year, short_author=author, year_suffix=year_letter(letter)).author_year
