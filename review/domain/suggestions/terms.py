"""Which of the terms behind a score are shown where there is room for a few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Term = TypeVar("Term")

LEAST_OF_WEAKER = ((0.25, 2), (0.1, 1))
"""How many of the terms shown belong to the weaker side, by the least share of all weight that it has."""


def of_both_sides(terms: Sequence[tuple[Term, float]], most: int) -> tuple[tuple[Term, float], ...]:
    """The strongest terms: some that raise a score and some that lower it, if both matter.

    Args:
        terms: terms and their weights, strongest first.
        most: how many are shown; at most a third of them only because the weaker side would have none.
    """
    positive = [term for term in terms if term[1] > 0]
    negative = [term for term in terms if term[1] < 0]
    weaker, stronger = sorted((positive, negative), key=_weight)
    share = _weight(weaker) / ((_weight(weaker) + _weight(stronger)) or 1.0)
    least = next((number for enough, number in LEAST_OF_WEAKER if share >= enough), 0)
    kept = weaker[: min(least, most // 3)]
    kept += [term for term in terms if term not in kept][: most - len(kept)]
    return tuple(term for term in terms if term in kept)


def _weight(terms: Sequence[tuple[Term, float]]) -> float:
    return sum(abs(weight) for _, weight in terms)
