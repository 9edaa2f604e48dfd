"""Freezes of the plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import FreezePlan
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class PlanRow(NamedTuple):
    """A freeze of the plan that stands."""

    event: str
    clock: int
    time: str
    reviewer: str
    note: str


PLAN = Table(
    "plan",
    PlanRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE plan (
    event TEXT PRIMARY KEY, clock INTEGER NOT NULL, time TEXT NOT NULL, reviewer TEXT NOT NULL, note TEXT NOT NULL
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write the freeze, if it stands."""
    rows = [
        PlanRow(made.hash, made.clock, made.time, made.reviewer, made.act.note)
        for made in events
        if isinstance(made.act, FreezePlan)
    ]
    PLAN.replace(connection, (event,), rows)
