"""What texts cite under each theory, as it was recorded when they were checked."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from review.domain import Record, Role
from review.domain.canonical import from_canonical
from review.domain.record import year_letter
from review.journal.journal import Journal


class CitedText(NamedTuple):
    """A text that was checked: for each theory, by the id that it had then, the records that it cites."""

    event: str
    name: str
    sha256: str
    under: dict[str, tuple[str, ...]]
    reviewer: str
    time: str


def last_text(journal: Journal) -> CitedText | None:
    """The last text that was checked; None if none was."""
    row = journal.row(
        "SELECT cited_text.event, name, sha256, under, cited_text.reviewer, cited_text.time FROM cited_text"
        " CROSS JOIN event ON hash = cited_text.event ORDER BY clock DESC, cited_text.event DESC LIMIT 1"
    )
    if not row:
        return None
    event, name, sha256, under, reviewer, time = row
    records = {code: tuple(those) for code, those in json.loads(under).items()}
    return CitedText(event, name, sha256, records, reviewer, time)


def citable(journal: Journal, years: Collection[int]) -> list[Record]:
    """The records of some years, and those without a year, with what citations have of them."""
    rows = journal.rows(
        "SELECT record, title, authors, year, organisation, short_author, letter, role FROM record"
        " WHERE year IS NULL OR year IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(sorted(years)),),
    )
    return [
        Record(
            id=record,
            title=title,
            authors=tuple(from_canonical(authors)),
            year=year,
            organisation=organisation,
            short_author=short_author,
            year_suffix=year_letter(letter),
            role=Role(role),
        )
        for record, title, authors, year, organisation, short_author, letter, role in rows
    ]
