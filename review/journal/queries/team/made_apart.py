"""Whether the copy that made an event had another one, for acts that do not say which others they replace.

The clocks of a copy's events count up by one, and jump where it received events with higher clocks: so an event whose copy did not
jump past the other's was made apart from it. That is probable, not certain, since events with lower clocks arrive unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

_JUMPED = (
    "SELECT 1 FROM event WHERE replica = :replica AND clock > :before AND clock <= :until AND clock > 1 + ifnull("
    "(SELECT max(clock) FROM event AS own WHERE own.replica = :replica AND own.clock < event.clock), 0) LIMIT 1"
)
"""Whether a copy's clock jumped between two clocks: it received something then."""


def last_apart(journal: Journal, before: Iterable[M], last: M, *, differs: Callable[[M], bool]) -> M | None:
    """The last of the acts before one that `differs` from it and was made apart from it; None if there is none."""
    # Who acts again decides, whatever the hashes of two acts with the same clock are.
    for one in sorted(before, key=lambda one: (one.clock, one.replica == last.replica), reverse=True):
        if one.replica == last.replica:
            return None
        if differs(one) and not _had(journal, last, one):
            return one
    return None


def _had(journal: Journal, later: Made, earlier: Made) -> bool:
    """Whether the copy that made the later of two events may have had the earlier one."""
    between = {"replica": later.replica, "before": earlier.clock, "until": later.clock}
    return journal.value(_JUMPED, between) is not None
