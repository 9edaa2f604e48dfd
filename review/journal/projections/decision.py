"""Decisions: each reviewer's present one on a record at a stage, and what all of them come to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from review.acts import Decide
from review.domain import Decision, DecisionKind, Outcome, outcome
from review.journal.event import canonical
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class DecisionRow(NamedTuple):
    """A reviewer's present decision."""

    record: str
    stage: str
    reviewer: str
    event: str
    decision: str
    criteria: str
    note: str
    overrides: str
    time: str


class OutcomeRow(NamedTuple):
    """What the decisions on a record come to at a stage."""

    stage: str
    record: str
    decision: str


DECISION = Table(
    "decision",
    DecisionRow,
    keys=("record", "stage", "reviewer"),
    subject=("record", "stage", "reviewer"),
    sql="""
CREATE TABLE decision (
    record TEXT NOT NULL,
    stage TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    event TEXT NOT NULL,
    decision TEXT NOT NULL,
    criteria TEXT NOT NULL,            -- JSON list
    note TEXT NOT NULL,
    overrides TEXT NOT NULL,           -- JSON object: criterion -> reason
    time TEXT NOT NULL,
    PRIMARY KEY (record, stage, reviewer)
) WITHOUT ROWID;
CREATE INDEX decision_by_reviewer ON decision (reviewer, stage);
""",
)
OUTCOME = Table(
    "outcome",
    OutcomeRow,
    keys=("stage", "record"),
    subject=("stage", "record"),
    sql="""
CREATE TABLE outcome (
    stage TEXT NOT NULL,
    record TEXT NOT NULL,
    decision TEXT NOT NULL,            -- a decision, or 'conflict'; no row for none
    PRIMARY KEY (stage, record)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, name: str, events: Sequence[TypedEvent]) -> None:
    """Write a reviewer's decision, the last that stands, and the outcome that it leads to."""
    record, stage, reviewer = name.split(":", 2)
    rows = [
        DecisionRow(
            record,
            stage,
            reviewer,
            made.hash,
            made.act.decision,
            canonical(made.act.criteria),
            made.act.note,
            canonical(made.act.overrides),
            made.time,
        )
        for made in events
        if isinstance(made.act, Decide)
    ]
    DECISION.replace(connection, (record, stage, reviewer), rows[-1:])
    settle(connection, record, stage, reviewers_needed(connection).get(stage, 1))


def reviewers_needed(connection: sqlite3.Connection) -> Mapping[str, int]:
    """How many reviewers each stage asks for, by the present theory map."""
    row = connection.execute("SELECT map FROM theory_version ORDER BY number DESC LIMIT 1").fetchone()
    return _needed_in(row[0]) if row else {}


@lru_cache(maxsize=2)
def _needed_in(text: str) -> Mapping[str, int]:
    stages = json.loads(text).get("stages") or {}
    return {stage: (settings or {}).get("reviewers", 1) for stage, settings in stages.items()}


def settle(connection: sqlite3.Connection, record: str, stage: str, needed: int) -> None:
    """Write what the decisions on a record come to at a stage that asks for so many reviewers."""
    rows: list[tuple[str, str, str]] = connection.execute(
        "SELECT event, reviewer, decision FROM decision WHERE record = ? AND stage = ?", (record, stage)
    ).fetchall()
    settled = outcome(
        [Decision(event, record, stage, by, DecisionKind(kind)) for event, by, kind in rows], needed
    )
    outcomes = [] if settled is Outcome.NONE else [OutcomeRow(stage, record, settled)]
    OUTCOME.replace(connection, (stage, record), outcomes)


def settle_all(connection: sqlite3.Connection, needed: Mapping[str, int]) -> None:
    """Write every outcome again, after the numbers of reviewers changed."""
    for record, stage in connection.execute("SELECT DISTINCT record, stage FROM decision").fetchall():
        settle(connection, record, stage, needed.get(stage, 1))
