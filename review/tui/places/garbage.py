"""Looks for garbage while nobody waits for the screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

BUSY = 0.05
"""Seconds of processor time, of one, from which on something is at work: a key takes about as much."""

QUIET = 2
"""Seconds without work after which nobody is likely to press a key in the next moment."""

ENOUGH, MOST = 10, 100
"""Collections of young objects after which a full one is worth its time, and after which it no longer waits for a quiet moment."""

_NEVER = 1_000_000_000


class Garbage:
    """Full collections take .03 to .2 s, in which no key is answered, so they wait until nothing was done for a while.

    Most garbage goes without them: what nothing refers to is freed at once, and cycles that are young soon after.
    """

    def __init__(self, clock: Callable[[], float] = process_time) -> None:
        self._clock = clock
        self._used = 0.0
        self._quiet = 0
        self._thresholds: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Collect from now on; what there is stays, and is not looked at again."""
        gc.freeze()
        thresholds = gc.get_threshold()
        if (
            thresholds[2] != _NEVER
        ):  # else an app that began earlier in this process leaves it to Python at its end
            self._thresholds = thresholds
            gc.set_threshold(*thresholds[:2], _NEVER)
        self._used = self._clock()
        gc.enable()

    def tick(self) -> None:
        """Collect everything, if there is enough and it was quiet; called each second by the screen's thread."""
        used = self._clock()
        self._quiet = self._quiet + 1 if used - self._used < BUSY else 0
        waits = gc.get_count()[2]
        if waits >= MOST or (waits >= ENOUGH and self._quiet >= QUIET):
            gc.collect()
        self._used = self._clock()

    def end(self) -> None:
        """Leave it to Python again when garbage is looked for."""
        if self._thresholds is not None:
            gc.set_threshold(*self._thresholds)
