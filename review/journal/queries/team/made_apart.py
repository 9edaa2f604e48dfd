"""Whether the copy that made an event had another one, for acts that do not say which others they replace.

The clocks of a copy's events count up by one, and jump where it received events with higher clocks: so an event whose copy did not
jump past the other's was made apart from it. That is probable, not certain, since events with lower clocks arrive unnoticed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from math import inf
from typing import Protocol, TypeVar

from review.journal.journal import Journal


class Made(Protocol):
    """Where an event was made, and when by the clock."""

    @property
    def replica(self) -> str:
        """The copy."""

    @property
    def clock(self) -> int:
        """The clock."""


M = TypeVar("M", bound=Made)

_LAST = 2**63 - 1
_JUMP = (
    "SELECT clock FROM event WHERE replica = ?1 AND clock > ?2 AND clock <= ?3 AND clock > 1"
    " AND NOT EXISTS (SELECT 1 FROM event AS own WHERE own.replica = ?1 AND own.clock = event.clock - 1) ORDER BY clock LIMIT 1"
)
"""The first clock after one, and up to another, to which a copy's clock jumped: it received something then."""


class MadeApart:
    """Finds acts that were made apart; what it found out about a copy's clock is not looked for again."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._jumps: dict[str, tuple[list[int], list[float]]] = {}

    def last(self, before: Iterable[M], last: M, *, differs: Callable[[M], bool]) -> M | None:
        """The last of the acts before one that `differs` from it and was made apart from it; None if there is none."""
        # Who acts again decides, whatever the hashes of two acts with the same clock are.
        for one in sorted(before, key=lambda one: (one.clock, one.replica == last.replica), reverse=True):
            if one.replica == last.replica:
                return None
            # The copy that made the later of two acts may have had the earlier one if its clock jumped in between.
            if differs(one) and self._jump_after(last.replica, one.clock) > last.clock:
                return one
        return None

    def _jump_after(self, replica: str, clock: int) -> float:
        """The first clock after this one to which a copy's clock jumped; infinite if it did not."""
        clocks, jumps = self._jumps.setdefault(replica, ([], []))
        place = bisect_right(clocks, clock)
        if place and clock < jumps[place - 1]:
            return jumps[place - 1]
        # From the next clock that was asked about on, it is known: so no event is looked at twice.
        is_known = place < len(clocks)
        found = self._journal.value(_JUMP, (replica, clock, clocks[place] if is_known else _LAST))
        jump: float = found if found is not None else jumps[place] if is_known else inf
        clocks.insert(place, clock)
        jumps.insert(place, jump)
        return jump
