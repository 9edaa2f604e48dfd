"""The prose of the desk: every version on a code; which of them stands follows from what each of them replaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import WriteProse
from review.domain.canonical import canonical
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.table import Table


class ProseRow(NamedTuple):
    """A version of the prose on a code, by the id that the code had then. Its text is only in the event."""

    event: str
    code: str
    follows: str
    reviewer: str
    time: str


PROSE = Table(
    "prose",
    ProseRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE prose (
    event TEXT PRIMARY KEY,
    code TEXT NOT NULL,                -- as it was then; it may have another id since
    follows TEXT NOT NULL,             -- JSON list: the events of the versions that it replaces
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX prose_by_code ON prose (code);
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write the row of a version."""
    rows = []
    if made := made_by(WriteProse, events):
        written, act = made
        rows = [ProseRow(event, act.code, canonical(act.follows), written.reviewer, written.time)]
    PROSE.replace(connection, (event,), rows)
