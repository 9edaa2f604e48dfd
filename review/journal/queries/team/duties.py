"""What people may do in a review: stakeholders comment, and nothing else. Every act passes here before it is stored."""

from __future__ import annotations

import sqlite3

from review import acts
from review.errors import JournalError

COMMENTS_ONLY = "SELECT 1 FROM stakeholder WHERE name = ?"
"""Asks whether somebody is a stakeholder in the present theory map."""

ALL_THEY_DO = "stakeholders comment (`review comment`), and do nothing else"
"""What stakeholders do, in words."""


def check(connection: sqlite3.Connection, reviewer: str, act: acts.Act | acts.Unread) -> None:
    """Refuse what a stakeholder does, apart from comments and their undoing.

    Raises:
        JournalError: the present theory map has the reviewer as a stakeholder.
    """
    if connection.execute(COMMENTS_ONLY, (reviewer,)).fetchone() and not _is_about_comment(act):
        raise JournalError(refusal(reviewer))


def refusal(reviewer: str) -> str:
    """What a stakeholder is answered who would do something else than comment."""
    return f"{reviewer} is a stakeholder in the theory map: {ALL_THEY_DO}"


def _is_about_comment(act: acts.Act | acts.Unread) -> bool:
    of_comments = f"{acts.Comment.about.partition(':')[0]}:"
    return isinstance(act, acts.Comment) or (
        isinstance(act, acts.Reversal) and act.subject.startswith(of_comments)
    )
