"""How many screens may be open at once, and how fast they may be opened: each is a process."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

MOST_SCREENS = 6
MOST_OPENED = 12
"""The most screens that are opened within `PERIOD`."""

PERIOD = 30.0
"""Seconds."""

MOST_CHARACTERS = 1 << 20
"""The longest message from a browser, in bytes: a long text that is pasted."""


@dataclass
class Openings:
    """The screens that are open; `clock` gives seconds."""

    most: int = MOST_SCREENS
    clock: Callable[[], float] = monotonic
    now: int = 0
    _times: deque[float] = field(default_factory=deque)

    def refusal(self) -> str:
        """Why no other screen may be opened now, in one line that a person reads in the browser; else ``""``."""
        while self._times and self._times[0] <= self.clock() - PERIOD:
            self._times.popleft()
        if self.now >= self.most:
            return f"{self.most} screens are open, the most allowed. Close another tab, then try again."
        if len(self._times) >= MOST_OPENED:
            return f"Screens were opened too fast. Wait {PERIOD:.0f} seconds, then try again."
        return ""

    def begun(self) -> None:
        """Count a screen that was opened."""
        self.now += 1
        self._times.append(self.clock())

    def ended(self) -> None:
        """Count a screen whose process is gone."""
        self.now -= 1
