"""Passages that were looked at for evidence against a theory or configuration."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import LookedAt
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import present_code
from review.journal.projections.place import present_place
from review.journal.projections.table import Table


class LookedAtRow(NamedTuple):
    """A passage that was looked at, where it stands now."""

    event: str
    target: str
    record: str
    text_sha256: str
    start: int
    end: int
    reviewer: str
    time: str


LOOKED_AT = Table(
    "looked_at",
    LookedAtRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE looked_at (
    event TEXT PRIMARY KEY,
    target TEXT NOT NULL,              -- a code, or the id of a configuration
    record TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX looked_at_by_target ON looked_at (target);
CREATE INDEX looked_at_by_record ON looked_at (record);
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write the row of a passage, where it stands now."""
    made = made_by(LookedAt, events)
    rows = [_row(connection, event, *made, events)] if made else []
    LOOKED_AT.replace(connection, (event,), rows)


def _row(
    connection: sqlite3.Connection, event: str, made: TypedEvent, act: LookedAt, events: Sequence[TypedEvent]
) -> LookedAtRow:
    place = present_place(act, events)
    return LookedAtRow(
        event,
        present_code(connection, act.target),
        act.record,
        place.text_sha256,
        place.start,
        place.end,
        made.reviewer,
        made.time,
    )
