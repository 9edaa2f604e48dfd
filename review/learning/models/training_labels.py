"""Training labels from reviewers' acts: which codes apply to a passage, which do not, and which are unknown.

A code applies if a reviewer has put it, or one of its sub-themes, on the passage. It does not apply if a suggestion of it
was rejected, or if a reviewer has marked the passage as done without it while it was in the theory map. A passage that
does not bear on a theory does not bear on its sub-themes, old or new, because a coding with a sub-theme would also count
for the theory. Everything else is unknown: a passage that nobody has looked at is not evidence, nor is one that was
marked as done before the theory was added to the map.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from review.domain import Coding, DoneMark, PassageText, Rejection
from review.domain.act import codings_of
from review.domain.suggestions.blind import is_blind
from review.theory_map import TheoryMap

Known = NDArray[np.int8]
"""Passages × codes: 1 applies, 0 does not apply, -1 unknown, `FOLLOWS` cannot apply."""

FOLLOWS = -2
"""A sub-theme that does not apply because its theory does not, and for which the passage was not judged.

It is used for training but not for measuring: a new sub-theme is known only where its theory does not apply, so these
passages are a biased sample.
"""

Drawn = NDArray[np.bool_]
"""Whether each passage was drawn at random, and judged for that reason alone."""

Codes = NDArray[np.int64]
"""The columns of some codes."""


@dataclass(frozen=True)
class Acts:
    """Acts on passages that the reviewer may see."""

    codings: Sequence[Coding] = ()
    rejections: Sequence[Rejection] = ()
    done_marks: Sequence[DoneMark] = ()

    @cached_property
    def number_of_codings(self) -> int:
        """How many codings these acts are: a passage with its codes by one person is one."""
        return codings_of(self.codings)


class PassageIndex:
    """Finds the passages of a span.

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
        """The passages of which the span covers half, or that contain half of the span."""
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
    """Coded quotations outside of all passages (a heading, a footnote), which count as passages of their own."""
    return [
        PassageText(coding.record, coding.start, coding.end, coding.quote)
        for coding in codings
        if coding.quote.strip() and not index.about(coding.record, coding.start, coding.end)
    ]


def training_labels(
    passages: Sequence[PassageText], codes: Sequence[str], acts: Acts, theory_map: TheoryMap
) -> Known:
    """The training label of each passage and code.

    Args:
        passages: the passages, including `unplaced` quotations.
        codes: the codes to learn, all in the theory map.
        acts: what reviewers did.
        theory_map: has the theory of each sub-theme.
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


def drawn_at_random(passages: Sequence[PassageText], acts: Acts, share: float) -> Drawn:
    """Which passages somebody marked as done who had them in the blind share: what bears on them is that of any passage.

    Other passages may have been read because they bear on a code, and coded because a code was suggested.

    Args:
        passages: the passages, including `unplaced` quotations.
        acts: what reviewers did.
        share: the share of passages shown without suggestions, 0 to 1.
    """
    drawn: Drawn = np.zeros(len(passages), bool)
    if share:
        index = PassageIndex(passages)
        for mark in acts.done_marks:
            for place in index.covered(mark.record, mark.start, mark.end):
                drawn[place] |= is_blind(share, mark.reviewer, mark.record, passages[place].start)
    return drawn


def answers(known: Known) -> NDArray[np.float64]:
    """The labels as numbers: 1 if the code applies, 0 if it does not or cannot, nan for unknown."""
    return np.select([known == 1, known == -1], [1.0, np.nan], 0.0)


def judged_together(known: Known) -> list[Codes]:
    """Groups of codes that are known for much the same passages, the `established` ones first."""
    groups = [established(known)]
    later = np.setdiff1d(np.arange(known.shape[1]), groups[0])
    # The grouping only affects speed, so all known labels count the same.
    learned = np.where(known == -1, np.int8(-1), np.int8(0))
    while len(later):
        groups.append(later[established(learned[:, later], least=0)])
        later = np.setdiff1d(later, groups[-1])
    return groups


def established(known: Known, least: float = 0.5) -> Codes:
    """The codes for which passages are generally judged: all but those added to the map recently.

    Of the complete sub-tables of the known labels, the one with the most entries has these codes. A passage that was only
    coded is not part of it, because its other codes are unknown.

    Args:
        known: the training labels of each passage and code.
        least: the least share of all codes in the table, so that one code with many rejected suggestions does not
            dominate.

    Returns:
        Their columns, in order; all columns if no passage is judged for so many.
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
