"""How many reviewers must decide on a record: what its stage asks for, or more where it was drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from review.journal.journal import Journal
from review.theory_map import TheoryMap

LET_THROUGH = "('include', 'maybe')"
"""The outcomes at a stage with which a record goes on to the next."""


def of_stages(theory_map: TheoryMap) -> dict[str, int]:
    """How many reviewers each stage asks for, whatever was drawn."""
    return {stage.id: stage.reviewers for stage in theory_map.stages}


def asks_more(journal: Journal, stages: Mapping[str, int], stage: str) -> bool:
    """Whether any record of a stage needs more than one decision."""
    drawn = "SELECT 1 FROM need WHERE stage = ? AND reviewers > 1 LIMIT 1"
    return stages.get(stage, 1) > 1 or journal.value(drawn, (stage,)) is not None


class Pilot(NamedTuple):
    """The pilot of a stage while it is not finished: its records, and those that too few have decided on."""

    records: frozenset[str]
    left: frozenset[str]


def open_pilot(journal: Journal, stage: str, before: str) -> Pilot | None:
    """The pilot of a stage, if one is not finished: other records are decided only after it. `before` is the stage before it.

    Records of another role, or that the stage before (``""``: none) does not let through, are not waited for.
    """
    of_pilot = "SELECT record, pilot FROM need WHERE stage = ? AND pilot > 0"
    pilot = dict(journal.rows(of_pilot, (stage,)))
    if not pilot:
        return None
    left = journal.rows(
        f"SELECT record FROM ({of_pilot}) AS need JOIN record USING (record) WHERE role = 'evidence'"
        " AND (SELECT count(*) FROM decision WHERE decision.record = need.record AND decision.stage = ?) < pilot"
        " AND (? = '' OR EXISTS (SELECT 1 FROM outcome WHERE outcome.stage = ? AND outcome.record = need.record"
        f" AND outcome.decision IN {LET_THROUGH}))",
        (stage, stage, before, before),
    )
    return Pilot(frozenset(pilot), frozenset(record for (record,) in left)) if left else None


def stage_before(stages: Sequence[str], stage: str) -> str:
    """The stage before a stage, or ``""``."""
    return stages[stages.index(stage) - 1] if stages.index(stage) else ""
