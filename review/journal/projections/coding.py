"""Codings: codes put on passages, as they stand after changes, moves and removals."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import UNSET

from review.acts import Code, Reanchor, Recode, Uncode
from review.journal.projections.events import TypedEvent
from review.journal.projections.place import present_place
from review.journal.projections.table import Table


class CodingRow(NamedTuple):
    """A standing coding; `coding` is the event that made it."""

    coding: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    stance: str
    status: str
    reviewer: str
    time: str
    page: int
    page_label: str
    label_source: str
    memo: str
    theory_event: str
    suggested: bool


class CodingCodeRow(NamedTuple):
    """One code of a coding."""

    coding: str
    position: int
    code: str


CODING = Table(
    "coding",
    CodingRow,
    keys=("coding",),
    subject=("coding",),
    sql="""
CREATE TABLE coding (
    coding TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    stance TEXT NOT NULL,
    status TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    page INTEGER NOT NULL,
    page_label TEXT NOT NULL,          -- without what was set by hand, which stands in page_label
    label_source TEXT NOT NULL,
    memo TEXT NOT NULL,
    theory_event TEXT NOT NULL,
    suggested INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX coding_by_record ON coding (record, start);
""",
)
CODING_CODE = Table(
    "coding_code",
    CodingCodeRow,
    keys=("coding", "position"),
    subject=("coding",),
    sql="""
CREATE TABLE coding_code (
    coding TEXT NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (coding, position)
) WITHOUT ROWID;
CREATE INDEX coding_by_code ON coding_code (code);
""",
)


def fold(connection: sqlite3.Connection, coding: str, events: Sequence[TypedEvent]) -> None:
    """Write a coding's row and those of its codes."""
    made = next(((event, event.act) for event in events if isinstance(event.act, Code)), None)
    rows, codes = [], []
    if made and not _is_removed(events):
        row, names = _standing(coding, *made, events)
        rows = [row]
        codes = [CodingCodeRow(coding, position, code) for position, code in enumerate(names)]
    CODING.replace(connection, (coding,), rows)
    CODING_CODE.replace(connection, (coding,), codes)


def _is_removed(events: Sequence[TypedEvent]) -> bool:
    """Whether the last thing that was done to a coding, moves aside, removed it."""
    last = next(event.act for event in reversed(events) if not isinstance(event.act, Reanchor))
    return isinstance(last, Uncode)


def _standing(
    coding: str, made: TypedEvent, act: Code, events: Sequence[TypedEvent]
) -> tuple[CodingRow, tuple[str, ...]]:
    """A coding's row and its codes."""
    codes, stance, status, theory_event = act.codes, str(act.stance), act.status, act.theory_event
    for event in events:
        if isinstance(change := event.act, Recode):
            theory_event = change.theory_event
            codes = change.codes if isinstance(change.codes, tuple) else codes
            stance = str(change.stance) if change.stance is not UNSET else stance
            status = change.status if isinstance(change.status, str) else status
    place = present_place(act, events)
    row = CodingRow(
        coding=coding,
        record=act.record,
        text_sha256=place.text_sha256,
        start=place.start,
        end=place.end,
        quote=place.quote,
        stance=stance,
        status=status,
        reviewer=made.reviewer,
        time=made.time,
        page=place.page,
        page_label=place.page_label,
        label_source=place.label_source,
        memo=act.memo,
        theory_event=theory_event,
        suggested=act.suggestion is not UNSET,
    )
    return row, codes
