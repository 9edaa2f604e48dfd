"""The versions of the theory map."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import TheoryAct
from review.journal.projections.decision import reviewers_needed, write_outcomes
from review.journal.projections.events import TypedEvent
from review.journal.projections.map_changes import after_stored
from review.journal.projections.table import Table


class TheoryVersionRow(NamedTuple):
    """One version of the map, whole."""

    number: int
    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str
    map: str


THEORY_VERSION = Table(
    "theory_version",
    TheoryVersionRow,
    keys=("number",),
    subject=(),
    sql="""
CREATE TABLE theory_version (
    number INTEGER PRIMARY KEY,
    event TEXT NOT NULL UNIQUE,
    time TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    change TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    map TEXT NOT NULL                  -- JSON in the shape of theory_map.yaml
);
""",
)


def fold(connection: sqlite3.Connection, _: str, events: Sequence[TypedEvent]) -> None:
    """Write every version, and the outcomes if the number of reviewers of a stage changed."""
    needed_before = reviewers_needed(connection)
    rows: list[TheoryVersionRow] = []
    current = None
    for event in events:
        act = event.act
        if not isinstance(act, TheoryAct):
            continue
        changed = after_stored(current, act)
        if changed is None:
            continue  # another reviewer's undo removed its theory: it stays in the log, without effect
        current = changed
        rows.append(
            TheoryVersionRow(
                len(rows) + 1,
                event.hash,
                event.time,
                event.reviewer,
                act.kind,
                str(getattr(act, "code", "")),
                act.reason,
                # Not the canonical spelling: the order of theories, stages and criteria has a meaning.
                json.dumps(current.to_plain()),
            )
        )
    THEORY_VERSION.replace(connection, (), rows)
    needed = reviewers_needed(connection)
    if needed != needed_before:
        write_outcomes(connection, needed)
