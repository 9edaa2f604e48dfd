"""The random sample of a stage: drawn by the program, as the theory map says, whenever something is missing in it."""

from __future__ import annotations

from math import ceil

from review import acts
from review.journal.journal import Journal
from review.theory_map import TheoryMap
from review.theory_map.values import Stage


def draw_samples(journal: Journal, reviewer: str, theory_map: TheoryMap) -> None:
    """Draw what is missing in the samples of all stages; nothing where the journal is read-only, or for a stakeholder.

    Raises:
        JournalError: the journal is busy for too long, or the disk fails.
    """
    stages = [stage for stage in theory_map.stages if stage.double > 0 and stage.reviewers < 2]
    duties = {one.name: one.role for one in theory_map.reviewers}
    if not stages or journal.read_only or duties.get(reviewer) == "stakeholder":
        return
    with journal.transaction():
        for stage in stages:
            if records := missing(journal, stage):
                act = acts.DrawSample(
                    stage=stage.id, records=tuple(records), seed=stage.seed, share=stage.double
                )
                journal.append(reviewer, act)


def missing(journal: Journal, stage: Stage) -> list[str]:
    """The records among the first of a stage's random order that were never drawn; none once its sample is closed."""
    from review.journal.queries.team import samples

    if samples.closed(journal, stage.id):
        return []
    records = samples.ranked(samples.evidence(journal), stage.seed)
    ever = samples.drawn(journal, stage.id).ever
    return [record for record in records[: share_of(stage.double, len(records))] if record not in ever]


def share_of(share: float, records: int) -> int:
    """A share of so many records, rounded up; what is only above a whole number because of binary fractions is not."""
    return ceil(round(share * records, 9))
