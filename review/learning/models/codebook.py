"""Scores which codes of a codebook a text bears on, from the codebook's words and from training.

The codebook's texts are permanent examples with three times the weight of a text judged by a person. A code's score is
made of several kinds of evidence: a ridge regression on all examples, and what no label is needed for (see
``review.learning.models.evidence``): the similarity to the codebook's text and to the texts most similar to it, judged or
not, which have the corpus's own words for the same thing, and that of the neighbours. A beta calibration of all kinds, pooled
over all established codes, turns them into probabilities once enough texts have been judged for all of these; it is
fitted on scores from models that have not seen the text's document. A recently added code is scored with it, too, and is
included in its fit once it is established.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.domain import Terms
from review.learning.features.compared import Features
from review.learning.models.calibration import RECALIBRATE_AFTER, BetaCalibration, beta_fitted, logistic
from review.learning.models.evidence import Evidence, Neighbours, kinds_of
from review.learning.models.explaining import Explained
from review.learning.models.regressions import Regressions
from review.learning.models.ridge import Doubles, Places
from review.learning.models.training_labels import Codes, Drawn, Known, answers, judged_together

if TYPE_CHECKING:
    from review.learning.models.incremental import IncrementalRegressions

UNCALIBRATED_SLOPE, UNCALIBRATED_OFFSET = 6.0, -3.0
"""The weights used until there is a calibration."""

ALONE = 3.0
"""How many times more the other evidence counts as long as there is no label to learn from."""

MOST_AHEAD = 0.15
"""How far a code's mean score may be from that of all codes until there is a calibration: no code is suggested everywhere
only because it was put on many passages, as long as nothing shows how frequent codes are."""

MOST_EXACT = 3_000
"""The most judged texts for exact regressions; with more, all are learned incrementally, and these serve to
measure the scores."""

LEAST_TO_CALIBRATE = 50
"""The least texts judged for every established code for a calibration."""


class CodebookModel:
    """Scores of texts for the codes of a codebook.

    Args:
        features: features whose first rows of ``features.matrix`` are the training texts, one per document number.
        documents: the document number of each text.
        codebook: one row per code, like those of ``features.matrix``.
        positions: where each text is in its document (default: in the order given), for its neighbours.

    Attributes:
        documents: the document number of each text.
        drawn: which texts were drawn at random.
    """

    def __init__(
        self,
        features: Features,
        documents: Sequence[int] | Places,
        codebook: csr_array,
        positions: Sequence[int] | Places | None = None,
    ) -> None:
        self._features = features
        self.documents: Places = np.asarray(documents, np.int64)
        self._codebook, self._positions = codebook, positions
        self._regressions = Regressions(features, codebook)
        self._incremental: IncrementalRegressions | None = None
        texts = features.matrix[: len(self.documents)]
        kinds = kinds_of(features, texts, codebook)
        self._evidence = Evidence(kinds, texts, Neighbours(self.documents, positions))
        self._middle = csr_array(texts.sum(axis=0)[np.newaxis] / np.float32(max(texts.shape[0], 1)))
        self._rows: list[int] = []
        self._known: Known = np.full((len(self.documents), codebook.shape[0]), -1, np.int8)
        self.drawn: Drawn = np.zeros(len(self.documents), bool)
        self._calibration: BetaCalibration | None = None
        self._calibrated_on = np.zeros(2)
        self._ahead: Doubles = np.zeros(codebook.shape[0])

    def untaught(self) -> CodebookModel:
        """A model of the same texts and codes that has learned nothing."""
        return CodebookModel(self._features, self.documents, self._codebook, self._positions)

    @property
    def calibrated(self) -> bool:
        """Whether `scores` are probabilities."""
        return self._calibration is not None

    @property
    def established(self) -> Codes:
        """The codes for which texts are generally judged, see ``review.learning.models.training_labels.established``."""
        return self._regressions.established

    def learn(self, known: Known, drawn: Drawn | None = None) -> None:
        """Learn exactly these labels.

        Args:
            known: by text and code, see ``review.learning.models.training_labels.Known``.
            drawn: which of the texts were drawn at random (default: unknown), see `beta_fitted`.
        """
        drawn = np.zeros(len(known), bool) if drawn is None else drawn
        if np.array_equal(known, self._known) and np.array_equal(drawn, self.drawn):
            return
        self.drawn = drawn.copy()
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
        number = self._to_calibrate_on()
        if (number < self._calibrated_on).any() or (number > RECALIBRATE_AFTER * self._calibrated_on).any():
            self._calibrate()
        # Once for all records: a queue asks for the scores of each.
        self._ahead = self._too_far_ahead()

    def _step(self, changed: Places) -> None:
        """Learn incrementally from texts beyond the exact regressions."""
        if self._incremental is not None:
            self._incremental.learn(self._features.matrix[changed], answers(self._known[changed]))
            return
        # Importing scikit-learn takes a second, and most reviews do not need it.
        from review.learning.models.incremental import IncrementalRegressions

        self._incremental = IncrementalRegressions(self._features, self._regressions, len(self._rows))
        beyond = self._rows[MOST_EXACT:]
        if len(beyond) > MOST_EXACT // 10:
            texts = self._features.matrix[self._rows]
            self._incremental.go_through(self._codebook, texts, answers(self._known[self._rows]))
        else:
            self._incremental.learn(self._features.matrix[beyond], answers(self._known[beyond]))

    def scores(self, rows: csr_array) -> Doubles:
        """Scores between 0 and 1 for each text and code, of texts without neighbours; probabilities if `calibrated`.

        Args:
            rows: texts like the rows of ``features.matrix`` (texts × columns).
        """
        return self._combined(self._learner.scores(rows), self._evidence.of(rows))

    def scores_at(self, texts: Places | Sequence[int]) -> Doubles:
        """The same for training texts, whose neighbours count, too.

        Args:
            texts: their numbers.
        """
        places = np.asarray(texts, np.int64)
        return self._combined(self._learner.scores(self._features.matrix[places]), self._evidence.at(places))

    def reasons(self, text: Explained, code: int) -> Terms:
        """The words of a text behind its score for a code, strongest first; their weights are parts of its log-odds."""
        learned, *kinds = self._slopes()
        weights = self._evidence.weights_at(text.row, code, kinds)
        return text.by(weights + learned * self._learner.weights_at(text.row.indices, code))

    def _slopes(self) -> Doubles:
        """How much the regression's score and each kind of evidence add to the log-odds, before these are corrected at both ends."""
        if self._calibration is not None:
            return self._calibration.first.slopes
        regression, other = (1.0, 1.0) if self._rows else (0.0, ALONE)
        return UNCALIBRATED_SLOPE * np.concatenate([[regression], other * self._evidence.scales])

    def out_of_document(self) -> tuple[Places, Doubles]:
        """The texts judged for every established code, and their scores from models without their documents.

        Returns:
            The texts and their scores (texts × codes), nan where a text is not judged for a code.
        """
        texts, evidence = self._without_document()
        scores = self._combined(evidence[..., 0], evidence[..., 1:])
        return texts, np.where(self._known[texts] >= 0, scores, np.nan)

    def scores_out_of_document(self, texts: Places) -> Doubles:
        """The scores of some training texts (texts × codes); those of learned ones are from models without their documents."""
        scores = self.scores_at(texts)
        place = {text: place for place, text in enumerate(self._rows[:MOST_EXACT])}
        learned = [row for row, text in enumerate(texts.tolist()) if text in place]
        if learned:
            places = [place[text] for text in texts[learned].tolist()]
            without = self._regressions.without_group(self.documents[self._rows[:MOST_EXACT]])[places]
            combined = self._combined(without, self._evidence.at(texts[learned]))
            scores[learned] = np.where(np.isnan(combined), scores[learned], combined)
        return scores

    def evidence_out_of_document(self) -> Doubles:
        """The evidence behind `out_of_document`: texts × codes × kinds, the first of which is the regression's score."""
        return self._without_document()[1]

    @property
    def _learner(self) -> Regressions | IncrementalRegressions:
        return self._incremental or self._regressions

    def _combined(self, learned: NDArray[np.floating], kinds: NDArray[np.floating]) -> Doubles:
        if self._calibration is None:
            known_before = kinds @ self._evidence.scales
            # Without labels the regression only repeats the codebook, and less well than similarity to it.
            score = learned - self._ahead + known_before if self._rows else ALONE * known_before
            return logistic(UNCALIBRATED_SLOPE * score + UNCALIBRATED_OFFSET)
        return self._calibration(np.concatenate([learned[..., np.newaxis], kinds], axis=-1))

    def _too_far_ahead(self) -> Doubles:
        """How much each code's mean score of the corpus is beyond `MOST_AHEAD` of the codes' mean."""
        (means,) = self._learner.scores(self._middle)
        ahead = means - means.mean()
        beyond: Doubles = ahead - np.clip(ahead, -MOST_AHEAD, MOST_AHEAD)
        return beyond

    def _without_document(self) -> tuple[Places, Doubles]:
        judged = self._judged()
        learned = self._regressions.without_group(self.documents[self._rows[:MOST_EXACT]])[judged]
        texts = np.asarray(self._rows, np.int64)[judged]
        return texts, np.concatenate([learned[..., np.newaxis], self._evidence.at(texts)], axis=-1)

    def _judged(self) -> Places:
        """The indexes, among the training texts, of those judged for every established code."""
        places = self._regressions.complete
        texts = np.asarray(self._rows, np.int64)[places]
        return places[(self._known[np.ix_(texts, self.established)] >= 0).all(axis=1)]

    def _to_calibrate_on(self) -> Doubles:
        """How many texts a calibration is fitted to, and how many of them were drawn at random."""
        texts = np.asarray(self._rows, np.int64)[self._judged()]
        return np.array([len(texts), self.drawn[texts].sum()], float)

    def _calibrate(self) -> None:
        texts, evidence = self._without_document()
        self._calibrated_on = self._to_calibrate_on()
        self._calibration = None
        if len(texts) >= LEAST_TO_CALIBRATE and len(np.unique(self.documents[texts])) > 1:
            truth = self._known[np.ix_(texts, self.established)] == 1
            self._calibration = beta_fitted(evidence[:, self.established], truth, self.drawn[texts])
