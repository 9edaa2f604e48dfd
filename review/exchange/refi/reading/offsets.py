"""The positions of selections: the ways in which programs count characters, and where each leads in the normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    """A way to count; by default that of the standard.

    `counts_mark`: a byte order mark counts as well. `to_last`: a passage ends at its last character, not behind it.
    """

    unit: Unit = Unit.CODE_POINTS
    line_ends: LineEnds = LineEnds.AS_WRITTEN
    counts_mark: bool = False
    to_last: bool = False

    def __str__(self) -> str:
        mark = ["the byte order mark counted"] if self.counts_mark else []
        ends = [] if self.line_ends is LineEnds.AS_WRITTEN else [self.line_ends]
        last = ["ends are last characters"] if self.to_last else []
        return ", ".join([self.unit, *ends, *mark, *last])

    def behind(self, end: int) -> int:
        """The offset behind a passage with this end."""
        return end + self.to_last


READINGS = tuple(
    OffsetReading(unit, ends, counts_mark, to_last)
    for to_last, unit, counts_mark, ends in product((False, True), Unit, (False, True), LineEnds)
)
"""All ways; of those that fit equally well the first counts, so the standard's is first."""


def as_usual(reading: OffsetReading, *, to_last: bool = False) -> OffsetReading:
    """A reading with ends behind the last characters of passages, or with `to_last` at them; the rest stays."""
    return replace(reading, to_last=to_last)


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


class CountedText:
    """A text as a program counts it. Offsets lead to places in the normalised text (`review.domain.texts.normalised`)."""

    def __init__(self, original: str, reading: OffsetReading) -> None:
        codec, self._width = _CODECS[reading.unit]
        self._codec, self._feed = codec, "\n".encode(codec)
        self._data = _counted(original, reading).encode(codec, "replace")
        self.end = len(self._data) // self._width
        """The offset at the end of the text."""

    def places(self, offsets: Iterable[int]) -> dict[int, int]:
        """The place of each offset; those that are not in the text, or are within a character, are left out."""
        found: dict[int, int] = {}
        at = place = 0
        # Piece by piece and decoded as a whole, which is many times faster than character by character.
        for offset in sorted(set(offsets)):
            if not 0 <= offset <= self.end:
                continue
            try:
                piece = self._data[at * self._width : offset * self._width].decode(self._codec)
            except UnicodeDecodeError:
                continue
            place += len(piece) - self._removed(piece, at, offset)
            found[offset] = place
            at = offset
        return found

    def _removed(self, piece: str, start: int, end: int) -> int:
        """How many characters of a piece the normalised text lacks."""
        cut = piece.endswith("\r") and self._data.startswith(self._feed, end * self._width)
        return piece.count("\r\n") + cut + (start == 0 and piece.startswith(_MARK))


_CODECS = {Unit.CODE_POINTS: ("utf-32-le", 4), Unit.UTF_16: ("utf-16-le", 2), Unit.UTF_8: ("utf-8", 1)}


def _counted(original: str, reading: OffsetReading) -> str:
    text = original if reading.counts_mark else original.removeprefix(_MARK)
    if reading.line_ends is not LineEnds.AS_WRITTEN:
        text = text.replace("\r\n", "\n")
    return text.replace("\n", "\r\n") if reading.line_ends is LineEnds.TWO else text
