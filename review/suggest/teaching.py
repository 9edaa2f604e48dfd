"""What reviewers' acts teach about passages: which codes hold, which do not, and which are not known.

A code holds where a reviewer has put it, or a sub-theme of it, on the passage. It does not hold where a suggestion of
it was turned down, and where a reviewer has finished with the passage without giving it, among the codes that were
in the theory map at that moment. Everything else is not known: a passage that nobody has looked at is no evidence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from review.model import Coding, DoneMark, PassageText, Rejection
from review.theory_map import TheoryMap

Known = NDArray[np.int8]
"""Passages × codes: 1 the code holds, 0 it does not, -1 that is not known."""


@dataclass(frozen=True)
class Acts:
    """What was done to passages, by whom the learning reviewer may see."""

    codings: Sequence[Coding] = ()
    rejections: Sequence[Rejection] = ()
    done_marks: Sequence[DoneMark] = ()


class PassageIndex:
    """Finds the passages that a span is about.

    Args:
        passages: in any order; those of one record do not overlap.
    """

    def __init__(self, passages: Sequence[PassageText]) -> None:
        self._of_record: dict[str, list[tuple[int, ...]]] = {}
        for place, passage in enumerate(passages):
            self._of_record.setdefault(passage.record, []).append((passage.start, passage.end, place))
        for spans in self._of_record.values():
            spans.sort()

    def about(self, record: str, start: int, end: int) -> list[int]:
        """The passages of which the span covers half, or that hold half of the span."""
        return [
            place
            for place, size, common in self._overlaps(record, start, end)
            if 2 * common >= min(size, end - start)
        ]

    def covered(self, record: str, start: int, end: int) -> list[int]:
        """The passages of which the span covers half."""
        return [place for place, size, common in self._overlaps(record, start, end) if 2 * common >= size]

    def _overlaps(self, record: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        spans = self._of_record.get(record, [])
        for first in range(max(0, bisect_right(spans, (start,)) - 1), len(spans)):
            passage_start, passage_end, place = spans[first]
            if passage_start >= end:
                break
            common = min(end, passage_end) - max(start, passage_start)
            if common > 0:
                yield place, passage_end - passage_start, common


def unplaced(codings: Sequence[Coding], index: PassageIndex) -> list[PassageText]:
    """Coded quotations that belong to no passage (a heading, a footnote): they teach as passages of their own."""
    return [
        PassageText(coding.record, coding.start, coding.end, coding.quote)
        for coding in codings
        if coding.quote.strip() and not index.about(coding.record, coding.start, coding.end)
    ]


def taught(passages: Sequence[PassageText], codes: Sequence[str], acts: Acts, theory_map: TheoryMap) -> Known:
    """What the acts teach about each passage and code.

    Args:
        passages: the passages, `unplaced` quotations among them.
        codes: the codes to learn, all of them in the theory map.
        acts: what reviewers did.
        theory_map: tells which theory a sub-theme is of.
    """
    index = PassageIndex(passages)
    column = {code: place for place, code in enumerate(codes)}
    known: Known = np.full((len(passages), len(codes)), -1, np.int8)
    for mark in acts.done_marks:
        finished = [column[code] for code in mark.codes if code in column]
        for place in index.covered(mark.record, mark.start, mark.end):
            known[place, finished] = 0
    for rejection in acts.rejections:
        if rejection.code in column:
            for place in index.about(rejection.record, rejection.start, rejection.end):
                known[place, column[rejection.code]] = 0
    for coding in acts.codings:
        held = [column[code] for code in _with_theories(coding.codes, theory_map) if code in column]
        for place in index.about(coding.record, coding.start, coding.end):
            known[place, held] = 1
    return known


def _with_theories(codes: Sequence[str], theory_map: TheoryMap) -> Iterator[str]:
    for code in codes:
        yield code
        if code in theory_map.code_names:
            yield theory_map.theory_of(code).id
