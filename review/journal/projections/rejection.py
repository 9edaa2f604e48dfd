"""Rejected suggestions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Reject
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import present_code
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
    made = made_by(Reject, events)
    rows = [_row(connection, event, *made, events)] if made else []
    REJECTION.replace(connection, (event,), rows)


def _row(
    connection: sqlite3.Connection, event: str, made: TypedEvent, act: Reject, events: Sequence[TypedEvent]
) -> RejectionRow:
    place = present_place(act, events)
    return RejectionRow(
        event,
        act.record,
        present_code(connection, act.code),
        place.text_sha256,
        place.start,
        place.end,
        made.reviewer,
        act.theory_event,
    )
