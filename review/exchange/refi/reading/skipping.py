"""What of a project cannot be used, and why: the first of each reason by name, of the others their number."""

from __future__ import annotations

from collections import Counter

from review.exchange.refi.values import Skipped
from review.references.text import one_line

_NAMED = 20
_LONGEST_NAME = 80


def quoted(name: str) -> str:
    """A name in quotation marks, cut short."""
    name = one_line(name)
    if not name:
        return "without a name"
    return f"“{name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + '…'}”"


class SkipList:
    """Collects what is skipped (or, of files, refused)."""

    def __init__(self) -> None:
        self._found: list[Skipped] = []
        self._numbers: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, what: str, why: str) -> None:
        """Add one thing; `kind` is what it is, such as "selection"."""
        self._numbers[kind, why] += 1
        if self._numbers[kind, why] <= _NAMED:
            self._found.append(Skipped(what, why))

    def entries(self) -> list[Skipped]:
        """All, in the order of the file, then how many more there are for each reason."""
        more = [
            Skipped(f"{number - _NAMED:,} more {kind}{'s' * (number > _NAMED + 1)}", why)
            for (kind, why), number in self._numbers.items()
            if number > _NAMED
        ]
        return self._found + more
