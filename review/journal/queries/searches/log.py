"""The searches that were logged."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from review.domain.searches.search import Search
from review.journal.journal import Journal


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
