"""The log of searches: as each of them was last logged, and as it was logged apart in other copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import to_builtins

from review.acts import LogSearch, RemoveSearch
from review.domain.canonical import canonical_without_floats
from review.domain.theories.heads import heads
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class SearchRow(NamedTuple):
    """A search as it was logged by `event`; the last of one id is shown. `content` is the JSON of `domain.searches.Search`."""

    search: str
    position: int
    event: str
    content: str
    logged_by: str
    time: str


SEARCH_LOG = Table(
    "search_log",
    SearchRow,
    keys=("search", "position"),
    subject=("search",),
    sql="""
CREATE TABLE search_log (
    search TEXT NOT NULL, position INTEGER NOT NULL, event TEXT NOT NULL, content TEXT NOT NULL, logged_by TEXT NOT NULL,
    time TEXT NOT NULL, PRIMARY KEY (search, position)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, search: str, events: Sequence[TypedEvent]) -> None:
    """Write what was logged of a search and neither replaced nor removed by somebody who knew it."""
    made = {event.hash: event for event in events if isinstance(event.act, LogSearch | RemoveSearch)}
    shown = heads({hash_: _follows(event) for hash_, event in made.items()})
    logged = [(made[hash_], act) for hash_ in shown if isinstance(act := made[hash_].act, LogSearch)]
    rows = [
        SearchRow(
            search,
            place,
            event.hash,
            canonical_without_floats(to_builtins(act.search)),
            event.reviewer,
            event.time,
        )
        for place, (event, act) in enumerate(logged)
    ]
    SEARCH_LOG.replace(connection, (search,), rows)


def _follows(event: TypedEvent) -> tuple[str, ...]:
    return event.act.follows if isinstance(event.act, LogSearch | RemoveSearch) else ()
