"""Texts that were checked for citations, each with what it cites under each theory."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import CiteText
from review.domain.canonical import canonical
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.table import Table


class CitedTextRow(NamedTuple):
    """A text that was checked; `under` is a JSON object: for each code, as it was then, the records cited under it."""

    event: str
    name: str
    sha256: str
    under: str
    reviewer: str
    time: str


CITED_TEXT = Table(
    "cited_text",
    CitedTextRow,
    keys=("event",),
    subject=("event",),
    sql="""
CREATE TABLE cited_text (
    event TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    under TEXT NOT NULL,               -- JSON object: for each code, as it was then, a list of records
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, event: str, events: Sequence[TypedEvent]) -> None:
    """Write the row of a text."""
    rows = []
    if made := made_by(CiteText, events):
        checked, act = made
        rows = [
            CitedTextRow(event, act.name, act.sha256, canonical(act.under), checked.reviewer, checked.time)
        ]
    CITED_TEXT.replace(connection, (event,), rows)
