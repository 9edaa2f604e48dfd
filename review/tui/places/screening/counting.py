"""Counting what waits in Screening: at once, or in the background where that takes long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from review.tui.places.screening.queue import ScreeningQueue, WaitingRead
from review.tui.places.screening.tally import Counted, Tally, count

if TYPE_CHECKING:
    from review.project import Project


class CountAsked(NamedTuple):
    """The queue whose records are read and those that it had; how often it had changed, and counts were wanted, by then."""

    queue: ScreeningQueue
    changes: int
    wanted: int
    known: Mapping[str, None]


class CountRead(NamedTuple):
    """What waits at the stage of a queue, and the counts of all stages."""

    waiting: WaitingRead
    counted: Counted


class Counting:
    """Keeps a queue and the tally up to date.

    Counted as soon as it is wanted, unless `later`: then it `is_due` until somebody has `read` what was `asked` and gives it to `take`.
    """

    def __init__(self, project: Project, tally: Tally, *, later: bool) -> None:
        self._project = project
        self._tally = tally
        self._later = later
        self._wanted = 0
        self._counted: ScreeningQueue | None = None
        self.is_due = False

    def want(self, queue: ScreeningQueue) -> None:
        """Count what waits in a queue and at all stages, or have it counted later."""
        self.is_due = True
        self._wanted += 1
        if not self._later:
            asked = self.asked(queue)
            self.take(queue, asked, self.read(asked))

    def knows(self, queue: ScreeningQueue) -> bool:
        """Whether what waits in this queue was counted, though perhaps something changed since."""
        return queue is self._counted

    def asked(self, queue: ScreeningQueue) -> CountAsked:
        """What is to be read."""
        return CountAsked(queue, queue.changes, self._wanted, queue.waiting)

    def read(self, asked: CountAsked) -> CountRead:
        """Read it; may be called from any thread.

        Raises:
            ReviewError: the review cannot be read.
        """
        return CountRead(asked.queue.read(asked.known), count(self._project))

    def take(self, queue: ScreeningQueue, asked: CountAsked, found: CountRead) -> bool:
        """Have what was read; returns False if something has changed meanwhile, and it has to be counted again."""
        if (asked.queue, asked.changes, asked.wanted) != (queue, queue.changes, self._wanted):
            return False
        self.is_due, self._counted = False, queue
        queue.take(found.waiting)
        self._tally.take(found.counted)
        return True
