"""Under which acts on the theory map records were parked."""

from __future__ import annotations

from typing import NamedTuple

from review.domain import Role
from review.journal.journal import Journal


class ParkedRow(NamedTuple):
    """A reviewer's decision to park a record: what for (a JSON list), when, and the act on the map that it knew."""

    record: str
    time: str
    theories: str
    theory_event: str


def parked(journal: Journal, reviewer: str, stage: str) -> list[ParkedRow]:
    """The evidence that a reviewer has parked at a stage, the oldest first, unless the decisions come to something else."""
    return journal.read(
        ParkedRow,
        "SELECT decision.record, decision.time, theories, theory_event FROM decision JOIN record USING (record)"
        " LEFT JOIN outcome ON outcome.record = decision.record AND outcome.stage = decision.stage"
        " WHERE decision.reviewer = ? AND decision.stage = ? AND decision.decision = 'park'"
        " AND ifnull(outcome.decision, 'park') = 'park' AND record.role = ? ORDER BY record.key",
        (reviewer, stage, Role.EVIDENCE),
    )
