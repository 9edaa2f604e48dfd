"""What is read of a journal, kept until something arrives that could change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from review.journal.journal import Journal

T = TypeVar("T")


def of_kinds(kinds: Iterable[str]) -> str:
    """Kinds of acts as SQL lists them behind ``kind IN``."""
    listed = ", ".join(f"'{kind}'" for kind in sorted(kinds))
    return f"({listed})"


class _Kept(NamedTuple, Generic[T]):
    """What was read for a viewer, and the last event of then."""

    viewer: str
    last: tuple[int, str]
    value: T


class Kept(Generic[T]):
    """What `read` gives, read again once an event arrives that satisfies an SQL condition, by any program.

    `about`: rows are the fold of their subject's events, so nothing else can change what is read of these subjects; or of kinds.
    """

    def __init__(self, journal: Journal, read: Callable[[], T], about: str = "1") -> None:
        self._journal = journal
        self._read = read
        self._arrived = f"SELECT 1 FROM event WHERE sequence > ? AND ({about}) LIMIT 1"
        self._kept: _Kept[T] | None = None

    def now(self) -> T:
        """What stands now; may be asked for from any thread."""
        viewer, last, kept = self._journal.database.viewer, self._last_event(), self._kept
        if kept is None or kept.viewer != viewer or (kept.last != last and self._is_touched(kept.last)):
            kept = _Kept(viewer, last, self._read())
        elif kept.last != last:
            kept = kept._replace(last=last)
        # In one step: another thread may be here, too.
        self._kept = kept
        return kept.value

    def _last_event(self) -> tuple[int, str]:
        sql = "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1"
        sequence, event = self._journal.row(sql) or (0, "")
        return sequence, event

    def _is_touched(self, last: tuple[int, str]) -> bool:
        """Whether something arrived since, or the last event of then is gone: its transaction was rolled back."""
        sequence, event = last
        there = self._journal.value("SELECT hash FROM event WHERE sequence = ?", (sequence,)) or ""
        return there != event or self._journal.value(self._arrived, (sequence,)) is not None
