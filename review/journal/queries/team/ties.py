"""The criteria that were changed because of conflicts."""

from __future__ import annotations

from review.domain.team.conflict import ConflictTie
from review.journal.journal import Journal
from review.journal.queries.visibility import CONFLICT_TIES


def ties(journal: Journal, *, record: str = "", stage: str = "") -> list[ConflictTie]:
    """The ties that stand, on records in the lists; ordered by record, stage and time.

    As with settlements, one is there as long as as many reviewers as the stage needs have decided: then everybody may see it.
    """
    return journal.read(
        ConflictTie,
        "SELECT event, record, stage, criterion, because, reviewer, time"
        f" FROM {CONFLICT_TIES} AS conflict_tie JOIN outcome USING (record, stage) JOIN record USING (record)"
        f" WHERE {'record = :record' if record else '1'} AND :stage IN ('', stage) ORDER BY record, stage, time, criterion",
        {"record": record, "stage": stage},
    )
