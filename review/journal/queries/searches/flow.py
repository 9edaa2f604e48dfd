"""What the flow is counted from: what came into the review, what was decided on records of evidence, and what was stated."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from review.domain.searches.duplicates import Came, Duplicates, removed
from review.domain.searches.flow import Box, Stated
from review.domain.theories.heads import heads
from review.journal.journal import Journal
from review.journal.queries import references
from review.journal.queries.records import OF_EVIDENCE
from review.journal.queries.references import IS_UNTIED, SOURCES
from review.journal.queries.searches import log


class Arrived(NamedTuple):
    """A reference of a file that was imported, or (without a path) a file that was read and belongs to no reference.

    `record` is the one that shows it now, ``""`` if it is in no list.
    """

    record: str
    source: str
    path: str
    search: str


def arrived(journal: Journal) -> list[Arrived]:
    """Everything that came into the review.

    A line of a file counts once, also if it was imported in two copies or before its search was known, but once for each search
    that it was imported with. A list that was imported again under another name counts once.
    """
    return [now for _, now in _then_and_now(journal)]


def _then_and_now(journal: Journal) -> list[tuple[Arrived, Arrived]]:
    """The same, each by the record that it was, and by the one that shows it now."""
    imported = _imported(journal)
    references_of = {one.record for one in imported}
    read = journal.rows("SELECT DISTINCT record FROM event WHERE kind = 'ingest'")
    files = [Arrived(record, "", "", "") for (record,) in read if record not in references_of]
    came = _tied(journal, [*imported, *files])
    merged = references.merged(journal)
    listed = {record for (record,) in journal.rows("SELECT record FROM record")}
    found = [(one, references.shown_by(one.record, merged)) for one in came]
    return [(one, one._replace(record=record if record in listed else "")) for one, record in found]


def duplicates(journal: Journal) -> Duplicates:
    """How many references were known when they were imported, how many records were merged, and what the flow counts of both."""
    imported = _imported(journal)
    known = {search.id for search in log.searches(journal)}
    identified = [
        Came(was.record, now.record, bool(was.path))
        for was, now in _then_and_now(journal)
        if not known or now.search in known
    ]
    recognised = len(imported) - len({one.record for one in imported})
    return Duplicates(recognised, len(references.merged(journal)), removed(identified))


def _imported(journal: Journal) -> list[Arrived]:
    """The references that were imported, each by the record that it was then."""
    return journal.read(
        Arrived,
        "WITH came AS (SELECT event.record AS record, json_extract(act, '$.source') AS source, json_extract(act, '$.path') AS path,"
        f" json_extract(act, '$.line') AS line, ifnull(json_extract(act, '$.search'), '') AS search FROM {SOURCES}"
        " AND NOT ifnull(json_extract(act, '$.again'), 0)),"
        f" known AS (SELECT record, source, path, line, CASE WHEN {IS_UNTIED} THEN '' ELSE search END AS search FROM came),"
        " line AS (SELECT record, max(source) AS source, path, line, search FROM known GROUP BY record, path, line, search)"
        " SELECT record, source, path, search FROM line WHERE search <> '' OR NOT EXISTS (SELECT 1 FROM line AS other"
        " WHERE other.record = line.record AND other.path = line.path AND other.line = line.line AND other.search <> '')"
        " ORDER BY record, path, line, search",
    )


def found(came: Iterable[Arrived]) -> dict[str, int]:
    """How many references, and documents without one, are tied to each search, as `counts.counts` has it of the whole review."""
    return Counter(one.search for one in came if one.search or one.path)


def _tied(journal: Journal, came: list[Arrived]) -> list[Arrived]:
    """With the searches that records were tied to: one that its import did not name, or one more that found the record."""
    found = list(came)
    named = {(one.record, one.search) for one in came}
    unnamed: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(came):
        if not one.search:
            unnamed[one.record].append(place)
    for record, search in journal.rows(
        f"SELECT record, search FROM found_by AS came WHERE NOT is_off AND NOT {IS_UNTIED} ORDER BY record, search"
    ):
        if (record, search) in named:
            continue
        if places := unnamed[record]:
            place = places.pop(0)
            found[place] = found[place]._replace(search=search)
        else:
            found.append(Arrived(record, "", "", search))
    return found


class Standing(NamedTuple):
    """A record of evidence, whether its document could not be obtained, and whether it is in the review."""

    record: str
    is_not_retrieved: bool
    has_file: bool


def evidence(journal: Journal) -> list[Standing]:
    """The records of evidence, in the order in which they came."""
    rows = journal.rows(
        f"SELECT record, reading_status = 'not-retrieved', file_sha256 <> '' FROM record WHERE {OF_EVIDENCE} ORDER BY key"
    )
    return [Standing(record, bool(missing), bool(has_file)) for record, missing, has_file in rows]


def outcomes(journal: Journal) -> dict[str, dict[str, str]]:
    """The outcome at each stage that has one, by record."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for record, stage, outcome in journal.rows("SELECT record, stage, decision FROM outcome"):
        found[record][stage] = outcome
    return found


class _Row(NamedTuple):
    event: str
    box: str
    is_withdrawn: int
    n: int | None
    because: str
    follows: str
    reviewer: str
    time: str


def standing_statements(journal: Journal, box: str) -> tuple[str, ...]:
    """The events of all statements about a box, oldest first: the next one replaces them."""
    return tuple(row.event for row in _rows(journal) if row.box == box)


def statements(journal: Journal) -> dict[Box, Stated]:
    """What is stated about each box: the last one that nobody replaced, with those made apart."""
    made: defaultdict[str, dict[str, _Row]] = defaultdict(dict)
    for row in _rows(journal):
        made[row.box][row.event] = row
    found: dict[Box, Stated] = {}
    for box, rows in made.items():
        last = [rows[event] for event in heads({row.event: json.loads(row.follows) for row in rows.values()})]
        stated = [
            Stated(row.n, row.because, row.reviewer, row.time, row.event)
            for row in last
            if not row.is_withdrawn
        ]
        if stated:
            found[Box(box)] = replace(stated[-1], others=tuple(stated[:-1]))
    return found


def _rows(journal: Journal) -> list[_Row]:
    return journal.read(
        _Row,
        "SELECT flow_statement.event AS event, box, is_withdrawn, n, because, follows, flow_statement.reviewer AS reviewer,"
        " flow_statement.time AS time FROM flow_statement CROSS JOIN event AS made ON made.hash = flow_statement.event"
        " ORDER BY clock, event",
    )
