"""Looks for garbage while nobody waits for the screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

BUSY = 0.05
"""Seconds of processor time, of one, from which on something is at work: a key takes about as much."""

QUIET, LONG = 2, 30
"""Seconds without work after which nobody is likely to press a key in the next moment, and after which nobody is likely to be there."""

ENOUGH, MOST = 4, 12
"""Collections of young objects that make a look at what is left worth its time, and that make it wait no longer for a quiet moment."""

GROWN, MUCH = 25, 250
"""Those since all was looked at that make it worth doing again once nobody is there, and that make it wait no longer for that."""

_NEVER = 1_000_000_000


class Garbage:
    """Looks at each object once, when nothing was done for a while.

    A look at all of them takes .1 s and more, in which no key is answered. So what is still needed is frozen, which leaves it out of
    the next looks; what of it becomes garbage is found at a longer pause. Most garbage goes without a look: what nothing refers to is
    freed at once, and cycles that are young soon after.
    """

    def __init__(self, clock: Callable[[], float] = process_time) -> None:
        self._clock = clock
        self._used = 0.0
        self._quiet = 0
        self._left = 0
        self._thresholds: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Collect from now on; what there is stays, and is not looked at again."""
        gc.freeze()
        thresholds = gc.get_threshold()
        # An app that began earlier in this process leaves it to Python at its end.
        if thresholds[2] != _NEVER:
            self._thresholds = thresholds
            gc.set_threshold(*thresholds[:2], _NEVER)
        self._used = self._clock()
        gc.enable()

    def tick(self) -> None:
        """Collect what there is enough of, if it was quiet; called each second by the screen's thread."""
        used = self._clock()
        self._quiet = self._quiet + 1 if used - self._used < BUSY else 0
        waits = gc.get_count()[2]
        if self._left >= (GROWN if self._quiet >= LONG else MUCH) and self._quiet >= QUIET:
            gc.unfreeze()
            self._collect()
            self._left = 0
        elif waits >= MOST or (waits >= ENOUGH and self._quiet >= QUIET):
            self._collect()
            self._left += waits
        self._used = self._clock()

    def _collect(self) -> None:
        """Free what is not needed of what is not frozen, and freeze the rest."""
        gc.collect()
        gc.freeze()

    def end(self) -> None:
        """Leave it to Python again when garbage is looked for."""
        if self._thresholds is not None:
            gc.set_threshold(*self._thresholds)
