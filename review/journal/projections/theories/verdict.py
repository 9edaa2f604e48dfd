"""Verdicts: all that were given and not undone; which of them stands follows from what each of them replaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import GiveVerdict
from review.domain.canonical import canonical
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import present_code
from review.journal.projections.table import Table


class VerdictRow(NamedTuple):
    """A verdict; `given_on` is the code as it was then, which may have another id since. `follows` is a JSON list of events."""

    event: str
    code: str
    given_on: str
    verdict: str
    caveat: str
    gap: str
    follows: str
    evidence: str
    sources: int
    codings: int
    reviewer: str
    time: str
    theory_event: str


VERDICT = Table(
    "verdict",
    VerdictRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE verdict (
    event TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    given_on TEXT NOT NULL,            -- the code as it was then, which may have another id since
    verdict TEXT NOT NULL,
    caveat TEXT NOT NULL,
    gap TEXT NOT NULL,
    follows TEXT NOT NULL,             -- JSON list: the events of the verdicts that it replaces
    evidence TEXT NOT NULL,            -- a digest of the evidence then
    sources INTEGER NOT NULL,
    codings INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    theory_event TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX verdict_by_code ON verdict (code);
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write a verdict's row."""
    rows = []
    if made := made_by(GiveVerdict, events):
        given, act = made
        rows = [
            VerdictRow(
                event,
                present_code(connection, act.code),
                act.code,
                act.verdict,
                act.caveat,
                act.gap,
                canonical(act.follows),
                act.evidence,
                act.sources,
                act.codings,
                given.reviewer,
                given.time,
                act.theory_event,
            )
        ]
    VERDICT.replace(connection, (event,), rows)
