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
    records by what the import said of their source; a record that was tied by hand has none. `references` counts as many
    references as imports said are of a search and of a source.
    """

    imported: dict[str, int]
    sources: dict[str, dict[str, int]]
    references: dict[str, dict[str, int]]


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
_LINES = "lines AS MATERIALIZED (SELECT record, path, line, search, max(source) AS source FROM said WHERE NOT again GROUP BY record, path, line, search)"
_IMPORTED = (
    f"{_LINES},"
    " open AS MATERIALIZED (SELECT record, count(*) AS n FROM (SELECT record FROM lines GROUP BY record, path, line HAVING max(search) = '')"
    " GROUP BY record),"
    " more AS MATERIALIZED (SELECT record, search FROM tied WHERE (record, search) NOT IN (SELECT record, search FROM lines))"
)
_REFERENCES = "SELECT search, source, count(*) AS n FROM lines WHERE search <> '' AND source <> '' GROUP BY search, source"
_COUNTED = (
    "SELECT search, count(*) AS n FROM lines WHERE search <> '' GROUP BY search"
    " UNION ALL SELECT search, count(*) FROM more GROUP BY search"
    " UNION ALL SELECT '', ifnull(sum(n), 0) FROM open"
    " UNION ALL SELECT '', -min(n, (SELECT count(*) FROM more WHERE more.record = open.record)) FROM open"
    " WHERE record IN (SELECT record FROM more)"
)


def references(journal: Journal) -> dict[str, dict[str, int]]:
    """How many references imports said are of each search and of a source."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for search, source, count in journal.rows(f"{_SAID}, {_LINES} {_REFERENCES}"):
        found[search][source] = count
    return dict(found)


def counts(journal: Journal) -> Counts:
    """What is tied to each search now."""
    rows = journal.rows(
        f"{_SAID}, {_IMPORTED} SELECT 'records' AS counted, search, source, n FROM ({_SOURCES})"
        f" UNION ALL SELECT 'references', search, source, n FROM ({_REFERENCES})"
        f" UNION ALL SELECT 'all', search, '', sum(n) FROM ({_COUNTED}) GROUP BY search ORDER BY 1, 2, 3"
    )
    found: dict[str, defaultdict[str, dict[str, int]]] = {
        of: defaultdict(dict) for of in ("records", "references", "all")
    }
    for of, search, source, count in rows:
        if count:
            found[of][search][source] = count
    imported = {search: counted[""] for search, counted in found["all"].items()}
    return Counts(imported, dict(found["records"]), dict(found["references"]))
