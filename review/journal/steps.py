"""Long work on the journal in short steps, so that others can write in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from time import monotonic, sleep
from typing import TypeVar

from review.journal.journal import Journal

STEP_SECONDS = 0.1
"""How long a step may last before it is committed: others wait that long, plus the item in progress."""

PAUSE_SECONDS = 0.02
"""The pause for others between two steps: they check every few milliseconds."""

T = TypeVar("T")


def in_steps(
    journal: Journal,
    items: Iterable[T],
    do: Callable[[T], object],
    end_step: Callable[[], object] = lambda: None,
) -> None:
    """Call `do` with each item, with as many items in one transaction as a short step has time for.

    What is done to one item is in the journal wholly or not at all; what was done to those before a failure stays.
    `end_step` is done at the end of each step, in its transaction.

    Raises:
        JournalError: the journal is read-only, busy for long, or the disk refuses.
    """
    waiting = iter(items)
    for number, first in enumerate(waiting):
        if number:
            sleep(PAUSE_SECONDS)
        with journal.transaction():
            end = monotonic() + STEP_SECONDS
            for item in chain([first], waiting):
                do(item)
                if monotonic() >= end:
                    break
            end_step()
