"""Memos: notes on a record, a coding or a code."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Memo
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import present_code
from review.journal.projections.table import Table


class MemoRow(NamedTuple):
    """A memo; `memo` is its event."""

    memo: str
    target: str
    text: str
    reviewer: str
    time: str


MEMO = Table(
    "memo",
    MemoRow,
    keys=("memo",),
    subject=("memo",),
    sql="""
CREATE TABLE memo (
    memo TEXT PRIMARY KEY, target TEXT NOT NULL, text TEXT NOT NULL, reviewer TEXT NOT NULL, time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX memo_by_target ON memo (target);
""",
)


def fold(connection: sqlite3.Connection, memo: str, events: Sequence[TypedEvent]) -> None:
    """Write a memo's row."""
    rows = []
    if made := made_by(Memo, events):
        event, act = made
        rows = [MemoRow(memo, present_code(connection, act.target), act.text, event.reviewer, event.time)]
    MEMO.replace(connection, (memo,), rows)
