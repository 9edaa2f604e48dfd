"""The linear support vector machine of `by_products`, for texts so many that their inner products do not fit in memory.

It comes to the same separation by sums of texts, each of which costs one pass over the texts: by conjugate gradients among the
texts that count (Hestenes and Stiefel 1952). A weight that would get the wrong sign becomes zero; where that takes away too much
of the gain, the next steps are those of `by_products`, one text at a time. So each round comes closer to the solution.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from review.learning.models.separation.by_products import NOTHING, TOLERANCE, Doubles, Solution, costs

Inner = Callable[[Doubles], Doubles]
"""The inner product of each text with a weighted sum of all, whose weights are given."""

MOST_ROUNDS = 60
"""From nothing, 40,000 texts need six."""

_MOST_GRADIENTS = 100
_SINGLE_STEPS = 10


@dataclass(frozen=True)
class _Move:
    """A place in the search or a step from one: the sizes of the texts' weights, and the texts' margins."""

    sizes: Doubles
    margins: Doubles

    def then(self, other: _Move, share: float = 1.0) -> _Move:
        return _Move(self.sizes + share * other.sizes, self.margins + share * other.margins)


def solve_many(
    inner: Inner, lengths: Doubles, signs: Doubles, weights: Doubles, start: Solution = NOTHING
) -> Solution:
    """Find the sum of texts that separates best, see `by_products.solve`.

    Args:
        inner: the inner products, including 1 for the bias.
        lengths: the inner product of each text with itself, or nearly that: it saves time only.
        signs: 1, -1 or 0, see `by_products.costs`.
        weights: see `by_products.costs`.
        start: an earlier solution for the first of these texts, as a starting point.
    """
    search = _Search(inner, lengths, signs, weights)
    begun = np.zeros(len(signs))
    begun[: len(start.weights)] = start.weights
    at = search.to(np.maximum(begun * signs, 0))
    for _ in range(MOST_ROUNDS):
        slope = search.slope(at)
        if search.violations(at, slope).max() < TOLERANCE:
            break
        step = search.by_gradients(at, slope)
        share = search.best_share(step, slope)
        at = at.then(step, min(share, 1.0)) if share > 0.5 else search.by_single_texts(at)
    return Solution(at.sizes * signs, at.margins)


class _Search:
    """The search for a solution, see `solve_many`."""

    def __init__(self, inner: Inner, lengths: Doubles, signs: Doubles, weights: Doubles) -> None:
        self._inner, self._signs, self._goal = inner, signs, np.abs(signs)
        self._slack = np.divide(0.5, costs(signs, weights), out=np.zeros(len(signs)), where=signs != 0)
        self._scale = 1 / (lengths + self._slack)

    def to(self, sizes: Doubles) -> _Move:
        """The move to these sizes from nothing, or by these from anywhere."""
        return _Move(sizes, self._inner(sizes * self._signs) if sizes.any() else np.zeros(len(sizes)))

    def slope(self, at: _Move) -> Doubles:
        """How fast the objective grows with each size."""
        slope: Doubles = self._curved(at) - self._goal
        return slope

    def violations(self, at: _Move, slope: Doubles) -> Doubles:
        """How far each text is from its place in the solution. A size of zero can only grow."""
        return np.where(at.sizes > 0, np.abs(slope), -slope)

    def best_share(self, step: _Move, slope: Doubles) -> float:
        """The share of a step at which the objective is least; at less than twice this share it is less than before."""
        curvature = float(step.sizes @ self._curved(step))
        return -float(slope @ step.sizes) / curvature if curvature else 0.0

    def by_gradients(self, at: _Move, slope: Doubles) -> _Move:
        """The step to the best sizes of all texts that count or should, with zero for those below it."""
        among = (at.sizes > 0) | (slope < 0)
        to, left = at, np.where(among, -slope, 0)
        along, fit = self._scale * left, float(left @ (self._scale * left))
        for _ in range(_MOST_GRADIENTS):
            step = self.to(along)
            curved = np.where(among, self._curved(step), 0)
            share = fit / float(along @ curved)
            to, left = to.then(step, share), left - share * curved
            if np.abs(left).max() < TOLERANCE / 2:
                break
            before, fit = fit, float(left @ (self._scale * left))
            along = self._scale * left + fit / before * along
        if (to.sizes >= 0).all():
            return to.then(at, -1.0)
        return self.to(np.maximum(to.sizes, 0) - at.sizes)

    def by_single_texts(self, at: _Move) -> _Move:
        """The place after some steps of the text that is farthest from its place."""
        for _ in range(_SINGLE_STEPS):
            slope = self.slope(at)
            farthest = int(np.argmax(self.violations(at, slope)))
            one = np.zeros(len(slope))
            one[farthest] = 1
            unit = self.to(one)
            share = self.best_share(unit, slope)
            at = at.then(unit, max(share, -at.sizes[farthest]))
        return at

    def _curved(self, move: _Move) -> Doubles:
        curved: Doubles = self._signs * move.margins + move.sizes * self._slack
        return curved
