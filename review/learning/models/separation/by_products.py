"""A linear support vector machine that learns a label in a millisecond.

The objective is that of ASReview's default classifier (L2-regularised squared hinge loss, C = .11, all positives
together with 9.8 times the weight of all negatives, the bias regularised as a constant feature of 1), solved in the dual
by greedy coordinate steps from the last solution (Hsieh et al. 2008). This needs only the inner products among labelled
texts. With positives only, even a single one, it ranks by similarity to them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

PENALTY = 0.11
POSITIVES_TO_NEGATIVES = 9.8
TOLERANCE = 1e-2
MOST_STEPS = 20_000


def costs(signs: Doubles, weights: Doubles) -> Doubles:
    """The cost of an error at each text: C, distributed so that the classes have the right weights.

    Args:
        signs: 1 for a positive, -1 for a negative, 0 for an excluded text.
        weights: the weight of each text within its class.
    """
    positive, negative = weights[signs > 0].sum(), weights[signs < 0].sum()
    if not positive or not negative:
        return PENALTY * weights
    total = positive + negative
    for_positive = total / (positive * (1 + 1 / POSITIVES_TO_NEGATIVES))
    for_negative = for_positive * positive / (POSITIVES_TO_NEGATIVES * negative)
    shared: Doubles = PENALTY * weights * np.where(signs > 0, for_positive, for_negative)
    return shared


@dataclass(frozen=True)
class Solution:
    """The best separation.

    `weights` are the texts' weights in the sum of texts, with the sign of their labels, 0 for irrelevant texts;
    `margins` their inner products with that sum.
    """

    weights: Doubles
    margins: Doubles


NOTHING = Solution(np.zeros(0), np.zeros(0))


def solve(products: Doubles, signs: Doubles, weights: Doubles, start: Solution = NOTHING) -> Solution:
    """Find the sum of texts that separates best.

    Args:
        products: the texts' inner products, including 1 for the bias (texts × texts).
        signs: 1, -1 or 0, see `costs`.
        weights: see `costs`.
        start: an earlier solution for the first of these texts, as a starting point.
    """
    slack = np.divide(0.5, costs(signs, weights), out=np.zeros(len(signs)), where=signs != 0)
    size, margin = _begun(products, signs, start)
    curvature = products.diagonal() + slack
    slope = signs * margin - np.abs(signs) + size * slack
    free = size > 0
    for _ in range(MOST_STEPS):
        # A weight of zero can only grow; a text without a sign has no gradient.
        steepness = np.where(free, np.abs(slope), -slope)
        steepest = int(np.argmax(steepness))
        if steepness[steepest] < TOLERANCE:
            break
        step = max(-size[steepest], -slope[steepest] / curvature[steepest])
        size[steepest] += step
        free[steepest] = size[steepest] > 0
        moved = (step * signs[steepest]) * products[steepest]
        margin += moved
        slope += signs * moved
        slope[steepest] += step * slack[steepest]
    return Solution(size * signs, margin)


def _begun(products: Doubles, signs: Doubles, start: Solution) -> tuple[Doubles, Doubles]:
    """The sizes of the earlier solution's weights, without those whose sign has changed, and their margins."""
    old = len(start.weights)
    weights = np.zeros(len(signs))
    weights[:old] = start.weights
    margin = np.empty(len(signs))
    margin[:old] = start.margins
    margin[old:] = products[old:, :old] @ start.weights
    for changed in np.flatnonzero((weights != 0) & (weights * signs <= 0)):
        margin -= weights[changed] * products[changed]
    return np.maximum(weights * signs, 0), margin
