"""Relations between records, as reviewers stated them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Relate
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.table import Table


class RelationRow(NamedTuple):
    """Two records and how they belong together."""

    event: str
    record: str
    other: str
    relation: str
    reviewer: str


RELATION = Table(
    "relation",
    RelationRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE relation (
    event TEXT PRIMARY KEY, record TEXT NOT NULL, other TEXT NOT NULL, relation TEXT NOT NULL, reviewer TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX relation_by_record ON relation (record);
CREATE INDEX relation_by_other ON relation (other);
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write a relation's row."""
    rows = []
    if made := made_by(Relate, events):
        related, act = made
        rows = [RelationRow(event, act.record, act.other, act.relation, related.reviewer)]
    RELATION.replace(connection, (event,), rows)
