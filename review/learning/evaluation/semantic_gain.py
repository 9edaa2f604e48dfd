"""What sentence vectors add to the suggestions of codes, measured on the review's own codings."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from review.domain.suggestions.evaluation import Gain, SemanticGain
from review.learning.evaluation import metrics
from review.learning.evaluation.evaluation import interval, why_no_figures
from review.learning.models.calibration import LEAST_OF_EACH
from review.learning.models.codebook import CodebookModel
from review.learning.models.ridge import Doubles
from review.learning.models.training_labels import Known

Measure = Callable[[Doubles, NDArray[np.bool_]], float]


def of_semantic(with_vectors: CodebookModel, without: CodebookModel, known: Known) -> SemanticGain:
    """The established codes' figures with and without sentence vectors, on passages scored by models without their document.

    Average precision is the mean over those codes that have a figure of their own.

    The interval of each difference is a paired bootstrap (Sakai 2006, "Evaluating evaluation metrics based on the
    bootstrap") that resamples documents with all their passages (Field and Welsh 2007, "Bootstrapping clustered data"):
    passages of a document are alike, and both models score the same ones.

    Args:
        with_vectors: a model that has learned `known`, with sentence vectors.
        without: the same without them.
        known: the training labels, see ``review.learning.models.training_labels``.
    """
    codes = with_vectors.established
    texts, scores = with_vectors.out_of_document()
    _, of_words = without.out_of_document()
    truth = known[np.ix_(texts, codes)] == 1
    documents = with_vectors.documents[texts]
    gain = SemanticGain(passages=len(texts), documents=len(np.unique(documents)))
    coded = truth.any(axis=1)
    if int(coded.sum()) < LEAST_OF_EACH:
        found = f"not enough passages marked done with a code yet ({coded.sum()} of {LEAST_OF_EACH})"
        return structs.replace(gain, reason=found)
    if len(np.unique(documents[coded])) == 1:
        return structs.replace(gain, reason="all codings are in one document")
    pair = scores[:, codes], of_words[:, codes]
    labels = (known[:, codes] == 1).sum(axis=0)
    measured = [
        code
        for code, many in enumerate(labels.tolist())
        if not why_no_figures(many, truth[:, code], documents)
    ]
    if not measured:
        return structs.replace(gain, reason=f"no code has enough labels yet ({LEAST_OF_EACH})")
    those = scores[:, codes][:, measured], of_words[:, codes][:, measured], truth[:, measured]
    return structs.replace(
        gain,
        recall_at_3=_gain(metrics.recall_at_first, *pair, truth, documents),
        average_precision=_gain(_average_precision, *those, documents),
    )


def _gain(
    measure: Measure,
    scores: Doubles,
    of_words: Doubles,
    truth: NDArray[np.bool_],
    documents: NDArray[np.int64],
) -> Gain:
    def difference(rows: NDArray[np.int64]) -> float:
        return measure(scores[rows], truth[rows]) - measure(of_words[rows], truth[rows])

    low, high = interval(documents, difference)
    return Gain(with_vectors=measure(scores, truth), without=measure(of_words, truth), low=low, high=high)


def _average_precision(scores: Doubles, truth: NDArray[np.bool_]) -> float:
    """The mean over the codes that occur, nan if none does."""
    precisions = [
        metrics.average_precision(scores[:, code], truth[:, code])
        for code in np.flatnonzero(truth.any(axis=0))
    ]
    return float(np.mean(precisions)) if precisions else float("nan")
