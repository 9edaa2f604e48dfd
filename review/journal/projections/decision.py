"""Decisions: each reviewer's present one on a record at a stage, what settles them, and what all of them come to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from review.acts import Decide, Settle
from review.domain import Decision, DecisionKind, Outcome
from review.domain.canonical import canonical
from review.domain.outcome import outcome
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
    theories: str
    theory_event: str


class SettlementRow(NamedTuple):
    """The decision that counts where reviewers disagree."""

    record: str
    stage: str
    reviewer: str
    event: str
    decision: str
    criteria: str
    reason: str
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
    theories TEXT NOT NULL,            -- JSON list: what a record is parked for
    theory_event TEXT NOT NULL,
    PRIMARY KEY (record, stage, reviewer)
) WITHOUT ROWID;
CREATE INDEX decision_by_reviewer ON decision (reviewer, stage);
""",
)
SETTLEMENT = Table(
    "settlement",
    SettlementRow,
    keys=("record", "stage"),
    subject=("record", "stage"),
    sql="""
CREATE TABLE settlement (
    record TEXT NOT NULL,
    stage TEXT NOT NULL,
    reviewer TEXT NOT NULL,            -- who settled it
    event TEXT NOT NULL,
    decision TEXT NOT NULL,
    criteria TEXT NOT NULL,            -- JSON list
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    PRIMARY KEY (record, stage)
) WITHOUT ROWID;
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
            canonical(made.act.theories),
            made.act.theory_event,
        )
        for made in events
        if isinstance(made.act, Decide)
    ]
    DECISION.replace(connection, (record, stage, reviewer), rows[-1:])
    write_outcome(connection, record, stage, reviewers_needed(connection).get(stage, 1))


def fold_settlement(connection: sqlite3.Connection, name: str, events: Sequence[TypedEvent]) -> None:
    """Write the last settlement that stands, and the outcome that it leads to."""
    record, stage = name.split(":", 1)
    rows = [
        SettlementRow(
            record,
            stage,
            made.reviewer,
            made.hash,
            made.act.decision,
            canonical(made.act.criteria),
            made.act.reason,
            made.time,
        )
        for made in events
        if isinstance(made.act, Settle)
    ]
    SETTLEMENT.replace(connection, (record, stage), rows[-1:])
    write_outcome(connection, record, stage, reviewers_needed(connection).get(stage, 1))


def reviewers_needed(connection: sqlite3.Connection) -> Mapping[str, int]:
    """How many reviewers each stage asks for, by the present theory map."""
    row = connection.execute("SELECT map FROM theory_version ORDER BY number DESC LIMIT 1").fetchone()
    return _needed_in(row[0]) if row else {}


@lru_cache(maxsize=2)
def _needed_in(text: str) -> Mapping[str, int]:
    stages = json.loads(text).get("stages") or {}
    return {stage: (settings or {}).get("reviewers", 1) for stage, settings in stages.items()}


def write_outcome(connection: sqlite3.Connection, record: str, stage: str, needed: int) -> None:
    """Write what the decisions on a record come to at a stage that asks for so many reviewers, and perhaps more for this one."""
    rows: list[tuple[str, str, str]] = connection.execute(
        "SELECT event, reviewer, decision FROM decision WHERE record = ? AND stage = ?", (record, stage)
    ).fetchall()
    settled, drawn = connection.execute(
        "SELECT (SELECT decision FROM settlement WHERE record = ? AND stage = ?),"
        " (SELECT reviewers FROM need WHERE stage = ? AND record = ?)",
        (record, stage, stage, record),
    ).fetchone()
    found = outcome(
        [Decision(event, record, stage, by, DecisionKind(kind)) for event, by, kind in rows],
        max(needed, drawn or 1),
        DecisionKind(settled) if settled else None,
    )
    outcomes = [] if found is Outcome.NONE else [OutcomeRow(stage, record, found)]
    OUTCOME.replace(connection, (stage, record), outcomes)


def write_outcomes(connection: sqlite3.Connection, needed: Mapping[str, int]) -> None:
    """Write every outcome again, after the numbers of reviewers changed."""
    for record, stage in connection.execute("SELECT DISTINCT record, stage FROM decision").fetchall():
        write_outcome(connection, record, stage, needed.get(stage, 1))
