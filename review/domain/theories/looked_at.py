"""Passages that somebody looked at for evidence against a theory or configuration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct


class LookedAtPassage(Struct, frozen=True):
    """A passage that was looked at for evidence against `target` (a code, or the id of a configuration) and not coded.

    `event` is the act; the span is on the record's present text.
    """

    event: str
    target: str
    record: str
    start: int
    end: int
    reviewer: str
    time: str

    @property
    def passage(self) -> tuple[str, int, int]:
        """The record and span."""
        return self.record, self.start, self.end


def passages_by_target(found: Iterable[LookedAtPassage]) -> dict[str, set[tuple[str, int, int]]]:
    """The passages by target: one that several reviewers looked at, or one reviewer twice, counts once."""
    by_target: defaultdict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for one in found:
        by_target[one.target].add(one.passage)
    return dict(by_target)
