"""The id of a review: equal in all its copies, so that events of another review are recognised."""

from __future__ import annotations

import re
import uuid

from review import acts
from review.journal.database import Database

NAME = "review"
"""The name in ``meta`` under which a copy keeps the id, whatever arrives later."""

_ID = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """A random id for a new review."""
    return uuid.uuid4().hex


def is_id(value: object) -> bool:
    """Whether a value can be the id of a review."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def id_of(database: Database) -> str:
    """The id of a journal's review: what its first act says, or for an older review a part of its first event's hash.

    ``""`` for a journal without events.
    """
    kept = database.meta(NAME)
    if is_id(kept):
        return kept
    begun = database.rows("SELECT act FROM event WHERE kind = 'begin-review' ORDER BY clock, hash LIMIT 1")
    for (stored,) in begun:
        act = acts.read(str(stored))
        if isinstance(act, acts.BeginReview) and is_id(act.review):
            return act.review
    first = database.value("SELECT hash FROM event ORDER BY clock, hash LIMIT 1")
    return str(first)[:32] if first else ""


def keep(database: Database) -> None:
    """Keep the id, so that no event that arrives later can change the one that is derived from the first event."""
    if not is_id(database.meta(NAME)) and (found := id_of(database)):
        database.set_meta(NAME, found)
