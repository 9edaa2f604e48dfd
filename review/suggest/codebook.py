"""Which codes of a codebook a text bears on, from the codebook's own words and from what has been learned.

The codebook's texts are examples for good, three times as heavy as a text that a person has judged. A code's score
has two parts: a ridge regression on those examples, and the text's likeness (cosine) to the codebook's text. A
logistic regression on both, pooled over all codes, makes probabilities of them once enough texts have been judged
for every code; it is fitted on scores from models that had not seen the text's document.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.model import Terms
from review.suggest import ridge
from review.suggest.calibration import RECALIBRATE_AFTER, Calibration, fitted, logistic
from review.suggest.explaining import strongest
from review.suggest.features import Features
from review.suggest.ridge import Doubles, PartlyKnown, Places
from review.suggest.rows import Members
from review.suggest.teaching import Known

PENALTY = 1.0
CODEBOOK_WEIGHT = 3.0
UNCALIBRATED_SLOPE, UNCALIBRATED_OFFSET = 5.0, -3.0
"""What stands in for a calibration until there is one."""

LEAST_TO_CALIBRATE = 50
"""Texts judged for every code, below which scores say nothing about frequencies."""


class CodebookModel:
    """Scores of texts for the codes of a codebook.

    Args:
        features: of the texts to learn from: the first rows of ``features.matrix``, one per document number.
        documents: for each text the number of its document.
        codebook: one row for each code, like those of ``features.matrix``.

    Attributes:
        documents: for each text the number of its document.
    """

    def __init__(self, features: Features, documents: Sequence[int] | Places, codebook: csr_array) -> None:
        self._features = features
        self._codes = codes = codebook.shape[0]
        self.documents: Places = np.asarray(documents, np.int64)
        self._members = Members(features)
        self._members.add(codebook)
        self._likeness = features.compared_rows(codebook)
        self._rows: list[int] = []
        self._place: dict[int, int] = {}
        self._shared: Places = np.arange(codes)
        self._inverse = ridge.inverse_of(self._members.products + np.eye(codes) * (PENALTY / CODEBOOK_WEIGHT))
        self._known: Known = np.full((len(self.documents), codes), -1, np.int8)
        self._calibration: Calibration | None = None
        self._calibrated_on = 0
        self._fit()

    @property
    def calibrated(self) -> bool:
        """Whether `scores` are probabilities."""
        return self._calibration is not None

    def learn(self, known: Known) -> None:
        """Learn exactly this: for each text and code 1, 0 or -1 (see ``review.suggest.teaching``)."""
        if np.array_equal(known, self._known):
            return
        self._known = known.copy()
        judged = np.flatnonzero((known >= 0).any(axis=1))
        new = [int(row) for row in judged if int(row) not in self._place]
        self._place |= {row: self._codes + len(self._rows) + place for place, row in enumerate(new)}
        self._rows += new
        self._members.add(self._features.matrix[new])
        self._fit()
        complete = len(self._shared) - self._codes
        if not self._calibration or not (
            self._calibrated_on <= complete <= RECALIBRATE_AFTER * self._calibrated_on
        ):
            self._calibrate()

    def scores(self, rows: csr_array) -> Doubles:
        """Between 0 and 1 for each text and code: probabilities where `calibrated`.

        Args:
            rows: texts like the rows of ``features.matrix`` (texts × columns).
        """
        return self._combined(rows @ self._weights + self._bias, rows @ self._likeness)

    def because(self, row: csr_array, code: int, most: int = 6) -> Terms:
        """The terms that moved a text's score for a code, the strongest first."""
        weights = self._weights[:, code] + self._likeness[:, code]
        return strongest(self._features, row, weights, most)

    def out_of_document(self) -> tuple[Places, Doubles]:
        """The texts that are known for every code, and their scores from models without their documents."""
        texts, evidence = self._evidence()
        return texts, self._combined(evidence[..., 0], evidence[..., 1])

    def _combined(self, learned: NDArray[np.floating], likeness: NDArray[np.floating]) -> Doubles:
        if self._calibration is None:
            # Before any label the regression only repeats the codebook, and less well than likeness to it.
            score = learned + likeness if self._rows else 2 * likeness
            return logistic(UNCALIBRATED_SLOPE * score + UNCALIBRATED_OFFSET)
        return self._calibration(np.stack([learned, likeness], axis=-1))

    def _targets(self) -> Doubles:
        targets = np.full((len(self._members), self._codes), np.nan)
        targets[: self._codes] = np.eye(self._codes)
        known = self._known[self._rows].astype(float)
        targets[self._codes :] = np.where(known >= 0, known, np.nan)
        return targets

    def _fit(self) -> None:
        targets = self._targets()
        self._penalties = np.full(len(self._members), PENALTY)
        self._penalties[: self._codes] = PENALTY / CODEBOOK_WEIGHT
        self._share(np.flatnonzero(~np.isnan(targets).any(axis=1)))
        self._regressions = PartlyKnown(
            self._members.products, self._penalties, targets, self._shared, self._inverse
        )
        self._duals = self._regressions.duals()
        self._weights = self._members.weights(self._duals)
        self._bias = self._duals.sum(axis=0)

    def _share(self, complete: Places) -> None:
        """Bring the inverse over the completely known members up to date."""
        products = self._members.products
        gone = np.flatnonzero(~np.isin(self._shared, complete))
        new = np.setdiff1d(complete, self._shared)
        if len(new) + len(gone) > len(self._shared) // 4:
            self._shared = complete
            self._inverse = ridge.inverse_of(
                products[np.ix_(complete, complete)] + np.diag(self._penalties[complete])
            )
            return
        if len(gone):
            self._inverse = ridge.shrunk(self._inverse, gone)
            self._shared = np.delete(self._shared, gone)
        if len(new):
            corner = products[np.ix_(new, new)] + np.diag(self._penalties[new])
            self._inverse = ridge.grown(self._inverse, products[np.ix_(self._shared, new)], corner)
            self._shared = np.concatenate([self._shared, new])

    def _evidence(self) -> tuple[Places, Doubles]:
        groups = np.full(len(self._members), -1)
        groups[self._codes :] = self.documents[self._rows]
        learned = self._regressions.without_group(self._duals, groups)
        judged = np.sort(self._shared[self._shared >= self._codes])
        texts = np.asarray(self._rows, np.int64)[judged - self._codes]
        likeness = self._features.matrix[texts] @ self._likeness
        return texts, np.stack([learned[judged], likeness], axis=-1)

    def _calibrate(self) -> None:
        texts, evidence = self._evidence()
        self._calibrated_on = len(texts)
        self._calibration = None
        if len(texts) >= LEAST_TO_CALIBRATE and len(np.unique(self.documents[texts])) > 1:
            self._calibration = fitted(evidence.reshape(-1, 2), self._known[texts].ravel() == 1)
