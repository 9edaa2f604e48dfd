"""What is said of conflicts that two copies settled apart: which settlement counts, and that it is to be settled again."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.wording.named import named
from review.journal.journal import Journal
from review.journal.queries import records, screening_acts
from review.journal.queries.team.settled_apart import settled_apart


def settled_apart_lines(journal: Journal) -> Iterator[str]:
    """A line for each conflict that two copies settled apart, in different ways, until somebody settles it again."""
    settlements = screening_acts.settlements(journal)
    apart = settled_apart(journal, settlements)
    for one in settlements:
        if other := apart.get(one.event):
            yield (
                f"{records.cited(journal, one.record)}: settled at {named(one.stage)} as {one.in_words} by {one.reviewer};"
                f" {other.reviewer}'s {other.in_words}, made apart, does not count. Settle it again if that is wrong"
            )
