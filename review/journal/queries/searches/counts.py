"""How much each search found, counted by SQLite: keys are answered meanwhile, as Python has nothing to do."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from review.acts import Import, Merge, Reversal, TieSearch, kinds_of
from review.journal.journal import Journal
from review.journal.queries.references import IS_UNTIED, SOURCES

CHANGING = kinds_of(Import, Merge, Reversal, TieSearch)
"""The acts that change these counts."""


class Counts(NamedTuple):
    """What is tied to each search.

    `imported` counts references, and documents without one; ``""`` those references that are tied to no search. `sources` counts
    records by what the import said of their source; a record that was tied by hand has none.
    """

    imported: dict[str, int]
    sources: dict[str, dict[str, int]]


_SAID = (
    "WITH imported AS MATERIALIZED (SELECT event.record AS record, json_extract(act, '$.source') AS source,"
    " json_extract(act, '$.path') AS path, json_extract(act, '$.line') AS line,"
    f" ifnull(json_extract(act, '$.search'), '') AS search, ifnull(json_extract(act, '$.again'), 0) AS again FROM {SOURCES}),"
    " said AS MATERIALIZED (SELECT record, source, path, line, again,"
    f" CASE WHEN {IS_UNTIED} THEN '' ELSE search END AS search FROM imported AS came),"
    f" tied AS MATERIALIZED (SELECT record, search FROM found_by AS came WHERE NOT is_off AND NOT {IS_UNTIED})"
)
"""What imports say of the search of each line, and what reviewers tied beside them."""

_SOURCES = (
    "SELECT search, source, count(DISTINCT ifnull((SELECT kept FROM merged_record WHERE merged_record.record = came.record), record)) AS n"
    " FROM (SELECT record, search, source FROM said UNION ALL SELECT record, search, '' FROM tied) AS came"
    " WHERE search <> '' GROUP BY search, source"
)

# A line of a file is tied to none only if it was imported with none in any copy; a tie takes the place of one.
_IMPORTED = (
    "lines AS MATERIALIZED (SELECT record, path, line, search FROM said WHERE NOT again GROUP BY record, path, line, search),"
    " open AS MATERIALIZED (SELECT record, count(*) AS n FROM (SELECT record FROM lines GROUP BY record, path, line HAVING max(search) = '')"
    " GROUP BY record),"
    " more AS MATERIALIZED (SELECT record, search FROM tied WHERE (record, search) NOT IN (SELECT record, search FROM lines))"
)
_COUNTED = (
    "SELECT search, count(*) AS n FROM lines WHERE search <> '' GROUP BY search"
    " UNION ALL SELECT search, count(*) FROM more GROUP BY search"
    " UNION ALL SELECT '', ifnull(sum(n), 0) FROM open"
    " UNION ALL SELECT '', -min(n, (SELECT count(*) FROM more WHERE more.record = open.record)) FROM open"
    " WHERE record IN (SELECT record FROM more)"
)


def counts(journal: Journal) -> Counts:
    """What is tied to each search now."""
    rows = journal.rows(
        f"{_SAID}, {_IMPORTED} SELECT 1 AS is_of_source, search, source, n FROM ({_SOURCES})"
        f" UNION ALL SELECT 0, search, '', sum(n) FROM ({_COUNTED}) GROUP BY search ORDER BY 1, 2, 3"
    )
    sources: defaultdict[str, dict[str, int]] = defaultdict(dict)
    imported = {}
    for is_of_source, search, source, count in rows:
        if is_of_source:
            sources[search][source] = count
        elif count:
            imported[search] = count
    return Counts(imported, dict(sources))
