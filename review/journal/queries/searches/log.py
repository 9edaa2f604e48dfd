"""The searches that were logged, and the references that were imported with each."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from review.domain.searches.search import Search
from review.journal.journal import Journal
from review.journal.queries.references import SOURCES


class _Row(NamedTuple):
    search: str
    event: str
    content: str
    logged_by: str
    time: str


def searches(journal: Journal) -> list[Search]:
    """The searches as they were last logged, in the order in which they were first logged, with those logged apart."""
    rows = journal.read(
        _Row,
        "SELECT search, search_log.event, content, logged_by, search_log.time FROM search_log"
        " ORDER BY (SELECT min(clock) FROM event WHERE subject = 'search:' || search_log.search), search, position",
    )
    logged: defaultdict[str, list[Search]] = defaultdict(list)
    for row in rows:
        found = msgspec.json.decode(row.content, type=Search)
        logged[row.search].append(replace(found, event=row.event, logged_by=row.logged_by, time=row.time))
    return [replace(last, others=tuple(before)) for *before, last in logged.values()]


def known(journal: Journal, search: str) -> tuple[str, ...]:
    """The acts that logged or removed a search and stand, oldest first: the next one replaces them."""
    return tuple(
        str(event)
        for (event,) in journal.rows(
            "SELECT hash FROM event WHERE subject = ? AND kind IN ('log-search', 'remove-search')"
            " AND hash NOT IN (SELECT event FROM undone) ORDER BY clock, hash",
            (f"search:{search}",),
        )
    )


class Tie(NamedTuple):
    """A reference of a file that was imported with a search, or a record that was tied to one without a source.

    `record` is the one that shows it now.
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
        "SELECT DISTINCT ifnull((SELECT kept FROM merged_record WHERE record = came_as), came_as) AS record, search, source"
        " FROM (SELECT event.record AS came_as, ifnull(json_extract(act, '$.search'), '') AS search,"
        f" json_extract(act, '$.source') AS source FROM {those} UNION ALL SELECT record, search, '' FROM found_by"
        " WHERE :record IN ('', record, (SELECT kept FROM merged_record WHERE merged_record.record = found_by.record)))"
        " ORDER BY record, search, source",
        {"record": record},
    )


def stated_ties(journal: Journal, search: str) -> set[str]:
    """The records that reviewers tied to a search beside the imports."""
    return {
        str(record) for (record,) in journal.rows("SELECT record FROM found_by WHERE search = ?", (search,))
    }


def imported(journal: Journal) -> dict[str, int]:
    """How many references were imported with each search: distinct lines of files; ``""`` counts those without one.

    A line that was imported before its search was known counts for the search.
    """
    found = journal.rows(
        "WITH line AS (SELECT DISTINCT ifnull(json_extract(act, '$.search'), '') AS search, json_extract(act, '$.path') AS path,"
        f" json_extract(act, '$.line') AS line, event.record AS record FROM {SOURCES})"
        " SELECT search, count(*) FROM line WHERE search <> '' GROUP BY search UNION ALL"
        " SELECT '', count(*) FROM (SELECT 1 FROM line GROUP BY path, line, record HAVING max(search) = '')"
    )
    return {str(search): int(count) for search, count in found}
