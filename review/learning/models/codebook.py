"""Which codes of a codebook a text bears on, from the codebook's own words and from what has been learned.

The codebook's texts are examples for good, three times as heavy as a text that a person has judged. A code's score
has two parts: a ridge regression on those examples, and the text's likeness (cosine) to the codebook's text and to
the texts that are most like it, judged or not, whose words are the corpus's own for the same thing. A
logistic regression on both, pooled over all established codes, makes probabilities of them once enough texts have been
judged for every one of these; it is fitted on scores from models that had not seen the text's document. A code that
came into the map lately is scored with it, too, and counts for it once it is established.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.domain import Terms
from review.learning.features.blocks import Floats
from review.learning.features.features import Features
from review.learning.models.calibration import RECALIBRATE_AFTER, Calibration, fitted, logistic
from review.learning.models.explaining import strongest
from review.learning.models.regressions import Regressions
from review.learning.models.ridge import Doubles, Places
from review.learning.models.teaching import Codes, Known, answers, judged_together

if TYPE_CHECKING:
    from review.learning.models.incremental import IncrementalRegressions

UNCALIBRATED_SLOPE, UNCALIBRATED_OFFSET = 5.0, -3.0
"""What stands in for a calibration until there is one."""

MOST_LENDING = 10
FULL_LENDING = 0.1
"""So many texts lend each code their words, in full where their likeness to its text is this on average."""

MOST_EXACT = 3_000
"""So many judged texts are learned from exactly; where there are more, all are learned from step by step, and these
tell how good the scores are."""

LEAST_TO_CALIBRATE = 50
"""Texts judged for every established code, below which scores say nothing about frequencies."""


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
        self.documents: Places = np.asarray(documents, np.int64)
        self._codebook = codebook
        self._regressions = Regressions(features, codebook)
        self._incremental: IncrementalRegressions | None = None
        self._likeness = widened(features, features.matrix[: len(self.documents)], codebook)
        self._rows: list[int] = []
        self._known: Known = np.full((len(self.documents), codebook.shape[0]), -1, np.int8)
        self._calibration: Calibration | None = None
        self._calibrated_on = 0

    @property
    def calibrated(self) -> bool:
        """Whether `scores` are probabilities."""
        return self._calibration is not None

    @property
    def established(self) -> Codes:
        """The codes that texts are judged for on the whole, see ``review.learning.models.teaching.established``."""
        return self._regressions.established

    def learn(self, known: Known) -> None:
        """Learn exactly this, for each text and code (see ``review.learning.models.teaching.Known``)."""
        if np.array_equal(known, self._known):
            return
        changed = np.flatnonzero((known != self._known).any(axis=1))
        self._known = known.copy()
        new = np.setdiff1d(np.flatnonzero((known >= 0).any(axis=1)), self._rows)
        if len(new) > MOST_EXACT:
            new = np.random.default_rng(0).permutation(new)
        exact = new[: max(MOST_EXACT - len(self._rows), 0)]
        self._rows += new.tolist()
        if len(exact) or np.isin(changed, self._rows[:MOST_EXACT]).any():
            self._regressions.add(self._features.matrix[exact], self._features.dropped[exact])
            judged = self._known[self._rows[:MOST_EXACT]]
            self._regressions.fit(answers(judged), judged_together(judged))
        if len(self._rows) > MOST_EXACT:
            self._step(changed)
        if not self._calibrated_on <= len(self._judged()) <= RECALIBRATE_AFTER * self._calibrated_on:
            self._calibrate()

    def _step(self, changed: Places) -> None:
        """Learn from texts beyond those that are learned from exactly."""
        if self._incremental is not None:
            self._incremental.learn(self._features.matrix[changed], answers(self._known[changed]))
            return
        # Loading scikit-learn takes a second, which most reviews do without.
        from review.learning.models.incremental import IncrementalRegressions

        self._incremental = IncrementalRegressions(self._features, self._regressions, len(self._rows))
        beyond = self._rows[MOST_EXACT:]
        if len(beyond) > MOST_EXACT // 10:
            texts = self._features.matrix[self._rows]
            self._incremental.go_through(self._codebook, texts, answers(self._known[self._rows]))
        else:
            self._incremental.learn(self._features.matrix[beyond], answers(self._known[beyond]))

    def scores(self, rows: csr_array) -> Doubles:
        """Between 0 and 1 for each text and code: probabilities where `calibrated`.

        Args:
            rows: texts like the rows of ``features.matrix`` (texts × columns).
        """
        return self._combined(self._learner.scores(rows), rows @ self._likeness)

    def because(self, row: csr_array, code: int, most: int = 6) -> Terms:
        """The terms that moved a text's score for a code, the strongest first."""
        weights = self._learner.weights_at(row.indices, code) + self._likeness[row.indices, code]
        return strongest(self._features, row, weights, most)

    def out_of_document(self) -> tuple[Places, Doubles]:
        """The texts that are judged for every established code, and their scores from models without their documents.

        Returns:
            The texts and their scores (texts × codes), nan where a text is not judged for another code.
        """
        texts, evidence = self._evidence()
        scores = self._combined(evidence[..., 0], evidence[..., 1])
        return texts, np.where(self._known[texts] >= 0, scores, np.nan)

    def evidence_out_of_document(self) -> Doubles:
        """What the scores of `out_of_document` are made of: texts × codes × the regression's score and the likeness."""
        return self._evidence()[1]

    @property
    def _learner(self) -> Regressions | IncrementalRegressions:
        return self._incremental or self._regressions

    def _combined(self, learned: NDArray[np.floating], likeness: NDArray[np.floating]) -> Doubles:
        if self._calibration is None:
            # Before any label the regression only repeats the codebook, and less well than likeness to it.
            score = learned + likeness if self._rows else 2 * likeness
            return logistic(UNCALIBRATED_SLOPE * score + UNCALIBRATED_OFFSET)
        return self._calibration(np.stack([learned, likeness], axis=-1))

    def _evidence(self) -> tuple[Places, Doubles]:
        judged = self._judged()
        learned = self._regressions.without_group(self.documents[self._rows[:MOST_EXACT]])[judged]
        texts = np.asarray(self._rows, np.int64)[judged]
        likeness = self._features.matrix[texts] @ self._likeness
        return texts, np.stack([learned, likeness], axis=-1)

    def _judged(self) -> Places:
        """The places among the learned texts of those that are judged for every established code."""
        places = self._regressions.complete
        texts = np.asarray(self._rows, np.int64)[places]
        return places[(self._known[np.ix_(texts, self.established)] >= 0).all(axis=1)]

    def _calibrate(self) -> None:
        texts, evidence = self._evidence()
        self._calibrated_on = len(texts)
        self._calibration = None
        if len(texts) >= LEAST_TO_CALIBRATE and len(np.unique(self.documents[texts])) > 1:
            known = self._known[np.ix_(texts, self.established)]
            self._calibration = fitted(evidence[:, self.established].reshape(-1, 2), known.ravel() == 1)


def widened(features: Features, texts: csr_array, codebook: csr_array) -> Floats:
    """The weights of likeness to each code's text, and to the texts that are most like it (columns × codes).

    Pseudo-relevance feedback (Rocchio 1971): before any label it raised recall@3 from .70 to .76 on one of three
    labelled sets and by less than .01 on the others, with one label a code by .01 to .04 on all. A text lends its
    words to one code only, the one that it is most like.

    Args:
        features: what the columns mean.
        texts: rows like those of ``features.matrix``.
        codebook: one such row for each code.
    """
    weights = features.compared_rows(codebook)
    codes = codebook.shape[0]
    most = min(MOST_LENDING, texts.shape[0] // (2 * codes)) if codes else 0
    if not most:
        return weights
    likeness = np.maximum(texts @ weights, 0)
    likeness[likeness < likeness.max(axis=1, keepdims=True)] = 0
    lent = np.zeros_like(likeness)
    for code in range(codes):
        nearest = np.argsort(-likeness[:, code], kind="stable")[:most]
        lent[nearest, code] = likeness[nearest, code]
    lent /= np.maximum(lent.sum(axis=0), most * FULL_LENDING)
    return weights + features.compared(texts.T @ lent)
