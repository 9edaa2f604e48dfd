"""Which records were found by which searches, as reviewers stated it beside the imports."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import TieSearch
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class FoundByRow(NamedTuple):
    """A record, and a search that found it, or (`is_off`) did not, whatever an import said."""

    record: str
    search: str
    is_off: bool


FOUND_BY = Table(
    "found_by",
    FoundByRow,
    keys=("record", "search"),
    subject=("record", "search"),
    sql="""
CREATE TABLE found_by (
    record TEXT NOT NULL, search TEXT NOT NULL, is_off INTEGER NOT NULL, PRIMARY KEY (record, search)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, tie: str, events: Sequence[TypedEvent]) -> None:
    """Write the row of a record and a search; the last act on the two counts."""
    record, _, search = tie.partition(":")
    acts = [event.act for event in events if isinstance(event.act, TieSearch)]
    rows = [FoundByRow(record, search, acts[-1].off)] if acts else []
    FOUND_BY.replace(connection, (record, search), rows)
