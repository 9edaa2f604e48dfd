"""Intervals by the bootstrap, which draws records again, each with all that belongs to it.

So what is decided many times within one document does not count as many independent cases.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.team.formulas import Floats

RESAMPLES = 1_000
"""How often the records are drawn again."""

SEED = 15
"""The seed of the draws: equal decisions give equal intervals."""

WITHOUT_VALUE = 0.05
"""The share of resamples that may lack a value; where more do, their percentiles would leave out the worst cases."""


class Interval(NamedTuple):
    """An interval, or why there is none."""

    ends: tuple[float, float] | None
    reason: str = ""


class Resampled:
    """Sums by record, and what they add up to when records are drawn again.

    Records with equal sums are drawn together (a multinomial draw over the kinds of records), which has the same
    distribution as drawing one by one and costs far less.
    """

    def __init__(self, sums: Floats, clusters: NDArray[np.int64]) -> None:
        self._records = int(clusters.max()) + 1 if clusters.size else 0
        by_record = np.zeros((self._records, sums.shape[1]))
        np.add.at(by_record, clusters, sums)
        self._total: Floats = by_record.sum(axis=0, keepdims=True)
        kinds, times = np.unique(by_record, axis=0, return_counts=True)
        self._drawn: Floats | None = None
        if self._records > 1:
            draws = np.random.default_rng(SEED).multinomial(
                self._records, times / self._records, size=RESAMPLES
            )
            self._drawn = draws @ kinds

    def value(self, formula: Callable[[Floats], Floats]) -> float:
        """A figure of the sample; nan where it has none."""
        return float(formula(self._total)[0])

    def interval(self, formula: Callable[[Floats], Floats]) -> Interval:
        """The 2.5th and 97.5th percentile of a figure over the resamples."""
        if self._drawn is None:
            return Interval(None, "no interval: only one record was judged by two reviewers")
        found = formula(self._drawn)
        known = found[~np.isnan(found)]
        lacking = len(found) - len(known)
        if lacking > WITHOUT_VALUE * len(found):
            return Interval(
                None, f"no interval: {lacking:,} of {len(found):,} resamples have one category only"
            )
        low, high = np.percentile(known, [2.5, 97.5])
        return Interval((float(low), float(high)))
