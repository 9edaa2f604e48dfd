"""What people may do in a review: stakeholders comment, and nothing else. Every act passes here before it is stored."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache

from review.acts import Act, Comment, Reversal, Unread
from review.errors import JournalError

_MAP_WITH_STAKEHOLDERS = "SELECT CASE WHEN instr(map, '\"stakeholder\"') THEN map END FROM theory_version ORDER BY number DESC LIMIT 1"
_OF_COMMENTS = f"{Comment.about.partition(':')[0]}:"


def check(connection: sqlite3.Connection, reviewer: str, act: Act | Unread) -> None:
    """Refuse what a stakeholder does, apart from comments and their undoing.

    Raises:
        JournalError: the present theory map has the reviewer as a stakeholder.
    """
    if reviewer in stakeholders(connection) and not _is_about_comment(act):
        raise JournalError(
            f"{reviewer} is a stakeholder in the theory map: stakeholders comment (`review comment`), and do nothing else"
        )


def stakeholders(connection: sqlite3.Connection) -> frozenset[str]:
    """The names of the stakeholders in the present theory map."""
    row = connection.execute(_MAP_WITH_STAKEHOLDERS).fetchone()
    return _stakeholders_in(row[0]) if row and row[0] else frozenset()


@lru_cache(maxsize=2)
def _stakeholders_in(text: str) -> frozenset[str]:
    people = json.loads(text).get("reviewers") or ()
    return frozenset(
        one["name"] for one in people if isinstance(one, dict) and one.get("role") == "stakeholder"
    )


def _is_about_comment(act: Act | Unread) -> bool:
    return isinstance(act, Comment) or (isinstance(act, Reversal) and act.subject.startswith(_OF_COMMENTS))
