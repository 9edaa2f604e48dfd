"""Draws training passages from one half of a labelled set's documents; the other half is for measuring."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from review.learning.models.training_labels import Known

Passages = NDArray[np.int64]
"""Numbers of passages."""


@dataclass(frozen=True)
class Drawn:
    """The known labels: those of `labels_per_code` passages of each code, or of `random_labels` at random (the other is None).

    `at_random` says which of the passages were drawn at random, as in a blind share.
    """

    labels_per_code: int | None
    random_labels: int | None
    known: Known
    at_random: NDArray[np.bool_]


class Draws:
    """The halves of a labelled set, and labels drawn from its pool, all determined by the seed.

    Args:
        truth: passages × codes, 1 where the code applies.
        documents: the number of each passage's document, from 0; no document is in both halves.
        seed: of the random numbers.

    Attributes:
        pool: the passages of the half that labels are drawn from.
        scored: the passages of the other half.
    """

    def __init__(self, truth: Known, documents: NDArray[np.int64], seed: int) -> None:
        self._truth = truth
        self._random = np.random.default_rng(seed)
        order = self._random.permutation(int(documents.max()) + 1)
        in_pool = np.isin(documents, order[: len(order) // 2])
        self.pool = np.flatnonzero(in_pool)
        self.scored = np.flatnonzero(~in_pool)
        # By numbers of its own, so that a random sample does not depend on what else is drawn.
        self._shuffled = deepcopy(self._random).permutation(self.pool)

    def of_each_code(self, count: int, blind: int = 0) -> Drawn:
        """All labels of `count` passages of each code, or of all that the code has; others at each call.

        Args:
            count: how many passages of each code.
            blind: how many passages are drawn at random beside these, whatever their codes.
        """
        passages = [
            self._random.permutation(self.pool[self._truth[self.pool, code] == 1])[:count]
            for code in range(self._truth.shape[1])
        ]
        return self._drawn(count, None, np.concatenate(passages), self._shuffled[:blind])

    def at_random(self, count: int) -> Drawn:
        """All labels of `count` passages, whatever their codes; a larger sample contains a smaller one."""
        return self._drawn(None, count, self._shuffled[:0], self._shuffled[:count])

    def _drawn(
        self, of_each_code: int | None, at_random: int | None, chosen: Passages, blind: Passages
    ) -> Drawn:
        known: Known = np.full(self._truth.shape, -1, np.int8)
        passages = np.concatenate([chosen, blind])
        known[passages] = self._truth[passages]
        is_blind = np.zeros(len(known), bool)
        is_blind[blind] = True
        return Drawn(of_each_code, at_random, known, is_blind)
