"""Marks on a text and beside it: codings, margin notes, and lanes for overlaps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from review.domain.texts.spans import Span

LANES = 3
"""The most codings shown beside a row; if there are more, the last lane shows a plus."""


@dataclass(frozen=True, slots=True)
class CodingMark:
    """A code on a span. `colour` is ``#rrggbb``.

    `label` says more in the first column: the code's key, its sub-theme in brief, the sign of the stance. Where it has no
    room, `symbol` (one cell) is at the top of the bar. `of_element`: it is not of a code but of an element of the open
    configuration, with another bar and without a tint on the text.
    """

    start: int
    end: int
    symbol: str
    colour: str
    label: str = ""
    of_element: bool = False

    @property
    def bar(self) -> str:
        """The character that its bar is made of."""
        return "◆" if self.of_element else "▌"


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A short line in the right margin, strong or weak; `colour` is ``#rrggbb`` or empty for the text's."""

    text: str
    colour: str = ""
    is_strong: bool = False


class Bar(NamedTuple):
    """A coding beside a row: its lane, and whether its symbol is shown there."""

    lane: int
    mark: CodingMark
    has_symbol: bool


@dataclass(frozen=True, slots=True)
class RowMarks:
    """The marks on a row; spans may extend beyond it. `style` names a component style, `note` is in the right margin.

    In the first column there is the `label` of a page or the labels of `codes` that begin here or just above.
    """

    label: str = ""
    codes: Sequence[CodingMark] = ()
    style: str = ""
    note: MarginNote | None = None
    is_current: bool = False
    bars: Sequence[Bar] = ()
    matches: Sequence[Span] = ()
    current_match: Span | None = None
    selection: Span | None = None
    caret: Span | None = None


class Marks:
    """Codings sorted by start, to look up by span."""

    def __init__(self, codings: Iterable[CodingMark] = ()) -> None:
        self.codings = sorted(codings, key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self.codings]
        self._longest = max((mark.end - mark.start for mark in self.codings), default=0)

    def within(self, start: int, end: int) -> Sequence[int]:
        """The indices of the codings that overlap the span."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [index for index in range(first, last) if self.codings[index].end > start]


def lanes_of(rows: Iterable[tuple[int, int]]) -> list[int]:
    """The lane of each coding's bar, so that no two in a lane share a row.

    `rows` holds (first row, last row) of each, in the order of the first rows.
    """
    free_after: list[int] = []
    lanes: list[int] = []
    for first, last in rows:
        lane = next((lane for lane, taken in enumerate(free_after) if taken < first), len(free_after))
        if lane == len(free_after):
            free_after.append(last)
        free_after[lane] = last
        lanes.append(lane)
    return lanes
