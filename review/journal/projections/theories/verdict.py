"""Verdicts: all that were given and not undone; which of them stands follows from what each of them replaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import GiveVerdict
from review.journal.event import canonical
from review.journal.projections.events import TypedEvent
from review.journal.projections.former_codes import former_codes
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
    former = former_codes(connection)
    rows = [
        VerdictRow(
            event,
            former.get(made.act.code, made.act.code),
            made.act.code,
            made.act.verdict,
            made.act.caveat,
            made.act.gap,
            canonical(made.act.follows),
            made.act.evidence,
            made.act.sources,
            made.act.codings,
            made.reviewer,
            made.time,
            made.act.theory_event,
        )
        for made in events
        if isinstance(made.act, GiveVerdict)
    ]
    VERDICT.replace(connection, (event,), rows[:1])
