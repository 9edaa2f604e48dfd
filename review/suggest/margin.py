"""A linear support vector machine that takes in one label in a millisecond.

The objective is that of ASReview's default classifier (L2-regularised squared hinge loss, C = .11, all positives
together 9.8 times as heavy as all negatives, the bias regularised as a constant feature of 1), solved in the dual
by greedy coordinate steps from where the last solution was (Hsieh et al. 2008). Only the inner products among
labelled texts are needed for that. With positives alone, even a single one, it ranks by likeness to them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

PENALTY = 0.11
POSITIVES_TO_NEGATIVES = 9.8
TOLERANCE = 1e-2
MOST_STEPS = 20_000


def costs(signs: Doubles, weights: Doubles) -> Doubles:
    """What an error costs at each text: C, shared out so that the classes weigh as they should.

    Args:
        signs: 1 for a positive, -1 for a negative, 0 for a text that is left out.
        weights: how much each text counts among its class.
    """
    positive, negative = weights[signs > 0].sum(), weights[signs < 0].sum()
    if not positive or not negative:
        return PENALTY * weights
    total = positive + negative
    for_positive = total / (positive * (1 + 1 / POSITIVES_TO_NEGATIVES))
    for_negative = for_positive * positive / (POSITIVES_TO_NEGATIVES * negative)
    shared: Doubles = PENALTY * weights * np.where(signs > 0, for_positive, for_negative)
    return shared


def solve(
    products: NDArray[np.floating], signs: Doubles, weights: Doubles, start: Doubles | None = None
) -> Doubles:
    """The weight of each text in the sum of texts that separates best.

    Args:
        products: the texts' inner products with one another, the bias's 1 included (texts × texts).
        signs: 1, -1 or 0, see `costs`.
        weights: see `costs`.
        start: an earlier solution, to begin from.

    Returns:
        One number per text, of the sign of its label; 0 for texts that do not matter.
    """
    slack = np.divide(0.5, costs(signs, weights), out=np.zeros(len(signs)), where=signs != 0)
    size = np.zeros(len(signs)) if start is None else np.maximum(start * signs, 0)
    curvature = products.diagonal() + slack
    margin = products @ (size * signs)
    for _ in range(MOST_STEPS):
        # Where there is no sign there is no slope either; at the bound only an increase is possible.
        slope = signs * margin - np.abs(signs) + size * slack
        slope[(size == 0) & (slope > 0)] = 0
        steepest = int(np.argmax(np.abs(slope)))
        if abs(slope[steepest]) < TOLERANCE:
            break
        step = max(-size[steepest], -slope[steepest] / curvature[steepest])
        size[steepest] += step
        margin += step * signs[steepest] * products[steepest]
    return size * signs
