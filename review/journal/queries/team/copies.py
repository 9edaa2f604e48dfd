"""The copies of a review, from the chains of events that they wrote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from review.domain.team.copies import ReviewCopy
from review.domain.wording.counted import counted
from review.domain.wording.moments import minute_of
from review.journal.appending.one import now
from review.journal.journal import Journal


def copy_of(journal: Journal, event: str) -> str:
    """The random name of the copy that an event was written in; ``""`` if it is not here."""
    return str(journal.value("SELECT replica FROM event WHERE hash = ?", (event,)) or "")


def reviewers_of(journal: Journal, replica: str) -> tuple[str, ...]:
    """In whose names a copy wrote, as far as its acts are here, in alphabetical order."""
    rows = journal.rows("SELECT DISTINCT reviewer FROM event WHERE replica = ? ORDER BY reviewer", (replica,))
    return tuple(reviewer for (reviewer,) in rows)


def acts_since_first_own(journal: Journal, replica: str, reviewer: str) -> int:
    """How many acts that a copy wrote in a reviewer's name came here after the first act of this copy.

    All of them before there is one.
    """
    first = "SELECT sequence FROM event WHERE replica = ? ORDER BY clock LIMIT 1"
    own = journal.value(first, (journal.database.meta("replica"),)) or 0
    sql = "SELECT count(*) FROM event WHERE replica = ? AND reviewer = ? AND sequence > ?"
    return int(journal.value(sql, (replica, reviewer, own)))


DATED_AFTER = (
    "SELECT count(*), ifnull(max(time), ''), json_group_array(DISTINCT reviewer) FROM event WHERE time > ?"
)
"""Counts the acts that are dated after a moment, for `dated_in_words`."""


def dated_after(journal: Journal, moment: str) -> str:
    """How many acts are dated after a moment, by whom and the last; ``""`` if there are none."""
    return dated_in_words(journal.row(DATED_AFTER, (moment,)))


def dated_in_words(row: Sequence[Any] | None) -> str:
    """What `DATED_AFTER` found: ``2 acts by Ben, the last on 2026-12-01 10:30 UTC``; ``""`` if there are none."""
    many, last, by = row or (0, "", "[]")
    if not many:
        return ""
    return f"{counted(many, 'act')} by {', '.join(sorted(json.loads(by)))}, the last on {minute_of(last)} UTC"


def dated_in_future(journal: Journal) -> str:
    """A sentence about the acts that are dated in the future; ``""`` if there are none."""
    ahead = dated_after(journal, now())
    return (
        ahead
        and f"dated in the future: {ahead}; a clock is wrong, that machine's or this one's. Which act is later does not depend on it,"
        " but `--as-of` goes by the dates"
    )


def copies(journal: Journal) -> tuple[ReviewCopy, ...]:
    """All copies whose acts are here, this one first, then by their last act."""
    forks = dict(
        journal.rows(
            "SELECT replica, sum(branches - 1) FROM (SELECT replica, count(*) AS branches FROM event GROUP BY replica, previous)"
            " GROUP BY replica"
        )
    )
    own, moment = journal.database.meta("replica"), now()
    rows = journal.rows(
        "SELECT replica, sum(acts), max(last), json_group_array(reviewer) FROM (SELECT replica, reviewer, count(*) AS acts,"
        " max(time) AS last FROM event GROUP BY replica, reviewer) GROUP BY replica ORDER BY replica <> ?, max(last) DESC",
        (own,),
    )
    return tuple(
        ReviewCopy(
            replica,
            replica == own,
            acts,
            last,
            tuple(sorted(json.loads(by))),
            int(forks.get(replica, 0)),
            is_ahead=last > moment,
        )
        for replica, acts, last, by in rows
    )
