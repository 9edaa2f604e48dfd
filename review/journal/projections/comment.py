"""Comments of stakeholders, experts and the team."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Comment
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import present_code
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
    rows = []
    if made := made_by(Comment, events):
        event, act = made
        rows = [
            CommentRow(
                comment,
                present_code(connection, act.on),
                act.text,
                act.source,
                act.who,
                act.date,
                event.reviewer,
                event.time,
            )
        ]
    COMMENT.replace(connection, (comment,), rows)
