"""Records with no more than what they are cited by, so that many are read fast."""

from __future__ import annotations

from review.domain import Record
from review.domain.record import year_letter
from review.journal.journal import Journal


def cited_records(journal: Journal) -> list[Record]:
    """The listed records with title, year, DOI, short author and text, in the order in which they came; all else is empty."""
    return [
        Record(
            identifier,
            title,
            year=year,
            doi=doi,
            short_author=author,
            year_suffix=year_letter(letter),
            text_sha256=text_sha256,
        )
        for identifier, title, year, doi, author, letter, text_sha256 in journal.rows(
            "SELECT record, title, year, doi, short_author, letter, text_sha256 FROM record ORDER BY key"
        )
    ]
