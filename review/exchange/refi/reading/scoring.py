"""How well a way of counting fits the selections of a project, and which way fits best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from review.exchange.refi.reading.offsets import READINGS, OffsetReading, as_usual
from review.exchange.refi.values import QdaSelection

_NAME_POINTS = 8
"""What a selection whose text is its name counts, beside 4 for beginning and ending with words."""

_BEGUN_POINTS = 4
"""What one counts that begins as its name does, but ends elsewhere."""

_SHORTEST_NAME = 4
_CUT_NAME = 40
"""A name of that length may have been cut short without a sign of it."""
_ELLIPSES = ("…", "...")

_LEAST_QUOTED = 12
_MOST_SEARCHED = 500

_LEAST_CUT = 3
_STRAY = 5
"""Ends are last characters if words are cut without it at `_LEAST_CUT` ends, and with it at a fifth of them at most."""


class Fit(NamedTuple):
    """How well a reading fits: points for whole words and equal names, and how many names are equal.

    `cut` counts ends within a word, and `stray` those, and ends behind a space or the text.
    """

    points: int = 0
    names: int = 0
    cut: int = 0
    stray: int = 0


def fit(
    text: str, places: Mapping[int, int], selections: Iterable[QdaSelection], reading: OffsetReading
) -> Fit:
    """How well the selections of a source fit its normalised text, if their offsets lead to these places."""
    points = names = cut = stray = 0
    for selection in selections:
        start, end = places.get(selection.start), places.get(reading.behind(selection.end))
        if start is None or end is None or start >= end:
            stray += 1
            continue
        at_end = _at_end(text, end)
        cut += not at_end
        stray += not at_end or text[end - 1].isspace()
        points += _at_start(text, start) + at_end
        if is_named(text, start, end, selection.name):
            points += _NAME_POINTS
            names += 1
        elif _begins_as_named(text, start, end, selection.name):
            points += _BEGUN_POINTS
    return Fit(points, names, cut, stray)


def best_reading(fits: Sequence[Mapping[OffsetReading, Fit]]) -> OffsetReading:
    """The reading that fits all sources together best; of equals the first in `READINGS`.

    One by which ends are last characters must find more names than it puts ends astray, or show that without it
    words are cut.
    """
    sums = {
        reading: Fit(*map(sum, zip(*(of[reading] for of in fits), strict=True))) if fits else Fit()
        for reading in READINGS
    }
    usual, last = (
        max((one for one in READINGS if one.to_last is to_last), key=lambda one: sums[one].points)
        for to_last in (False, True)
    )
    if sums[last].points <= sums[usual].points:
        return usual
    cut, stray = sums[as_usual(last)].cut, sums[last].stray
    is_shown = cut >= _LEAST_CUT and _STRAY * stray <= cut
    more = sums[last].names - sums[usual].names
    is_named_so = more > max(0, sums[last].stray - sums[usual].stray)
    return last if is_shown or is_named_so else usual


def best_of_source(fits: Mapping[OffsetReading, Fit], of_all: OffsetReading) -> OffsetReading:
    """The reading for one source: that of all, unless another finds more of its selections by their names."""
    best = best_reading([fits])
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


def is_named(text: str, start: int, end: int, name: str) -> bool:
    """Whether a name is the text of the selection, perhaps cut short; spaces do not count."""
    is_cut = name.endswith(_ELLIPSES)
    wanted = squeezed(name.rstrip("….") if is_cut else name)
    if len(wanted) < _SHORTEST_NAME:
        return False
    found = _beginning(text, start, end, name)
    return found.startswith(wanted) if is_cut or len(wanted) >= _CUT_NAME else found == wanted


def misnamed(text: str, selections: Sequence[QdaSelection]) -> int:
    """How many selections with offsets of a text have a name that is other words of this text.

    Names that are words about a passage do not count, nor do those that are too short to be a quotation.
    """
    others = [
        one
        for one in selections
        if len(one.name) >= _LEAST_QUOTED and not is_named(text, one.start, one.end, one.name)
    ]
    if not others:
        return 0
    searched = squeezed(text)
    return sum(squeezed(one.name.rstrip("….")) in searched for one in others[:_MOST_SEARCHED])


def squeezed(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())


def _begins_as_named(text: str, start: int, end: int, name: str) -> bool:
    wanted, found = squeezed(name.rstrip("….")), _beginning(text, start, end, name)
    common = min(len(wanted), len(found))
    return common >= _SHORTEST_NAME and wanted[:common] == found[:common]


def _beginning(text: str, start: int, end: int, name: str) -> str:
    """The text of a selection without spaces, no longer than needed: it may be a whole book."""
    return squeezed(text[start : min(end, start + 4 * len(name) + 100)])
