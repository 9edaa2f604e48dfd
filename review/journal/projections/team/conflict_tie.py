"""Which criteria were changed because of which conflicts, as reviewers stated it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import TieConflict
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class ConflictTieRow(NamedTuple):
    """A conflict, by record and stage, and a criterion that was changed because of it."""

    record: str
    stage: str
    criterion: str
    event: str
    reviewer: str
    time: str
    because: str


CONFLICT_TIE = Table(
    "conflict_tie",
    ConflictTieRow,
    keys=("record", "stage", "criterion"),
    subject=("record", "stage", "criterion"),
    sql="""
CREATE TABLE conflict_tie (
    record TEXT NOT NULL,
    stage TEXT NOT NULL,
    criterion TEXT NOT NULL,
    event TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (record, stage, criterion)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, name: str, events: Sequence[TypedEvent]) -> None:
    """Write the tie of a conflict to a criterion, if the last act on the two did not remove it."""
    record, stage, criterion = name.split(":", 2)
    made = [(event, event.act) for event in events if isinstance(event.act, TieConflict)]
    rows = [
        ConflictTieRow(record, stage, criterion, event.hash, event.reviewer, event.time, act.because)
        for event, act in made[-1:]
        if not act.off
    ]
    CONFLICT_TIE.replace(connection, (record, stage, criterion), rows)
