"""Ranks records to read next, from the review's own words and from decisions.

The review question, the propositions and the inclusion criteria form one text that counts permanently as a relevant
record. Before any decision, records are ranked by similarity to it. Include and maybe make a record relevant, exclude makes
it irrelevant; parked records are ignored, because parking postpones the judgement until a theory changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.domain import Decision, DecisionKind, Terms
from review.learning.features.compared import Features
from review.learning.features.rows import Members, Products
from review.learning.models.calibration import LEAST_OF_EACH, RECALIBRATE_AFTER, Calibration, fitted
from review.learning.models.explaining import Explained
from review.learning.models.separation.by_products import NOTHING, Doubles, Solution, solve
from review.learning.models.separation.by_sums import solve_many
from review.theory_map import TheoryMap

RELEVANT = {DecisionKind.INCLUDE: True, DecisionKind.MAYBE: True, DecisionKind.EXCLUDE: False}

MOST_COMPARED = 4096
"""The most texts whose products are kept (134 MB). Learning many more from products would take minutes and gigabytes."""

_AT_ONCE = 4096
_FOLDS = 5


def labels_at(decisions: Iterable[Decision], stage: str, theory_map: TheoryMap) -> dict[str, bool]:
    """Whether records are relevant at a stage, by their decisions.

    A record excluded at an earlier stage remains irrelevant. With several reviewers, one include or maybe is enough.
    """
    stages = [s.id for s in theory_map.stages]
    earlier = set(stages[: stages.index(stage)])
    labels: dict[str, bool] = {}
    for decision in decisions:
        relevant = RELEVANT.get(decision.decision)
        if relevant is not None and (decision.stage == stage or (decision.stage in earlier and not relevant)):
            labels[decision.record] = labels.get(decision.record, False) or relevant
    return labels


class Relevance:
    """The ranking of a set of records.

    Args:
        features: the features of the records.
        question: the permanent relevant text, as a row of ``features.matrix`` (1 × columns).
        question_weight: its weight in relevant records.
    """

    def __init__(self, features: Features, question: csr_array, *, question_weight: float = 1.0) -> None:
        self._features = features
        self._question_weight = question_weight
        self._members = Members(features)
        self._products: Products | None = Products(self._members)
        self._products.add(question)
        self._place: dict[int, int] = {}
        self._signs: Doubles = np.ones(1)
        self._labels: dict[int, bool] = {}
        self._solution = NOTHING
        self._calibration: Calibration | None = None
        self._calibrated_on = 0
        self._fit()

    @property
    def labels(self) -> Mapping[int, bool]:
        """The learned labels: whether rows of the features are relevant."""
        return self._labels

    def learn(self, labels: Mapping[int, bool]) -> None:
        """Learn exactly these labels of records (rows of the features).

        Up to `MOST_COMPARED` of them, each change since the last call costs one comparison with the labelled records.
        """
        if labels == self._labels:
            return
        new = [row for row in labels if row not in self._place]
        self._place |= {row: len(self._members) + place for place, row in enumerate(new)}
        self._add(new)
        self._labels = dict(labels)
        self._signs = np.zeros(len(self._members))
        self._signs[0] = 1
        places = [self._place[row] for row in labels]
        self._signs[places] = np.where(np.fromiter(labels.values(), bool, len(labels)), 1, -1)
        self._fit()

    def margins(self) -> NDArray[np.float32]:
        """The margin of each record: above zero on the relevant side, below zero on the other."""
        margins: NDArray[np.float32] = self._features.matrix @ self._weights + np.float32(self._bias)
        return margins

    @property
    def calibrated(self) -> bool:
        """Whether `scores` are probabilities because there are enough decisions."""
        if not self._calibrated_on <= len(self._labels) <= RECALIBRATE_AFTER * self._calibrated_on:
            self._calibrated_on = len(self._labels)
            self._calibration = fitted(*self.out_of_fold()) if self._labelled_enough() else None
        return self._calibration is not None

    def scores(self) -> NDArray[np.float64]:
        """The relevance of each record: a probability if `calibrated`, else scaled from 0 (least) to 1 (most)."""
        margins = self.margins().astype(np.float64)
        if self.calibrated and self._calibration:
            return self._calibration(margins[:, None])
        return (margins - margins.min()) / (np.ptp(margins) or 1.0) if len(margins) else margins

    def reasons(self, text: Explained) -> Terms:
        """The words of a record that raise or lower its score, strongest first."""
        return text.by(self._weights[text.row.indices])

    def out_of_fold(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The margin of every labelled record from a model without its label, and the labels.

        Relevant and irrelevant records are assigned to folds in the order of their rows.

        Returns:
            The margins (records × 1) and whether each record is relevant.
        """
        rows = sorted(self._labels, key=lambda row: (self._labels[row], row))
        truth = np.array([self._labels[row] for row in rows], bool)
        places = np.array([self._place[row] for row in rows], int)
        margins = np.zeros((len(rows), 1))
        for fold in range(_FOLDS):
            held_out = places[fold::_FOLDS]
            seen = self._signs.copy()
            seen[held_out] = 0
            margins[fold::_FOLDS, 0] = self._solved(seen, NOTHING).margins[held_out]
        return margins, truth

    def _add(self, rows: Sequence[int]) -> None:
        """Add records to the members; products of too many are no longer kept."""
        if len(self._members) + len(rows) > MOST_COMPARED:
            self._products = None
        matrix, dropped = self._features.matrix, self._features.dropped
        if self._products is not None:
            self._products.add(matrix[rows], dropped[rows])
            return
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            self._members.add(matrix[some], dropped[some])

    def _labelled_enough(self) -> bool:
        relevant = sum(self._labels.values())
        return min(relevant, len(self._labels) - relevant) >= LEAST_OF_EACH

    def _solved(self, signs: Doubles, start: Solution) -> Solution:
        weights = np.ones(len(signs))
        weights[0] = self._question_weight
        if self._products is None:
            return solve_many(self._members.with_sum, self._members.lengths, signs, weights, start)
        return solve(self._products.matrix, signs, weights, start)

    def _fit(self) -> None:
        self._solution = self._solved(self._signs, self._solution)
        self._weights = self._members.weights(self._solution.weights)
        self._bias = float(self._solution.weights.sum())
