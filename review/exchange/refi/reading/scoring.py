"""How well a way of counting fits the selections of a project, and which way fits best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from review.exchange.refi.reading.offsets import READINGS, OffsetReading
from review.exchange.refi.values import QdaSelection

_NAME_POINTS = 8
"""What a selection whose text is its name counts, beside 4 for beginning and ending with words."""

_SHORTEST_NAME = 4
_CUT_NAME = 40
"""A name of that length may have been cut short without a sign of it."""
_ELLIPSES = ("…", "...")


class Fit(NamedTuple):
    """How well a reading fits: points for whole words and equal names, and how many names are equal."""

    points: int = 0
    names: int = 0


def fit(text: str, places: Mapping[int, int], selections: Iterable[QdaSelection]) -> Fit:
    """How well the selections of a source fit its normalised text, if their offsets lead to these places."""
    points = names = 0
    for selection in selections:
        start, end = places.get(selection.start), places.get(selection.end)
        if start is None or end is None or start >= end:
            continue
        points += _at_start(text, start) + _at_end(text, end)
        if _is_named(text, start, end, selection.name):
            names += 1
    return Fit(points + _NAME_POINTS * names, names)


def best_reading(fits: Sequence[Mapping[OffsetReading, Fit]]) -> OffsetReading:
    """The reading that fits all sources together best; of equals the first in `READINGS`."""
    return max(READINGS, key=lambda reading: sum(of[reading].points for of in fits))


def best_of_source(fits: Mapping[OffsetReading, Fit], of_all: OffsetReading) -> OffsetReading:
    """The reading for one source: that of all, unless another finds more of its selections by their names."""
    best = max(READINGS, key=lambda reading: fits[reading].points)
    return best if fits[best].names > fits[of_all].names else of_all


def _at_start(text: str, start: int) -> int:
    """2 where a word or sign begins after a space or sign, 1 where no word is cut, else 0."""
    before, first = text[start - 1 : start], text[start]
    if before.isalnum() and first.isalnum():
        return 0
    return 1 if first.isspace() or before.isalnum() else 2


def _at_end(text: str, end: int) -> int:
    last, after = text[end - 1], text[end : end + 1]
    if last.isalnum() and after.isalnum():
        return 0
    return 1 if last.isspace() and last != "\n" else 2


def _is_named(text: str, start: int, end: int, name: str) -> bool:
    """Whether a name is the text of the selection, perhaps cut short; spaces do not count."""
    is_cut = name.endswith(_ELLIPSES)
    wanted = "".join(name.rstrip("….").split() if is_cut else name.split())
    if len(wanted) < _SHORTEST_NAME:
        return False
    # No longer than needed: a selection may be a whole book.
    found = "".join(text[start : min(end, start + 4 * len(name) + 100)].split())
    return found.startswith(wanted) if is_cut or len(wanted) >= _CUT_NAME else found == wanted
