"""Which appraisals count for something: the most specific ones that there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from review.domain.act import Coding
from review.domain.theories.appraisal import Appraisal, Level
from review.domain.theories.configuration import Fragment

Levels = Mapping[str, tuple[Level, ...]]
"""By dimension: the level, or the levels of reviewers who differ in the order of their names."""

REVIEW = ""
"""The target of an appraisal for the whole review."""

BESIDE_NAME = "-without-low-"
"""In the name of a file from which something low is left out, so that it does not replace the whole table."""


class Span(NamedTuple):
    """A span of a text."""

    text_sha256: str
    start: int
    end: int


class AppraisalIndex:
    """Appraisals by record. What is asked of it is as of the appraisals that it was made of."""

    def __init__(self, appraisals: Iterable[Appraisal]) -> None:
        self._of: defaultdict[str, list[Appraisal]] = defaultdict(list)
        for one in sorted(appraisals, key=lambda one: (one.reviewer, one.time, one.events)):
            self._of[one.record].append(one)

    def levels(self, record: str, targets: Sequence[Collection[str]], passage: Span | None = None) -> Levels:
        """The levels of a record, or of a passage of it, for the first of the targets that it was appraised for.

        Each of `targets` has one or more that are alike. For each, an appraisal of a passage that overlaps goes before that of
        the record. Every dimension is looked for by itself.
        """
        found: dict[str, tuple[Level, ...]] = {}
        for alike in targets:
            for where in (passage, None) if passage else (None,):
                fitting = [
                    one for one in self._of.get(record, ()) if one.target in alike and _is_on(one, where)
                ]
                for dimension, levels in _joined(fitting):
                    found.setdefault(dimension, levels)
        return found

    def of_coding(self, coding: Coding, codes: Collection[str]) -> Levels:
        """The levels of a coded passage for one of these codes (a code and its theory), else for the review."""
        return self.levels(coding.record, (codes, [REVIEW]), _span(coding))

    def of_fragment(self, fragment: Fragment, cmoc: str, codes: Collection[str]) -> Levels:
        """The levels of a fragment for its configuration, else for one of the codes that this is tied to, else for the review."""
        return self.levels(fragment.record, ([cmoc], codes, [REVIEW]), _span(fragment))

    def by_target(self, record: str) -> Mapping[str, Levels]:
        """The levels of a record, not of its passages, for each target that it was appraised for."""
        whole = [one for one in self._of.get(record, ()) if one.span is None]
        return {
            target: dict(_joined(one for one in whole if one.target == target))
            for target in dict.fromkeys(one.target for one in whole)
        }


class LeftOut(NamedTuple):
    """What tables leave out because it is low in one of the `dimensions`.

    `passages` are codings that are left out under one of their codes at least, in so many `sources`; `fragments` are those of
    configurations, in `fragment_sources`; `records` are those that are low for the whole review.
    """

    dimensions: tuple[str, ...]
    passages: int
    sources: int
    fragments: int
    fragment_sources: int
    records: frozenset[str]


def is_low(levels: Levels, dimensions: Iterable[str]) -> bool:
    """Whether it is low in one of the dimensions, and no reviewer found it higher there."""
    return any(set(levels.get(dimension, ())) == {Level.LOW} for dimension in dimensions)


def _span(passage: Coding | Fragment) -> Span:
    return Span(passage.text_sha256, passage.start, passage.end)


def _joined(appraisals: Iterable[Appraisal]) -> Iterator[tuple[str, tuple[Level, ...]]]:
    """By dimension the different levels that appraisals gave, in their order."""
    levels: defaultdict[str, dict[Level, None]] = defaultdict(dict)
    for one in appraisals:
        for dimension, level in one.levels.items():
            levels[dimension][level] = None
    return ((dimension, tuple(given)) for dimension, given in levels.items())


def _is_on(appraisal: Appraisal, passage: Span | None) -> bool:
    """Whether an appraisal is of a passage that overlaps; without a passage, whether it is of the record."""
    if passage is None or appraisal.span is None:
        return passage is None and appraisal.span is None
    start, end = appraisal.span
    return appraisal.text_sha256 == passage.text_sha256 and start < passage.end and passage.start < end
