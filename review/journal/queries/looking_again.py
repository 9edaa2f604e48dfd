"""Under which acts on the theory map codes were put on passages and looked at again, and records were parked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from review.domain import Role
from review.journal.journal import Journal


class CodedRow(NamedTuple):
    """A code of a coding on a listed record: its present id, the one that was put, and the act on the map that it knew."""

    coding: str
    code: str
    coded: str
    theory_event: str


def coded(journal: Journal) -> list[CodedRow]:
    """Every code of every standing coding, in the order of the codings and their codes."""
    return journal.read(
        CodedRow,
        "SELECT coding, code, coded, coding_code.theory_event FROM coding_code JOIN coding USING (coding) JOIN record USING (record)"
        ' ORDER BY record.key, start, "end", coding.time, coding, position',
    )


def held(journal: Journal) -> Mapping[str, list[tuple[str, str]]]:
    """By coding: the codes that were found to still hold on it, and the acts on the map under which they did."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for coding, code, theory_event in journal.rows("SELECT coding, code, theory_event FROM held"):
        found[coding].append((code, theory_event))
    return found


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
