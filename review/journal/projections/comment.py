"""Comments of stakeholders, experts and the team."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Comment
from review.journal.projections.events import TypedEvent
from review.journal.projections.former_codes import former_codes
from review.journal.projections.table import Table


class CommentRow(NamedTuple):
    """A comment; `comment` is its event, `who` and `date` are empty if not reported."""

    comment: str
    target: str
    text: str
    source: str
    who: str
    date: str
    reviewer: str
    time: str


COMMENT = Table(
    "comment",
    CommentRow,
    keys=("comment",),
    subject=("comment",),
    sql="""
CREATE TABLE comment (
    comment TEXT PRIMARY KEY,
    target TEXT NOT NULL,              -- a record, coding or code, '' for the whole review
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    who TEXT NOT NULL,
    date TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX comment_by_target ON comment (target);
""",
)


def fold(connection: sqlite3.Connection, comment: str, events: Sequence[TypedEvent]) -> None:
    """Write a comment's row."""
    former = former_codes(connection)
    rows = [
        CommentRow(
            comment,
            former.get(made.act.on, made.act.on),
            made.act.text,
            made.act.source,
            made.act.who,
            made.act.date,
            made.reviewer,
            made.time,
        )
        for made in events
        if isinstance(made.act, Comment)
    ]
    COMMENT.replace(connection, (comment,), rows[:1])
