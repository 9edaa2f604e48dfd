"""Learning curves: replays of the review's own decisions and codings.

Every point comes from a model trained from scratch and is measured on records or documents that it has not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from review.domain.suggestions.evaluation import LearningPoint, Replay
from review.learning.evaluation import metrics
from review.learning.models.codebook import CodebookModel
from review.learning.models.relevance import Relevance
from review.learning.models.ridge import Doubles
from review.learning.models.training_labels import Known, established

MOST_REPLAYED = 2_000
"""The most decisions that are replayed; of more, a random sample is drawn."""

LEARNED_ANEW = 0.1
"""The growth of known decisions after which the order is recomputed (from scratch, which is slow)."""

POINTS = 40
REPEATS = 5
MOST_DOCUMENTS = 32
HELD_OUT = 1 / 3
"""The share of the documents on which points of a curve are measured."""


def replayed(
    ranking: Callable[[], Relevance], labels: Mapping[int, bool], before: Mapping[int, bool] | None = None
) -> Replay:
    """The review's own decisions, replayed in the suggested order.

    Args:
        ranking: makes an untrained ranking.
        labels: whether rows of its features are relevant.
        before: labels of other rows that are known from an earlier stage.
    """
    if len(set(labels.values())) < 2:
        return Replay(reason="not enough decisions: both included and excluded records are needed")
    random = np.random.default_rng(0)
    rows = sorted(labels)
    if len(rows) > MOST_REPLAYED:
        rows = sorted(random.choice(rows, MOST_REPLAYED, replace=False).tolist())
    read: dict[int, bool] = {}
    while len(read) < len(rows):
        model = ranking()
        model.learn({**(before or {}), **read})
        margins = model.margins()
        waiting = [row for row in rows if row not in read]
        waiting.sort(key=lambda row: -margins[row])
        for row in waiting[: max(1, int(LEARNED_ANEW * len(read)))]:
            read[row] = labels[row]
    order = [int(label) for label in read.values()]
    found = np.concatenate([[0], np.cumsum(order)])
    moments = np.unique(np.linspace(0, len(order), POINTS + 1).astype(int))
    return Replay(
        replayed=len(order),
        loss=metrics.loss(order),
        work_saved=metrics.work_saved(order),
        recall_at_tenth=metrics.recall_at(order),
        curve=tuple((int(moment), int(found[moment])) for moment in moments),
    )


def learned(model: CodebookModel, known: Known, first: int) -> tuple[LearningPoint, ...]:
    """How well codes are suggested on held-out documents after 0, 1, 2, 4 … training documents.

    Documents are split at random five times. Only established codes are measured, on texts judged for all of them.

    Args:
        model: a model of the texts, whatever it has learned.
        known: texts × codes, see ``review.learning.models.training_labels``.
        first: among how many first suggestions true codes are counted.

    Returns:
        The points; none with fewer than three documents.
    """
    documents, codes = model.documents, established(known)
    complete = (known[:, codes] >= 0).all(axis=1)
    worked_on = np.unique(documents[complete])
    held_out = int(np.ceil(HELD_OUT * len(worked_on)))
    if len(worked_on) < 3:
        return ()
    random = np.random.default_rng(0)
    splits = [random.permutation(worked_on) for _ in range(REPEATS)]
    most = min(MOST_DOCUMENTS, len(worked_on) - held_out)
    points = []
    for size in [0, *(2**power for power in range(most.bit_length()))]:
        values = []
        for order in splits:
            worked_on_so_far = np.isin(documents, order[held_out : held_out + size])
            labels_so_far = np.where(worked_on_so_far[:, np.newaxis], known, np.int8(-1))
            measured = np.flatnonzero(complete & np.isin(documents, order[:held_out]))
            learned_from = float((complete & worked_on_so_far).sum())
            learning = model.untaught()
            learning.learn(labels_so_far)
            scores = learning.scores_at(measured)[:, codes]
            truth = known[np.ix_(measured, codes)] == 1
            values.append((learned_from, *_measured(scores, truth, first)))
        texts, recall, precision = np.array(values).T
        if not np.isnan(recall).all():
            points.append(_averaged(size, texts, recall, precision))
    return tuple(points)


def _averaged(documents: int, texts: Doubles, recall: Doubles, precision: Doubles) -> LearningPoint:
    return LearningPoint(
        documents=documents,
        texts=float(texts.mean()),
        recall=float(np.nanmean(recall)),
        lowest=float(np.nanmin(recall)),
        highest=float(np.nanmax(recall)),
        average_precision=float(np.nanmean(precision)),
    )


def _measured(scores: Doubles, truth: NDArray[np.bool_], first: int) -> tuple[float, float]:
    precisions = [
        metrics.average_precision(scores[:, code], truth[:, code])
        for code in np.flatnonzero(truth.any(axis=0))
    ]
    recall = metrics.recall_at_first(scores, truth, first)
    return recall, float(np.mean(precisions)) if precisions else float("nan")
