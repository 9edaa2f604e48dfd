"""Codes that hold on codings, as reviewers found when they looked again after a code was reworded."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Holds
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class HeldRow(NamedTuple):
    """A code that holds on a coding under a version of the map."""

    event: str
    coding: str
    code: str
    theory_event: str


HELD = Table(
    "held",
    HeldRow,
    keys=("event", "coding"),
    subject=("event",),
    sql="""
CREATE TABLE held (
    event TEXT NOT NULL, coding TEXT NOT NULL, code TEXT NOT NULL, theory_event TEXT NOT NULL, PRIMARY KEY (event, coding)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write a row for each coding that an act says a code holds on."""
    rows = [
        HeldRow(event, coding, made.act.code, made.act.theory_event)
        for made in events
        if isinstance(made.act, Holds)
        for coding in dict.fromkeys(made.act.codings)
    ]
    HELD.replace(connection, (event,), rows)
