"""Which records wait for a decision at a stage, are decided there, or can be."""

from __future__ import annotations

import json
from collections.abc import Sequence

from review.domain.act import DecisionKind
from review.journal.journal import Journal
from review.journal.queries.listing.lookup import keys, keys_of
from review.journal.queries.team.duties import COMMENTS_ONLY
from review.journal.queries.team.needed import open_pilot

OUT_LATER = (DecisionKind.EXCLUDE, DecisionKind.PARK)
"""The decisions at a stage after which a record is left out of the later ones."""

AT_STAGE = "SELECT key FROM outcome JOIN record USING (record) WHERE stage = ?"
"""The keys of the records with an outcome at a stage."""


def waiting(journal: Journal, reviewer: str, stage: str, before: str) -> list[int]:
    """The keys of the records of evidence that wait for a reviewer's decision at a stage, the oldest first.

    `before` is the stage before it, or ``""``: later stages get what that one included or left open. While a pilot is not
    finished, only its records wait. Nothing waits for a stakeholder.
    """
    if journal.value(COMMENTS_ONLY, (reviewer,)):
        return []
    if before:
        candidates = set(keys(journal, f"{AT_STAGE} AND decision IN ('include', 'maybe')", before))
    else:
        candidates = set(keys(journal, "SELECT key FROM record"))
    if pilot := open_pilot(journal, stage, before):
        candidates &= keys_of(journal, pilot.records)
    others = keys(journal, "SELECT key FROM record WHERE role <> 'evidence'")
    return sorted(candidates.difference(others, decided(journal, reviewer, stage)))


def decided(journal: Journal, reviewer: str, stage: str) -> set[int]:
    """The keys of the records that a reviewer has decided on at a stage, or that have the decisions it needs."""
    own = "SELECT key FROM decision JOIN record USING (record) WHERE reviewer = ? AND stage = ?"
    return {*keys(journal, own, reviewer, stage), *keys(journal, AT_STAGE, stage)}


def decided_as(journal: Journal, stage: str, outcome: str) -> set[int]:
    """The keys of the records whose decisions at a stage come to this outcome."""
    return set(keys(journal, f"{AT_STAGE} AND decision = ?", stage, outcome))


def undecided(journal: Journal, stage: str) -> set[int]:
    """The keys of the records without an outcome at a stage."""
    return set(keys(journal, "SELECT key FROM record")).difference(keys(journal, AT_STAGE, stage))


def can_be_decided(
    journal: Journal, reviewer: str, record: str, stage: str, *, before: Sequence[str], again: bool
) -> bool:
    """Whether a record is listed, not excluded or parked at a stage `before`, and not among the `decided` ones.

    The last does not matter if it is decided `again`.
    """
    query = (
        "SELECT (? OR NOT (EXISTS (SELECT 1 FROM decision WHERE record = ? AND stage = ? AND reviewer = ?)"
    )
    query += " OR EXISTS (SELECT 1 FROM outcome WHERE stage = ? AND record = ?)))"
    query += " AND NOT EXISTS (SELECT 1 FROM outcome WHERE record = ? AND stage IN (SELECT value FROM json_each(?))"
    query += " AND decision IN (SELECT value FROM json_each(?))) FROM record WHERE record = ?"
    aside = (record, json.dumps(list(before)), json.dumps(OUT_LATER), record)
    return bool(journal.value(query, (again, record, stage, reviewer, stage, record, *aside)))
