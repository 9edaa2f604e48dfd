"""Done marks: passages that a reviewer has marked as done."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Done
from review.domain.canonical import canonical
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import former_codes, present
from review.journal.projections.place import present_place
from review.journal.projections.table import Table


class DoneMarkRow(NamedTuple):
    """A passage that is done; `codes` are those that the map had then, under their present ids, as a JSON list."""

    event: str
    record: str
    text_sha256: str
    start: int
    end: int
    reviewer: str
    codes: str


DONE_MARK = Table(
    "done_mark",
    DoneMarkRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE done_mark (
    event TEXT PRIMARY KEY, record TEXT NOT NULL, text_sha256 TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    reviewer TEXT NOT NULL, codes TEXT NOT NULL                -- JSON list: the codes that the map had then
) WITHOUT ROWID;
CREATE INDEX done_mark_by_record ON done_mark (record);
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write a done mark's row, where it stands now."""
    made = made_by(Done, events)
    rows = [_row(connection, event, *made, events)] if made else []
    DONE_MARK.replace(connection, (event,), rows)


def _row(
    connection: sqlite3.Connection, event: str, made: TypedEvent, act: Done, events: Sequence[TypedEvent]
) -> DoneMarkRow:
    place = present_place(act, events)
    codes = tuple(present(act.codes, former_codes(connection)))
    return DoneMarkRow(
        event, act.record, place.text_sha256, place.start, place.end, made.reviewer, canonical(codes)
    )
