"""Which search found which record: as imports said, and as reviewers stated it beside them."""

from __future__ import annotations

from typing import NamedTuple

from review.journal.journal import Journal
from review.journal.queries.references import IS_UNTIED, SOURCES

_OF_IMPORTS = (
    "SELECT event.record AS record, ifnull(json_extract(act, '$.search'), '') AS search,"
    " json_extract(act, '$.source') AS source FROM"
)


class Tie(NamedTuple):
    """A reference of a file that was imported with a search, or a record that was tied to one without a source.

    `record` is the one that shows it now. `search` is empty where it is not known, or was removed.
    """

    record: str
    search: str
    source: str


def ties(journal: Journal, record: str = "") -> list[Tie]:
    """Which records came from which search, each once: all, or those of a record with what was merged into it."""
    those = (
        "event INDEXED BY event_by_subject WHERE kind = 'import' AND json_valid(act) AND hash NOT IN (SELECT event FROM undone)"
        " AND subject IN (SELECT 'record:' || :record UNION ALL SELECT 'record:' || record FROM merged_record WHERE kept = :record)"
        if record
        else SOURCES
    )
    return journal.read(
        Tie,
        "SELECT DISTINCT ifnull((SELECT kept FROM merged_record WHERE merged_record.record = came.record), came.record) AS record,"
        f" CASE WHEN {IS_UNTIED} THEN '' ELSE search END AS search, source"
        f" FROM ({_OF_IMPORTS} {those} UNION ALL SELECT record, search, '' FROM found_by WHERE NOT is_off AND"
        " :record IN ('', record, (SELECT kept FROM merged_record WHERE merged_record.record = found_by.record))) AS came"
        " ORDER BY 1, 2, 3",
        {"record": record},
    )
