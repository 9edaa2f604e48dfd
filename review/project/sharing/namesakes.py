"""Copies that write under the same name.

It is one person on two machines, or two people who take each other's decisions for their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from review.domain.team.exchange import FoundEvent
from review.journal.journal import Journal
from review.journal.queries.team.copies import acts_since_first_own


def other_name(reviewer: str) -> str:
    """The line for somebody whose name another copy writes under, too."""
    return (
        f"another copy also writes as {reviewer}; if that is not you, one of you must take another name"
        " (`--reviewer NAME`, or REVIEW_REVIEWER), or you replace each other's decisions"
    )


class Namesakes:
    """Notes the acts in `reviewer`'s name that arrive from other copies."""

    def __init__(self, journal: Journal, reviewer: str) -> None:
        self._journal = journal
        self._reviewer = reviewer
        self._own = journal.database.meta("replica")
        self._arrived: Counter[str] = Counter()

    def noted(self, events: Iterable[FoundEvent]) -> Iterator[FoundEvent]:
        """The events, as they are."""
        for found in events:
            if found.event.reviewer == self._reviewer and found.event.replica != self._own:
                self._arrived[found.event.replica] += 1
            yield found

    def lines(self) -> tuple[str, ...]:
        """A line if a copy writes under the same name, the first time that its acts come, or come after an act of this copy.

        A folder that was copied has the acts of the other one from the beginning: there only the later ones say that it goes on.
        """
        new = any(
            0 < acts_since_first_own(self._journal, replica, self._reviewer) <= arrived
            for replica, arrived in self._arrived.items()
        )
        return (other_name(self._reviewer),) if new else ()
