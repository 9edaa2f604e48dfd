"""The copies of a review, from the chains of events that they wrote."""

from __future__ import annotations

import json

from review.domain.team.copies import ReviewCopy
from review.domain.wording.counted import counted
from review.domain.wording.moments import minute_of
from review.journal.journal import Journal


def copy_of(journal: Journal, event: str) -> str:
    """The random name of the copy that an event was written in; ``""`` if it is not here."""
    return str(journal.value("SELECT replica FROM event WHERE hash = ?", (event,)) or "")


def acts_of(journal: Journal, replica: str, reviewer: str) -> int:
    """How many of the acts here a copy wrote in a reviewer's name."""
    sql = "SELECT count(*) FROM event WHERE replica = ? AND reviewer = ?"
    return int(journal.value(sql, (replica, reviewer)))


def dated_after(journal: Journal, moment: str) -> str:
    """How many acts are dated after a moment, by whom and the last; ``""`` if there are none."""
    many, last, by = journal.row(
        "SELECT count(*), ifnull(max(time), ''), json_group_array(DISTINCT reviewer) FROM event WHERE time > ?",
        (moment,),
    ) or (0, "", "[]")
    if not many:
        return ""
    return f"{counted(many, 'act')} by {', '.join(sorted(json.loads(by)))}, the last on {minute_of(last)} UTC"


def copies(journal: Journal) -> tuple[ReviewCopy, ...]:
    """All copies whose acts are here, this one first, then by their last act."""
    forks = dict(
        journal.rows(
            "SELECT replica, sum(branches - 1) FROM (SELECT replica, count(*) AS branches FROM event GROUP BY replica, previous)"
            " GROUP BY replica"
        )
    )
    own = journal.database.meta("replica")
    rows = journal.rows(
        "SELECT replica, sum(acts), max(last), json_group_array(reviewer) FROM (SELECT replica, reviewer, count(*) AS acts,"
        " max(time) AS last FROM event GROUP BY replica, reviewer) GROUP BY replica ORDER BY replica <> ?, max(last) DESC",
        (own,),
    )
    return tuple(
        ReviewCopy(
            replica, replica == own, acts, last, tuple(sorted(json.loads(by))), int(forks.get(replica, 0))
        )
        for replica, acts, last, by in rows
    )
