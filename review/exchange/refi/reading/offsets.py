"""The positions of selections: the ways in which programs count characters, and where each leads in the normalised text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

_MARK = "\ufeff"
_BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")


class Unit(StrEnum):
    """What is counted."""

    CODE_POINTS = "code points"
    UTF_16 = "UTF-16 units"
    UTF_8 = "bytes of UTF-8"


class LineEnds(StrEnum):
    """How a line end is counted: by its characters, or always as one or two."""

    AS_WRITTEN = "line ends as they are written"
    ONE = "line ends as one"
    TWO = "line ends as two"


@dataclass(frozen=True, slots=True)
class OffsetReading:
    """A way to count; by default that of the standard. `counts_mark`: a byte order mark counts as well."""

    unit: Unit = Unit.CODE_POINTS
    line_ends: LineEnds = LineEnds.AS_WRITTEN
    counts_mark: bool = False

    def __str__(self) -> str:
        mark = ["the byte order mark counted"] if self.counts_mark else []
        ends = [] if self.line_ends is LineEnds.AS_WRITTEN else [self.line_ends]
        return ", ".join([self.unit, *ends, *mark])


READINGS = tuple(
    OffsetReading(unit, ends, counts_mark)
    for unit, counts_mark, ends in product(Unit, (False, True), LineEnds)
)
"""All ways; of those that fit equally well the first counts, so the standard's is first."""


def distinct_reading(original: str, reading: OffsetReading) -> OffsetReading:
    """The first reading that counts this text in the same way, so that none is tried twice."""
    has_mark = original.startswith(_MARK)
    counts_mark = reading.counts_mark and has_mark
    return replace(
        reading,
        counts_mark=counts_mark,
        line_ends=_distinct_ends(original, reading.line_ends),
        unit=_distinct_unit(original[has_mark:], reading.unit, counts_mark),
    )


def _distinct_ends(original: str, ends: LineEnds) -> LineEnds:
    returns, feeds = original.count("\r\n"), original.count("\n")
    if ends is LineEnds.ONE and not returns:
        return LineEnds.AS_WRITTEN
    if ends is LineEnds.TWO and returns == feeds:
        return LineEnds.AS_WRITTEN
    return ends


def _distinct_unit(text: str, unit: Unit, counts_mark: bool) -> Unit:
    if unit is Unit.UTF_8 and text.isascii() and not counts_mark:
        return Unit.CODE_POINTS
    if unit is Unit.UTF_16 and not _BEYOND_16_BITS.search(text):
        return Unit.CODE_POINTS
    return unit


class Positions:
    """Where the offsets of a reading lead in the normalised text of a source (`review.domain.texts.normalised`)."""

    def __init__(self, original: str, reading: OffsetReading) -> None:
        runs = _runs(reading)
        # Stretches of the text in which all characters count alike: where each begins, in the reading and in the normalised text.
        self._counted, self._places = [0], [0]
        self._runs = [_PLAIN]
        counted = place = behind = 0
        pattern = re.compile("|".join(f"({run.pattern})" for run in runs))
        for match in pattern.finditer(original):
            begin, end = match.span()
            run = runs[(match.lastindex or 1) - 1]
            counted, place = counted + begin - behind, place + begin - behind
            if run.counts:
                self._add(counted, place, run)
            counted += run.counts * (end - begin)
            place += run.stays * (end - begin)
            behind = end
            self._add(counted, place, _PLAIN)
        self.end = counted + len(original) - behind
        """The offset at the end of the text."""

    def _add(self, counted: int, place: int, run: _Run) -> None:
        self._counted.append(counted)
        self._places.append(place)
        self._runs.append(run)

    def at(self, offset: int) -> int | None:
        """The place of an offset; None if it is not in the text, or within a character."""
        if not 0 <= offset <= self.end:
            return None
        number = bisect_right(self._counted, offset) - 1
        run = self._runs[number]
        characters, rest = divmod(offset - self._counted[number], run.counts)
        if rest and run.is_one:
            return None
        return self._places[number] + characters * run.stays


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that count otherwise than one each, or that the normalised text lacks (`stays` is 0).

    `is_one`: an offset within such a character is wrong (within a line end it is not).
    """

    pattern: str
    counts: int
    stays: int = 1
    is_one: bool = True


_PLAIN = _Run("", 1)
_WIDTHS = {
    Unit.CODE_POINTS: [],
    Unit.UTF_16: [_Run("[\U00010000-\U0010ffff]+", 2)],
    Unit.UTF_8: [
        _Run("[\x80-\u07ff]+", 2),
        _Run("[\u0800-\uffff]+", 3),
        _Run("[\U00010000-\U0010ffff]+", 4),
    ],
}


def _runs(reading: OffsetReading) -> list[_Run]:
    width = 3 if reading.unit is Unit.UTF_8 else 1
    mark = _Run(rf"\A{_MARK}", width * reading.counts_mark, 0, is_one=False)
    returns = _Run(r"\r(?=\n)", int(reading.line_ends is not LineEnds.ONE), 0, is_one=False)
    feeds = [_Run(r"(?<!\r)\n", 2, is_one=False)] if reading.line_ends is LineEnds.TWO else []
    return [mark, returns, *feeds, *_WIDTHS[reading.unit]]
