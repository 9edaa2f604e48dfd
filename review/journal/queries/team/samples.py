"""What was drawn at a stage, and what can be drawn: the records of evidence in their random order."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from review.acts import DrawPilot
from review.domain.team.pilot import Pilot
from review.journal.journal import Journal
from review.journal.queries.records import OF_EVIDENCE
from review.journal.queries.team.needed import LET_THROUGH


class Drawn(NamedTuple):
    """The records of a stage's sample that need two decisions, those that were drawn once, and those in its pilot."""

    sample: frozenset[str]
    ever: frozenset[str]
    pilot: frozenset[str]


class Closed(NamedTuple):
    """Who closed the sample of a stage, and why."""

    reviewer: str
    because: str


def ranked(records: Iterable[str], seed: int) -> list[str]:
    """Records in the random order of a seed: by the SHA-256 of the seed, a colon and the record's id."""
    return sorted(records, key=lambda record: hashlib.sha256(f"{seed}:{record}".encode()).digest())


def evidence(journal: Journal) -> list[str]:
    """The ids of all records of evidence."""
    return [record for (record,) in journal.rows(f"SELECT record FROM record WHERE {OF_EVIDENCE}")]


def let_through(journal: Journal, before: str) -> list[str]:
    """The records of evidence that a stage let through; all of them without one."""
    if not before:
        return evidence(journal)
    rows = journal.rows(
        f"SELECT record FROM outcome JOIN record USING (record) WHERE {OF_EVIDENCE} AND stage = ? AND decision IN {LET_THROUGH}",
        (before,),
    )
    return [record for (record,) in rows]


def drawn(journal: Journal, stage: str) -> Drawn:
    """What was drawn at a stage."""
    rows = journal.rows("SELECT record, drawn, pilot FROM need WHERE stage = ?", (stage,))
    return Drawn(
        frozenset(record for record, drawn, _ in rows if drawn > 1),
        frozenset(record for record, drawn, _ in rows if drawn),
        frozenset(record for record, _, pilot in rows if pilot),
    )


def decided_by_several(journal: Journal, stage: str) -> set[str]:
    """The records that two reviewers or more have decided on at a stage."""
    rows = journal.rows(
        "SELECT record FROM decision WHERE stage = ? GROUP BY record HAVING count(*) > 1", (stage,)
    )
    return {record for (record,) in rows}


def decided_enough(journal: Journal, stage: str) -> set[str]:
    """The records with an outcome at a stage, conflicts included: as many have decided on them as they need."""
    return {record for (record,) in journal.rows("SELECT record FROM outcome WHERE stage = ?", (stage,))}


def closed(journal: Journal, stage: str) -> Closed | None:
    """Who closed the sample of a stage, if it is closed."""
    row = journal.row("SELECT reviewer, because FROM closed_sample WHERE stage = ?", (stage,))
    return Closed(*row) if row else None


def lacking(journal: Journal, stage: str) -> int:
    """How many records of evidence have a decision at a stage, and not as many as they need."""
    return int(
        journal.value(
            f"SELECT count(DISTINCT record) FROM decision JOIN record USING (record) WHERE {OF_EVIDENCE} AND stage = ?"
            " AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.stage = decision.stage AND outcome.record = decision.record)",
            (stage,),
        )
    )


def own_of_lacking(journal: Journal, stage: str, records: Collection[str] | None = None) -> dict[str, int]:
    """On how many records of evidence without enough decisions at a stage each reviewer has decided; of these `records` only."""
    rows = journal.rows(
        f"SELECT reviewer, record FROM decision JOIN record USING (record) WHERE {OF_EVIDENCE} AND stage = ?"
        " AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.stage = decision.stage AND outcome.record = decision.record)",
        (stage,),
    )
    return Counter(reviewer for reviewer, record in rows if records is None or record in records)


def own(journal: Journal, reviewer: str, stage: str) -> int:
    """How many records of evidence a reviewer has decided on at a stage, whatever the stage before did with them."""
    return int(
        journal.value(
            f"SELECT count(*) FROM decision JOIN record USING (record) WHERE {OF_EVIDENCE} AND reviewer = ? AND stage = ?",
            (reviewer, stage),
        )
    )


def progress(journal: Journal, stage: str) -> tuple[int, int]:
    """How many records of evidence are in the sample of a stage, and how many of them have the decisions that they need."""
    drawn, twice = journal.row(
        f"SELECT count(*), count(outcome.record) FROM need JOIN record USING (record)"
        f" LEFT JOIN outcome USING (stage, record) WHERE {OF_EVIDENCE} AND need.stage = ? AND drawn > 1",
        (stage,),
    )
    return int(drawn), int(twice)


def of_record(journal: Journal, record: str, stage: str) -> tuple[int, int]:
    """How many must decide on a record for the pilot (0: none), and for all that was drawn."""
    row = journal.row("SELECT pilot, reviewers FROM need WHERE stage = ? AND record = ?", (stage, record))
    return (int(row[0]), int(row[1])) if row else (0, 1)


def pilots(journal: Journal, stages: Iterable[str]) -> list[Pilot]:
    """The pilots of these stages that stand, closed or not, those of a stage oldest first.

    Records that do not count as evidence now are left out.
    """
    from review.journal.projections.events import effective, of_subject

    found = []
    with journal.snapshot() as connection:
        for stage in stages:
            standing, _ = effective(of_subject(connection, f"sample:{stage}"))
            drawn = [one.act for one in standing if isinstance(one.act, DrawPilot)]
            found += [(stage, act) for act in drawn]
    listed = set(evidence(journal)) if found else set()
    kept = ((stage, act, tuple(one for one in act.records if one in listed)) for stage, act in found)
    return [Pilot(stage, records, act.reviewers, act.because) for stage, act, records in kept if records]
