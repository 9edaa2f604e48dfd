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


class Sample:
    """What was drawn at a stage: the records of its random sample and of its pilot, and who closed the sample."""

    def __init__(self, stage: str, events: Iterable[TypedEvent]) -> None:
        self.drawn: dict[str, int] = {}
        self.pilot: dict[str, int] = {}
        self.closed: ClosedSampleRow | None = None
        self._stage = stage
        for made in events:
            self._take(made)

    def _take(self, made: TypedEvent) -> None:
        match act := made.act:
            case DrawSample():
                # Drawn in a copy that did not know of the close: such records stay as the close left the others.
                self.drawn = dict.fromkeys(act.records, 1 if self.closed else TWICE) | self.drawn
            case GrowSample():
                self.closed = None
                self.drawn |= dict.fromkeys(act.records, TWICE)
            case DrawPilot():
                most = {record: max(act.reviewers, self.pilot.get(record, 0)) for record in act.records}
                self.pilot |= most
            case CloseSample(pilot=True):
                self.pilot = {}
            case CloseSample():
                self.closed = ClosedSampleRow(self._stage, made.hash, made.time, made.reviewer, act.because)
                self.drawn = dict.fromkeys(self.drawn, 1)

    def reviewers(self, record: str) -> int:
        """How many must decide on a record because it was drawn; 1 if it was not."""
        return max(1, self.drawn.get(record, 0), self.pilot.get(record, 0))


def fold(connection: sqlite3.Connection, stage: str, events: Sequence[TypedEvent]) -> None:
    """Write which records of a stage need more decisions, and the outcomes where that number changed."""
    sample = Sample(stage, events)
    before = _reviewers(connection, stage)
    NEED.replace(connection, (stage,), list(_rows(stage, sample)))
    CLOSED_SAMPLE.replace(connection, (stage,), [sample.closed] if sample.closed else [])
    after = _reviewers(connection, stage)
    needed = reviewers_needed(connection).get(stage, 1)
    for record in sorted(before.keys() | after.keys()):
        if max(before.get(record, 1), needed) != max(after.get(record, 1), needed):
            write_outcome(connection, record, stage, needed)


def _rows(stage: str, sample: Sample) -> Iterable[NeedRow]:
    drawn, pilot = sample.drawn, sample.pilot
    for record in sorted(drawn.keys() | pilot.keys()):
        yield NeedRow(stage, record, sample.reviewers(record), drawn.get(record, 0), pilot.get(record, 0))


def _reviewers(connection: sqlite3.Connection, stage: str) -> dict[str, int]:
    return dict(connection.execute("SELECT record, reviewers FROM need WHERE stage = ?", (stage,)).fetchall())
