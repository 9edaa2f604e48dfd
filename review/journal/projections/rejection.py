"""Rejected suggestions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Reject
from review.journal.projections.events import TypedEvent
from review.journal.projections.former_codes import former_codes
from review.journal.projections.place import present_place
from review.journal.projections.table import Table


class RejectionRow(NamedTuple):
    """A code that a reviewer rejected for a passage."""

    event: str
    record: str
    code: str
    text_sha256: str
    start: int
    end: int
    reviewer: str
    theory_event: str


REJECTION = Table(
    "rejection",
    RejectionRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE rejection (
    event TEXT PRIMARY KEY, record TEXT NOT NULL, code TEXT NOT NULL, text_sha256 TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, reviewer TEXT NOT NULL, theory_event TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX rejection_by_record ON rejection (record);
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write a rejection's row, where it stands now."""
    former = former_codes(connection)
    rows = [
        _row(event, made, made.act, events, former.get(made.act.code, made.act.code))
        for made in events
        if isinstance(made.act, Reject)
    ]
    REJECTION.replace(connection, (event,), rows[:1])


def _row(event: str, made: TypedEvent, act: Reject, events: Sequence[TypedEvent], code: str) -> RejectionRow:
    place = present_place(act, events)
    return RejectionRow(
        event,
        act.record,
        code,
        place.text_sha256,
        place.start,
        place.end,
        made.reviewer,
        act.theory_event,
    )
