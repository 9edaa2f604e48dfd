"""How good the suggestions have been: every figure from models that had not seen the document in question.

Figures are plain JSON values. Where there is too little to tell, a *reason* stands in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from review.suggest import metrics
from review.suggest.calibration import LEAST_OF_EACH
from review.suggest.codebook import CodebookModel
from review.suggest.relevance import Relevance
from review.suggest.ridge import Doubles
from review.suggest.teaching import Known

Figures = dict[str, Any]
RESAMPLES = 500


def of_relevance(model: Relevance) -> Figures:
    """How well the order separates relevant records from others: five-fold cross-validation over the decided ones.

    Returns:
        ``decisions``, ``relevant``, and ``average_precision``, ``recall@10%``, ``work_saved@95%`` or ``reason``.
    """
    relevant = sum(model.labels.values())
    irrelevant = len(model.labels) - relevant
    figures: Figures = {"decisions": len(model.labels), "relevant": relevant}
    if relevant < LEAST_OF_EACH:
        return figures | {"reason": f"not enough included records yet ({relevant} of {LEAST_OF_EACH})"}
    if irrelevant < LEAST_OF_EACH:
        return figures | {"reason": f"not enough excluded records yet ({irrelevant} of {LEAST_OF_EACH})"}
    margins, truth = model.out_of_fold()
    margins = margins.ravel()
    order = truth[np.argsort(-margins, kind="stable")].astype(int).tolist()
    return figures | {
        "average_precision": metrics.average_precision(margins, truth),
        "recall@10%": metrics.recall_at(order),
        "work_saved@95%": metrics.work_saved(order),
    }


def of_codes(model: CodebookModel, names: Sequence[str], known: Known) -> dict[str, Figures]:
    """How well each code is suggested: every judged text scored by a model without its document.

    Only texts that are judged for every code tell (passages marked done). A code counts as suggested from one
    threshold on, the same for all codes: the one at which suggestions would have been best on all codes together.

    Args:
        model: has learned `known`.
        names: of the model's codes.
        known: what was taught, see ``review.suggest.teaching``.

    Returns:
        For each name ``labels``, and ``average_precision``, ``f1``, ``f1_interval`` (95 %, documents resampled) or
        ``reason``.
    """
    texts, scores = model.out_of_document()
    truth = known[texts] == 1
    documents = model.documents[texts]
    threshold = best_threshold(scores, truth)
    return {
        name: _of_code(
            int((known[:, code] == 1).sum()), scores[:, code], truth[:, code], documents, threshold
        )
        for code, name in enumerate(names)
    }


def best_threshold(scores: Doubles, truth: NDArray[np.bool_]) -> float:
    """The score from which on suggesting gives the highest F1 over all texts and codes together."""
    order = np.argsort(-scores, axis=None, kind="stable")
    right = truth.ravel()[order]
    if not right.any():
        return 1.0
    f1 = 2 * np.cumsum(right) / (np.arange(1, len(right) + 1) + right.sum())
    return float(scores.ravel()[order[int(np.argmax(f1))]])


def _of_code(
    labels: int, scores: Doubles, truth: NDArray[np.bool_], documents: NDArray[np.int64], threshold: float
) -> Figures:
    figures: Figures = {"labels": labels}
    if labels < LEAST_OF_EACH:
        return figures | {"reason": f"not enough labels yet ({labels} of {LEAST_OF_EACH})"}
    finished = int(truth.sum())
    if finished < LEAST_OF_EACH:
        return figures | {
            "reason": f"not enough labels in passages marked done yet ({finished} of {LEAST_OF_EACH})"
        }
    if truth.all():
        return figures | {"reason": "every passage marked done has it: nothing to tell it from"}
    if len(np.unique(documents[truth])) == 1:
        return figures | {"reason": "all its labels are in one document"}
    suggested = scores >= threshold
    low, high = interval(documents, lambda rows: metrics.f1(suggested[rows], truth[rows]))
    return figures | {
        "f1": metrics.f1(suggested, truth),
        "f1_interval": [low, high],
        "average_precision": metrics.average_precision(scores, truth),
    }


def of_source_types(model: CodebookModel, known: Known) -> Figures:
    """How often the first source type suggested is the one that was set: each record scored by a model without it.

    Returns:
        ``labels`` and ``accuracy`` with ``accuracy_interval``, or ``reason``.
    """
    texts, scores = model.out_of_document()
    figures: Figures = {"labels": len(texts)}
    if len(texts) < LEAST_OF_EACH:
        return figures | {"reason": f"not enough labels yet ({len(texts)} of {LEAST_OF_EACH})"}
    right = scores.argmax(axis=1) == known[texts].argmax(axis=1)
    low, high = interval(texts, lambda rows: float(right[rows].mean()))
    return figures | {"accuracy": float(right.mean()), "accuracy_interval": [low, high]}


def interval(
    documents: NDArray[np.int64], measure: Callable[[NDArray[np.int64]], float]
) -> tuple[float, float]:
    """The 95 % bootstrap interval of a measure of rows, whole documents drawn with replacement."""
    order = np.argsort(documents, kind="stable")
    _, starts = np.unique(documents[order], return_index=True)
    of_document = np.split(order, starts[1:])
    random = np.random.default_rng(0)
    values = [
        measure(np.concatenate([of_document[place] for place in drawn]))
        for drawn in random.integers(0, len(of_document), (RESAMPLES, len(of_document)))
    ]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
