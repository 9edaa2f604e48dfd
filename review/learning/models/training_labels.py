"""What reviewers' acts teach about passages: which codes hold, which do not, and which are not known.

A code holds where a reviewer has put it, or a sub-theme of it, on the passage. It does not hold where a suggestion of
it was turned down, and where a reviewer has finished with the passage without giving it, among the codes that were
in the theory map at that moment. What does not bear on a theory does not bear on its sub-themes, old or new, since
a coding with a sub-theme would have taught the theory. Everything else is not known: a passage that nobody has
looked at is no evidence, and neither is one that was finished with before a theory came into the map.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from review.domain import Coding, DoneMark, PassageText, Rejection
from review.theory_map import TheoryMap

Known = NDArray[np.int8]
"""Passages × codes: 1 the code holds, 0 it does not, -1 that is not known, `FOLLOWS` that it cannot hold."""

FOLLOWS = -2
"""A sub-theme that does not hold since its theory does not, and that the passage was not judged for.

It is learned from and not judged by: of a new sub-theme it is known only where its theory does not hold, so that the
passages for which it is known are no fair sample of any.
"""

Codes = NDArray[np.int64]
"""The columns of some codes."""


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
    for code, place in column.items():
        theory = column.get(theory_map.theory_of(code).id, place)
        known[(known[:, theory] == 0) & (known[:, place] == -1), place] = FOLLOWS
    return known


def answers(known: Known) -> NDArray[np.float64]:
    """What there is to learn: 1 where the code holds, 0 where it does not or cannot, nan where that is not known."""
    return np.select([known == 1, known == -1], [1.0, np.nan], 0.0)


def judged_together(known: Known) -> list[Codes]:
    """The codes in groups that are known for much the same passages, the `established` ones first."""
    groups = [established(known)]
    later = np.setdiff1d(np.arange(known.shape[1]), groups[0])
    # How these are grouped only costs time, so whatever is known of them counts, as if it did not hold.
    learned = np.where(known == -1, np.int8(-1), np.int8(0))
    while len(later):
        groups.append(later[established(learned[:, later], least=0)])
        later = np.setdiff1d(later, groups[-1])
    return groups


def established(known: Known, least: float = 0.5) -> Codes:
    """The codes that passages are, on the whole, judged for: all but those that came into the map lately.

    Of the tables without a gap that can be cut out of what is known, the one with the most entries has these codes.
    A passage that was only coded is no part of it, since nothing is known of what it does not carry.

    Args:
        known: what is known of each passage and code.
        least: the share of all codes that the table has at least, lest one code of which many suggestions were turned
            down stands for all.

    Returns:
        Their columns, in order; all of them where no passage is judged for so many.
    """
    judged = known[(known == 0).any(axis=1)] >= 0
    codes = judged.shape[1]
    order = np.argsort(-judged.sum(axis=0), kind="stable")
    passages = np.logical_and.accumulate(judged[:, order], axis=1).sum(axis=0)
    sizes = np.arange(1, codes + 1)
    entries = np.where(sizes >= least * codes, passages * sizes, -1)
    if not (entries > 0).any():
        return np.arange(codes)
    most = codes - int(np.argmax(entries[::-1]))
    return np.sort(order[:most])


def _with_theories(codes: Sequence[str], theory_map: TheoryMap) -> Iterator[str]:
    for code in codes:
        yield code
        if code in theory_map.code_names:
            yield theory_map.theory_of(code).id
