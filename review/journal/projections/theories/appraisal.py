"""Appraisals: each act a row; what a reviewer's acts on the same come to is put together when they are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Appraise
from review.domain.canonical import canonical
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import present_code
from review.journal.projections.place import present_place
from review.journal.projections.table import Table


class AppraisalRow(NamedTuple):
    """An act of appraising; the passage is where it stands now, `text_sha256` is empty for a whole record.

    `reviewer` is whose judgement it is, also if somebody else imported it. `given_for` is the target as it was then, which may
    have another id since.
    """

    appraisal: str
    record: str
    target: str
    given_for: str
    levels: str
    because: str
    text_sha256: str
    start: int
    end: int
    quote: str
    reviewer: str
    time: str
    theory_event: str


APPRAISAL = Table(
    "appraisal",
    AppraisalRow,
    keys=("appraisal",),
    subject=("appraisal",),
    sql="""
CREATE TABLE appraisal (
    appraisal TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    target TEXT NOT NULL,              -- a code, the id of a configuration, or '' for the whole review
    given_for TEXT NOT NULL,           -- the target as it was then, which may have another id since
    levels TEXT NOT NULL,              -- JSON: levels by dimension
    because TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,         -- '' for the whole record
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    theory_event TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX appraisal_by_record ON appraisal (record);
CREATE INDEX appraisal_by_target ON appraisal (target);
""",
)


def fold(connection: sqlite3.Connection, appraisal: str, events: Sequence[TypedEvent]) -> None:
    """Write an appraisal's row, where it stands now."""
    made = made_by(Appraise, events)
    rows = [_row(connection, appraisal, *made, events)] if made else []
    APPRAISAL.replace(connection, (appraisal,), rows)


def _row(
    connection: sqlite3.Connection,
    appraisal: str,
    made: TypedEvent,
    act: Appraise,
    events: Sequence[TypedEvent],
) -> AppraisalRow:
    place = present_place(act, events)
    return AppraisalRow(
        appraisal,
        act.record,
        present_code(connection, act.target),
        act.target,
        canonical(act.levels),
        act.because,
        place.text_sha256,
        place.start,
        place.end,
        act.quote,
        act.appraised_by or made.reviewer,
        made.time,
        act.theory_event,
    )
