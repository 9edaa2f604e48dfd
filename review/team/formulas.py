"""The formulas of agreement over sums that add up from record to record, for one sample or for many resamples at once.

The first axis of every array is the resample. A figure that a sample does not have, because it has one category only, is nan.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def cohen(tables: Floats, weights: Floats) -> Floats:
    """Cohen's kappa of cross tables; `weights` are those of disagreements, 0 for the same category (Cohen 1968)."""
    total = tables.sum(axis=(1, 2))
    expected = tables.sum(axis=2)[:, :, None] * tables.sum(axis=1)[:, None, :]
    seen = (tables * weights).sum(axis=(1, 2))
    by_chance = (expected * weights).sum(axis=(1, 2))
    return 1 - _divided(seen * total, by_chance)


def fleiss(agreeing: Floats, units: Floats, totals: Floats) -> Floats:
    """Fleiss' kappa: `agreeing` sums each unit's share of pairs that agree, `totals` the judgements by category."""
    shares = _divided(totals, totals.sum(axis=1, keepdims=True))
    by_chance = (shares**2).sum(axis=1)
    return _divided(_divided(agreeing, units) - by_chance, 1 - by_chance)


def alpha(coincidences: Floats, *, ordinal: bool) -> Floats:
    """Krippendorff's alpha of coincidence matrices, by the nominal or the ordinal difference (Krippendorff 2011)."""
    totals = coincidences.sum(axis=2)
    pairs = totals[:, :, None] * totals[:, None, :]
    apart = _ordinal(totals) if ordinal else 1 - np.eye(totals.shape[1])[None]
    seen = (coincidences * apart).sum(axis=(1, 2))
    by_chance = (pairs * apart).sum(axis=(1, 2))
    return 1 - _divided(seen * (totals.sum(axis=1) - 1), by_chance)


def _ordinal(totals: Floats) -> Floats:
    """The squared ordinal differences: how many judgements lie between two categories, half of each end included."""
    reached = totals.cumsum(axis=1) - totals / 2
    difference: Floats = (reached[:, :, None] - reached[:, None, :]) ** 2
    return difference


def _divided(upper: Floats, lower: Floats) -> Floats:
    """A quotient; nan where the divisor is nothing, up to the errors of binary fractions."""
    enough = np.abs(lower) > 1e-12
    quotient: Floats = np.where(enough, upper / np.where(enough, lower, 1), np.nan)
    return quotient


def weights_of(size: int, power: int) -> Floats:
    """Weights of disagreement between ordered categories: their distance (power 1) or its square (2); for power 0 all are 1."""
    distance: Floats = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :]).astype(np.float64)
    weights: Floats = (distance > 0).astype(np.float64) if power == 0 else distance**power
    return weights
