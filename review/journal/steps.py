"""Long work on the journal in short steps, so that others can write in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from time import monotonic, sleep, thread_time
from typing import TypeVar

from review.journal.journal import Journal

STEP_SECONDS = 0.15
"""The processor time of a step before it is committed: each commit writes again what the steps have in common."""

WAITS = 1.5
"""How many times as long a step may last by the clock, on a busy machine: others wait that long, plus the item in progress."""

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
    with journal.database.writing_much():
        for number, first in enumerate(waiting):
            if number:
                sleep(PAUSE_SECONDS)
            with journal.transaction():
                end, latest = thread_time() + STEP_SECONDS, monotonic() + WAITS * STEP_SECONDS
                for item in chain([first], waiting):
                    do(item)
                    if thread_time() >= end or monotonic() >= latest:
                        break
                end_step()
