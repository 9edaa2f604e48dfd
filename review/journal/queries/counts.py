"""Counts for the status."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain import Counts
from review.journal.journal import Journal
from review.journal.queries.listing import deciding
from review.journal.queries.records import OF_EVIDENCE, included_evidence
from review.journal.queries.team.duties import COMMENTS_ONLY
from review.journal.queries.team.needed import open_pilot
from review.journal.queries.visibility import CODINGS, DECISIONS, EACH_CODING

COUNTED = (
    "ifnull((SELECT settlement.decision FROM settlement JOIN outcome USING (record, stage)"
    " WHERE settlement.record = decision.record AND settlement.stage = decision.stage), decision.decision)"
)
"""The decision that a row of `decision` counts as: what settled it, while as many have decided as the stage needs."""

_ALL_EVIDENCE = "SELECT count(*) FROM record WHERE role = 'evidence'"
"""Counted off an index: nothing else of the records is asked for."""


def counts(journal: Journal, reviewer: str, stages: Sequence[str]) -> Counts:
    """The state of the review for a reviewer; records are those of evidence, which N is made of."""
    value = journal.value
    evidence = f"record WHERE {OF_EVIDENCE}"
    included = included_evidence(journal, stages[-1])
    coded = {record for (record,) in journal.rows(f"SELECT DISTINCT record FROM {CODINGS} AS coding")}
    stages_before = dict(zip(stages, ("", *stages), strict=False))
    return Counts(
        comments_only=value(COMMENTS_ONLY, (reviewer,)) is not None,
        records=value(_ALL_EVIDENCE),
        others=value("SELECT count(*) FROM record WHERE role <> 'evidence'"),
        documents=value(
            f"SELECT count(*) FROM {evidence} AND text_sha256 > '' AND reading_status <> 'no-text'"
        ),
        codings=value(
            f"SELECT count(DISTINCT {EACH_CODING}) FROM {CODINGS} AS coding JOIN record USING (record)"
        ),
        lost=lost_codings(journal),
        unconfirmed=value("SELECT count(*) FROM record WHERE unconfirmed"),
        included=len(included),
        uncoded=sum(record not in coded for record in included),
        stages={
            stage: dict(
                journal.rows(f"SELECT decision, count(*) FROM {_AT_STAGE} GROUP BY decision", (stage,))
            )
            for stage in stages
        },
        waiting={stage: waiting(journal, reviewer, stage, before) for stage, before in stages_before.items()},
        unseen={stage: _unseen(journal, stage) for stage in stages[1:]},
        reached={stage: reached(journal, stage, before) for stage, before in stages_before.items()},
    )


def _unseen(journal: Journal, stage: str) -> int:
    """How many were excluded or parked at a stage, though their documents were not retrieved."""
    return int(
        journal.value(
            f"SELECT count(*) FROM {_AT_STAGE} AND decision IN ('exclude', 'park') AND reading_status = 'not-retrieved'",
            (stage,),
        )
    )


def reached(journal: Journal, stage: str, before: str) -> int:
    """How many records there are to decide on at a stage, decided ones included.

    At later stages: those that the stage `before` let through, and those decided on all the same.
    """
    if not before:
        return int(journal.value(_ALL_EVIDENCE))
    return int(
        journal.value(
            f"SELECT count(*) FROM record WHERE {OF_EVIDENCE} AND record IN (SELECT record FROM outcome WHERE stage = :before AND decision IN"
            f" ('include', 'maybe') UNION SELECT record FROM {DECISIONS} AS decision WHERE stage = :stage AND {COUNTED} <> 'park')",
            {"stage": stage, "before": before},
        )
    )


def lost_codings(journal: Journal) -> dict[str, int]:
    """How many codings are not in the present text of their record, by record; records without one are left out."""
    return dict(
        journal.rows(
            f"SELECT record, count(DISTINCT {EACH_CODING}) FROM {CODINGS} AS coding JOIN record USING (record)"
            " WHERE coding.text_sha256 <> record.text_sha256 GROUP BY record ORDER BY record.key"
        )
    )


_AT_STAGE = f"outcome JOIN record USING (record) WHERE {OF_EVIDENCE} AND stage = ?"
"""The outcomes of the records of evidence at a stage."""


def waiting(journal: Journal, reviewer: str, stage: str, before: str) -> int:
    """How many records `deciding.waiting` lists, without looking at each of them."""
    if journal.value(COMMENTS_ONLY, (reviewer,)) or open_pilot(journal, stage, before):
        return len(deciding.waiting(journal, reviewer, stage, before))
    if before:
        return int(
            journal.value(
                "SELECT count(*) FROM outcome AS before JOIN record USING (record)"
                f" WHERE {OF_EVIDENCE} AND before.stage = ? AND before.decision IN ('include', 'maybe') AND NOT EXISTS"
                " (SELECT 1 FROM outcome WHERE outcome.stage = ? AND outcome.record = before.record) AND NOT EXISTS"
                " (SELECT 1 FROM decision WHERE decision.record = before.record AND stage = ? AND reviewer = ?)",
                (before, stage, stage, reviewer),
            )
        )
    records, settled, own = journal.row(
        f"SELECT ({_ALL_EVIDENCE}), (SELECT count(*) FROM {_AT_STAGE}),"
        f" (SELECT count(*) FROM decision JOIN record USING (record) WHERE {OF_EVIDENCE} AND reviewer = ? AND stage = ? AND NOT EXISTS"
        " (SELECT 1 FROM outcome WHERE outcome.stage = decision.stage AND outcome.record = decision.record))",
        (stage, reviewer, stage),
    )
    return int(records - settled - own)
