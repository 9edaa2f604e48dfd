"""Facets: characteristics of records and codings."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import SetFacet
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class FacetRow(NamedTuple):
    """One value of a facet on a record or coding; `event` set them all."""

    target: str
    facet: str
    position: int
    value: str
    event: str
    reviewer: str
    time: str


FACET = Table(
    "facet",
    FacetRow,
    keys=("target", "facet", "position"),
    subject=("target", "facet"),
    sql="""
CREATE TABLE facet (
    target TEXT NOT NULL,              -- a record or coding
    facet TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    event TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    PRIMARY KEY (target, facet, position)
) WITHOUT ROWID;
CREATE INDEX facet_by_value ON facet (facet, value);
""",
)


def fold(connection: sqlite3.Connection, name: str, events: Sequence[TypedEvent]) -> None:
    """Write the values that the last standing act gives, no matter who made it."""
    target, facet = name.split(":", 1)
    last = next((event for event in reversed(events) if isinstance(event.act, SetFacet)), None)
    values = last.act.values if last and isinstance(last.act, SetFacet) else ()
    rows = [
        FacetRow(target, facet, position, value, last.hash, last.reviewer, last.time)
        for position, value in enumerate(dict.fromkeys(values))
        if last
    ]
    FACET.replace(connection, (target, facet), rows)
