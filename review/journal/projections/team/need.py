"""Records that more reviewers decide on than their stage asks for: the random sample and the pilot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from review.acts import CloseSample, DrawPilot, DrawSample, GrowSample
from review.journal.projections.decision import reviewers_needed, write_outcome
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table

TWICE = 2
"""How many reviewers decide on a record of the random sample."""


class NeedRow(NamedTuple):
    """A record that was drawn at a stage, and how many reviewers must decide on it for that.

    `drawn` is 2 while it is in the random sample, 1 once the sample was closed, 0 if it never was in it. `pilot` is how many
    decide on it in a pilot that nobody closed, else 0. `reviewers` is the most of them, at least 1.
    """

    stage: str
    record: str
    reviewers: int
    drawn: int
    pilot: int


class ClosedSampleRow(NamedTuple):
    """A stage whose sample was closed: nothing more is drawn until somebody lets it grow."""

    stage: str
    event: str
    time: str
    reviewer: str
    because: str


NEED = Table(
    "need",
    NeedRow,
    keys=("stage", "record"),
    subject=("stage",),
    sql="""
CREATE TABLE need (
    stage TEXT NOT NULL,
    record TEXT NOT NULL,
    reviewers INTEGER NOT NULL,        -- how many must decide, whatever the stage asks for
    drawn INTEGER NOT NULL,            -- 2 in the random sample, 1 since it was closed, 0 never in it
    pilot INTEGER NOT NULL,            -- how many decide in the pilot, 0 in none
    PRIMARY KEY (stage, record)
) WITHOUT ROWID;
CREATE INDEX need_of_pilot ON need (stage, pilot) WHERE pilot > 0;
""",
)
CLOSED_SAMPLE = Table(
    "closed_sample",
    ClosedSampleRow,
    keys=("stage",),
    subject=("stage",),
    sql="""
CREATE TABLE closed_sample (
    stage TEXT PRIMARY KEY, event TEXT NOT NULL, time TEXT NOT NULL, reviewer TEXT NOT NULL, because TEXT NOT NULL
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, stage: str, events: Sequence[TypedEvent]) -> None:
    """Write which records of a stage need more decisions, and the outcomes where that number changed."""
    drawn: dict[str, int] = {}
    pilot: dict[str, int] = {}
    closed: ClosedSampleRow | None = None
    for made in events:
        match act := made.act:
            case DrawSample():
                # Drawn in a copy that did not know of the close: such records stay as the close left the others.
                drawn = dict.fromkeys(act.records, 1 if closed else TWICE) | drawn
            case GrowSample():
                closed = None
                drawn |= dict.fromkeys(act.records, TWICE)
            case DrawPilot():
                pilot |= {record: max(act.reviewers, pilot.get(record, 0)) for record in act.records}
            case CloseSample(pilot=True):
                pilot = {}
            case CloseSample():
                closed = ClosedSampleRow(stage, made.hash, made.time, made.reviewer, act.because)
                drawn = dict.fromkeys(drawn, 1)
    before = _reviewers(connection, stage)
    NEED.replace(connection, (stage,), list(_rows(stage, drawn, pilot)))
    CLOSED_SAMPLE.replace(connection, (stage,), [closed] if closed else [])
    after = _reviewers(connection, stage)
    needed = reviewers_needed(connection).get(stage, 1)
    for record in sorted(before.keys() | after.keys()):
        if max(before.get(record, 1), needed) != max(after.get(record, 1), needed):
            write_outcome(connection, record, stage, needed)


def _rows(stage: str, drawn: dict[str, int], pilot: dict[str, int]) -> Iterable[NeedRow]:
    for record in sorted(drawn.keys() | pilot.keys()):
        of = drawn.get(record, 0), pilot.get(record, 0)
        yield NeedRow(stage, record, max(1, *of), *of)


def _reviewers(connection: sqlite3.Connection, stage: str) -> dict[str, int]:
    return dict(connection.execute("SELECT record, reviewers FROM need WHERE stage = ?", (stage,)).fetchall())
