"""Long work in threads: how far it is, how it is stopped, and what becomes of it when one leaves the program meanwhile.

The rule is the same for all of it: leaving stops it. Each ends after its present step, nothing that it stored is lost, and a
line on the terminal says how far it came.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Protocol

MOMENT = 0.1
"""Seconds between two lines about the progress."""

KEPT = "What was done until then is kept."
"""What remains of most work that is stopped."""

Say = Callable[[str], None]


class StoppedError(Exception):
    """The work was stopped by the reviewer; its text says what remains, `here` what does so only while the program goes on."""

    def __init__(self, remains: str = "", here: str = "") -> None:
        super().__init__(remains)
        self.here = here


class Monitor:
    """Shows how far a piece of work is, not too often; `stop` is set to end it after its present step.

    `what` names it. Its thread reports its result with `end`.
    """

    def __init__(self, what: str, show: Say) -> None:
        self.what = what
        self.stop = Event()
        self.outcome: str | None = None
        """Its result; None while it goes on, ``""`` where nobody needs to know."""
        self._show = show
        self._shown = 0.0
        self._reached = ""

    def note(self, line: str) -> None:
        """Show a line."""
        self._reached = line.removesuffix("…").rstrip()
        if monotonic() >= self._shown + MOMENT:
            self._shown = monotonic()
            self._show(line)

    def say(self, line: str) -> None:
        """Show a line; for work that does not look at `stop` itself.

        Raises:
            StoppedError: the work was stopped.
        """
        if self.stop.is_set():
            raise StoppedError(KEPT)
        self.note(line)

    def stopped(self, remains: str = "") -> str:
        """That it was stopped, how far it came, and what remains: ``stopped (3 of 7 sources read). Nothing was written.``."""
        return f"stopped{self._at}. {remains}".rstrip()

    def end(self, outcome: str = "") -> None:
        """Note its result, in a line; it is over."""
        self.outcome = outcome

    @property
    def in_words(self) -> str:
        """What it is, and how far."""
        return f"{self.what}{self._at}"

    @property
    def _at(self) -> str:
        return f" ({self._reached})" if self._reached else ""


class LongWork:
    """The long work of a program, and what was still going on when it was left."""

    def __init__(self) -> None:
        self._begun: list[Monitor] = []
        self._left: list[Monitor] | None = None

    def begin(self, what: str, show: Say) -> Monitor:
        """The monitor of a piece of work that begins now."""
        monitor = Monitor(what, show)
        self._begun = [*self._going_on, monitor]
        return monitor

    @property
    def _going_on(self) -> list[Monitor]:
        return [one for one in self._begun if one.outcome is None]

    def leave(self) -> None:
        """Stop all of it: the program ends."""
        if self._left is None:
            self._left = self._going_on
            for one in self._left:
                one.stop.set()

    def awaited(self) -> list[str]:
        """A line for each piece of work whose present step still goes on after the program was left."""
        left = self._left or []
        return [f"finishing a step: {one.in_words} …" for one in left if one.outcome is None]

    def outcomes(self) -> list[str]:
        """A line for each piece of work that was going on when the program was left: its result."""
        return [f"{one.what}: {one.outcome}" for one in self._left or [] if one.outcome]


class WorksLong(Protocol):
    """The program, for dialogs."""

    long_work: LongWork
