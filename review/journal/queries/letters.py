"""The letters after years that distinguish records cited alike: computed by queries, never stored.

Records are alike with the same short author (A-Z whatever their case) and year. One record more or less can change the
letters of all that are alike, so stored letters would make the cost of an act grow with their number.
"""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.citation import year_letter
from review.journal.journal import Journal

_ALIKE = (
    "FROM record AS other INDEXED BY record_by_citation"
    " WHERE other.short_author = record.short_author COLLATE NOCASE AND other.year IS record.year"
)
_PLACES = (
    "other.key AS key, row_number() OVER (PARTITION BY other.short_author COLLATE NOCASE, other.year"
    " ORDER BY other.title_order, other.record) - 1 AS place,"
    " count(*) OVER (PARTITION BY other.short_author COLLATE NOCASE, other.year) AS alike"
)

PLACE_AND_ALIKE = (
    f"(SELECT count(*) {_ALIKE} AND (other.title_order, other.record) < (record.title_order, record.record)),"
    f" (SELECT count(*) FROM (SELECT 1 {_ALIKE} LIMIT 2))"
)
"""Two columns of a query for one ``record`` (of those alike no more than two are counted)."""


def of_record(journal: Journal, record: str) -> str:
    """The letter of one record, ``""`` where it is alone or is not there."""
    row = journal.row(f"SELECT {PLACE_AND_ALIKE} FROM record WHERE record = ?", (record,))
    return year_letter(*row) if row else ""


def of_every_record(journal: Journal) -> dict[int, str]:
    """The letter of each record that is not alone with its author and year, by its row key."""
    return _letters(journal, f"SELECT {_PLACES} FROM record AS other")


def of_records(journal: Journal, row_keys: Sequence[int]) -> dict[int, str]:
    """As `of_every_record`, for records with those row keys, at most some hundred."""
    wanted = f"({','.join('?' * len(row_keys))})"
    return _letters(
        journal,
        f"SELECT {_PLACES} FROM (SELECT DISTINCT short_author COLLATE NOCASE AS author, year AS published"
        f" FROM record WHERE key IN {wanted}) CROSS JOIN record AS other INDEXED BY record_by_citation"
        " ON other.short_author = author COLLATE NOCASE AND other.year IS published",
        f"key IN {wanted}",
        [*row_keys, *row_keys],
    )


def _letters(
    journal: Journal, places: str, condition: str = "1", parameters: Sequence[object] = ()
) -> dict[int, str]:
    rows = journal.rows(
        f"SELECT key, place, alike FROM ({places}) WHERE alike > 1 AND {condition}", parameters
    )
    return {key: year_letter(place, alike) for key, place, alike in rows}
