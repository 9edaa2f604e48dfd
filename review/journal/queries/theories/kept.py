"""What is read of a journal, kept until something arrives that could change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from review.journal.journal import Journal

T = TypeVar("T")


class Kept(Generic[T]):
    """What `read` gives, read again once an event arrives about a subject that satisfies an SQL condition, by any program.

    `about`: rows are the fold of their subject's events, so nothing else can change what is read of these subjects.
    """

    def __init__(self, journal: Journal, read: Callable[[], T], about: str = "1") -> None:
        self._journal = journal
        self._read = read
        self._arrived = f"SELECT 1 FROM event WHERE sequence > ? AND ({about}) LIMIT 1"
        self._last: tuple[int, str] | None = None
        self._value: T | None = None
        self._viewer = ""

    def now(self) -> T:
        """What stands now."""
        if self._viewer != self._journal.database.viewer:
            self._viewer, self._value = self._journal.database.viewer, None
        last = self._last_event()
        if self._value is None or last != self._last:
            if self._value is None or self._is_touched():
                self._value = self._read()
            self._last = last
        return self._value

    def _last_event(self) -> tuple[int, str]:
        sql = "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1"
        sequence, event = self._journal.row(sql) or (0, "")
        return sequence, event

    def _is_touched(self) -> bool:
        """Whether something arrived since, or the last event of then is gone: its transaction was rolled back."""
        assert self._last is not None
        sequence, event = self._last
        there = self._journal.value("SELECT hash FROM event WHERE sequence = ?", (sequence,)) or ""
        return there != event or self._journal.value(self._arrived, (sequence,)) is not None
