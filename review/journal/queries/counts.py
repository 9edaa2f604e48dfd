"""Counts for the status."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain import Counts
from review.journal.journal import Journal


def counts(journal: Journal, reviewer: str, stages: Sequence[str]) -> Counts:
    """The state of the review for a reviewer."""
    value = journal.value
    included = (
        "SELECT record FROM outcome JOIN record USING (record) WHERE stage = ? AND decision = 'include'"
    )
    return Counts(
        records=value("SELECT count(*) FROM record"),
        documents=value("SELECT count(*) FROM record WHERE text_sha256 > '' AND reading_status <> 'no-text'"),
        codings=value("SELECT count(*) FROM coding JOIN record USING (record)"),
        unconfirmed=value("SELECT count(*) FROM record WHERE unconfirmed"),
        included=value(f"SELECT count(*) FROM ({included})", (stages[-1],)),
        uncoded=value(
            f"SELECT count(*) FROM ({included}) WHERE record NOT IN (SELECT record FROM coding)",
            (stages[-1],),
        ),
        stages={
            stage: dict(
                journal.rows(
                    "SELECT decision, count(*) FROM outcome JOIN record USING (record) WHERE stage = ? GROUP BY decision",
                    (stage,),
                )
            )
            for stage in stages
        },
        waiting={
            stage: _waiting(journal, reviewer, stage, before)
            for before, stage in zip(("", *stages), stages, strict=False)
        },
    )


def _waiting(journal: Journal, reviewer: str, stage: str, before: str) -> int:
    """How many records `listing.waiting` lists, without looking at each of them."""
    if before:
        return int(
            journal.value(
                "SELECT count(*) FROM outcome AS before JOIN record USING (record)"
                " WHERE before.stage = ? AND before.decision IN ('include', 'maybe') AND NOT EXISTS"
                " (SELECT 1 FROM outcome WHERE outcome.stage = ? AND outcome.record = before.record) AND NOT EXISTS"
                " (SELECT 1 FROM decision WHERE decision.record = before.record AND stage = ? AND reviewer = ?)",
                (before, stage, stage, reviewer),
            )
        )
    records, settled, own = journal.row(
        "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM outcome JOIN record USING (record) WHERE stage = ?),"
        " (SELECT count(*) FROM decision JOIN record USING (record) WHERE reviewer = ? AND stage = ? AND NOT EXISTS"
        " (SELECT 1 FROM outcome WHERE outcome.stage = decision.stage AND outcome.record = decision.record))",
        (stage, reviewer, stage),
    )
    return int(records - settled - own)
