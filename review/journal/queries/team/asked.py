"""How many reviewers had to decide on the records of a stage, as the theory map and the sample changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from review.journal.journal import Journal
from review.journal.projections.events import effective, of_subject
from review.journal.projections.team.need import Sample


class Asked:
    """How many had to decide on each record of a stage after each act that said so."""

    def __init__(self, journal: Journal, stage: str) -> None:
        self._by_stage = _by_stage(journal, stage)
        self._samples = _samples(journal, stage)
        self._clocks = sorted({*self._by_stage, *self._samples})

    def of(self, record: str) -> Through:
        """How many had to decide on a record, through the clocks."""
        of_stage, drawn = 1, 1
        clocks: list[int] = []
        numbers: list[int] = []
        for clock in self._clocks:
            of_stage = self._by_stage.get(clock, of_stage)
            drawn = self._samples[clock].reviewers(record) if clock in self._samples else drawn
            number = max(of_stage, drawn)
            if number != (numbers[-1] if numbers else 1):
                clocks.append(clock)
                numbers.append(number)
        return Through(clocks, numbers)


class Through(NamedTuple):
    """Clocks at which a number changed, in order, and what it was from then on; before the first it was 1."""

    clocks: Sequence[int]
    numbers: Sequence[int]

    def at(self, clock: int) -> int:
        """The number at a clock."""
        place = bisect_right(self.clocks, clock)
        return self.numbers[place - 1] if place else 1


def _by_stage(journal: Journal, stage: str) -> dict[int, int]:
    """What versions of the theory map asked for at a stage where that changed, by the clock of the act."""
    found = journal.rows(
        "SELECT clock, json_extract(map, ?) FROM theory_version JOIN event ON event.hash = theory_version.event"
        " ORDER BY number",
        (f'$.stages."{stage}".reviewers',),
    )
    asked = [(clock, reviewers or 1) for clock, reviewers in found]
    before = [1, *(reviewers for _, reviewers in asked)]
    return {
        clock: reviewers
        for (clock, reviewers), earlier in zip(asked, before, strict=False)
        if reviewers != earlier
    }


def _samples(journal: Journal, stage: str) -> dict[int, Sample]:
    """The sample of a stage after each act on it, undo and redo among them, by the clock of the act."""
    with journal.snapshot() as connection:
        events = of_subject(connection, f"sample:{stage}")
    return {made.clock: Sample(stage, effective(events[: place + 1])[0]) for place, made in enumerate(events)}
