"""Statements about the flow: all that were made and not undone; which of them stands follows from what each replaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import UnsetType

from review.acts import StateFlow
from review.domain.canonical import canonical
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class FlowStatementRow(NamedTuple):
    """A statement about a box; `n` is NULL for not reported. `follows` is a JSON list of events."""

    event: str
    box: str
    is_withdrawn: bool
    n: int | None
    because: str
    follows: str
    reviewer: str
    time: str


FLOW_STATEMENT = Table(
    "flow_statement",
    FlowStatementRow,
    keys=("event",),
    subject=("box",),
    sql="""
CREATE TABLE flow_statement (
    event TEXT PRIMARY KEY,
    box TEXT NOT NULL,
    is_withdrawn INTEGER NOT NULL,     -- whether what is counted stands again
    n INTEGER,                         -- NULL: not reported
    because TEXT NOT NULL,
    follows TEXT NOT NULL,             -- JSON list: the events of the statements that it replaces
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, box: str, events: Sequence[TypedEvent]) -> None:
    """Write a row for each statement about a box."""
    rows = []
    for event in events:
        if isinstance(act := event.act, StateFlow):
            is_withdrawn = isinstance(act.n, UnsetType)
            n = None if isinstance(act.n, UnsetType) else act.n
            rows.append(
                FlowStatementRow(
                    event.hash,
                    box,
                    is_withdrawn,
                    n,
                    act.because,
                    canonical(act.follows),
                    event.reviewer,
                    event.time,
                )
            )
    FLOW_STATEMENT.replace(connection, (box,), rows)
