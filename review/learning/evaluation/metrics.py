"""Measures of orders and of suggested codes.

Measures of orders are defined as in ASReview and its insights package (asreview 3, ``metrics.py``; asreview-insights,
``algorithms.py``), so that figures are comparable. An order is given by the labels in reading order, 1 for relevant,
padded with zeros for unread records.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]


def loss(labels: Sequence[int]) -> float:
    """The area between the recall curve and the best possible one, 0 for the best order and 1 for the worst.

    Raises:
        ValueError: relevant or irrelevant records are missing.
    """
    relevant, records = _both(labels)
    found = int(np.cumsum(labels).sum())
    return (relevant * (records - (relevant - 1) / 2) - found) / (relevant * (records - relevant))


def ndcg(labels: Sequence[int]) -> float:
    """Normalised discounted cumulative gain over the whole order, 1 for the best order.

    Raises:
        ValueError: relevant or irrelevant records are missing.
    """
    relevant, records = _both(labels)
    gain = float(np.sum(np.asarray(labels) / np.log2(np.arange(2, records + 2))))
    return gain / float(np.sum(1 / np.log2(np.arange(2, relevant + 2))))


def work_saved(labels: Sequence[int], recall: float = 0.95) -> float:
    """Work saved over sampling: the share of records not to be read at this recall, beyond chance."""
    relevant, records = int(np.sum(labels)), len(labels)
    counts = np.arange(1, relevant + 1)
    by_chance = np.round(np.linspace(0, relevant, records))
    earlier = np.searchsorted(by_chance, counts) - np.searchsorted(np.cumsum(labels), counts)
    place = int(np.searchsorted(counts / relevant, recall, side="right"))
    return float(earlier[place - 1]) / records


def recall_at(labels: Sequence[int], share: float = 0.1) -> float:
    """The share of the relevant records found among the first `share` of all records."""
    records = len(labels)
    read = int(np.searchsorted(np.arange(1, records + 1) / records, share, side="right"))
    return float(np.sum(labels[:read])) / float(np.sum(labels))


def average_time_to_discovery(labels: Sequence[int]) -> float:
    """The average number of records read when a relevant one is found."""
    return float(np.mean(np.flatnonzero(labels) + 1))


def recall_at_first(scores: ArrayLike, truth: ArrayLike, first: int = 3) -> float:
    """The share of a text's true codes among its `first` best, averaged over texts with a code.

    Args:
        scores: texts × codes.
        truth: texts × codes, 1 where the code applies.
        first: how many codes count.
    """
    shares = recall_of_each(scores, truth, first)
    labelled = ~np.isnan(shares)
    return float(shares[labelled].mean()) if labelled.any() else float("nan")


def recall_of_each(scores: ArrayLike, truth: ArrayLike, first: int = 3) -> Doubles:
    """The share of each text's true codes among its `first` best; nan for a text without a code."""
    truth = np.asarray(truth)
    ranked = np.argsort(-np.asarray(scores), axis=1, kind="stable")[:, :first]
    codes = truth.sum(axis=1)
    return np.where(
        codes, np.take_along_axis(truth, ranked, axis=1).sum(axis=1) / np.maximum(codes, 1), np.nan
    )


def precision_of_each(scores: ArrayLike, truth: ArrayLike) -> Doubles:
    """The average precision of the order of each text's codes; nan for a text without a code."""
    truth = np.asarray(truth)
    ranked = np.take_along_axis(truth, np.argsort(-np.asarray(scores), axis=1, kind="stable"), axis=1)
    precision = np.cumsum(ranked, axis=1) / np.arange(1, truth.shape[1] + 1)
    codes = truth.sum(axis=1)
    return np.where(codes, (precision * ranked).sum(axis=1) / np.maximum(codes, 1), np.nan)


def average_precision(scores: ArrayLike, truth: ArrayLike) -> float:
    """The precision at each true text, averaged; equal scores keep the given order."""
    ranked = np.asarray(truth)[np.argsort(-np.asarray(scores), kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float((precision * ranked).sum() / ranked.sum())


def f1(predicted: ArrayLike, truth: ArrayLike) -> float:
    """The harmonic mean of precision and recall; 0 if nothing is predicted and nothing is true."""
    predicted, truth = np.asarray(predicted, bool), np.asarray(truth, bool)
    both = int(predicted.sum() + truth.sum())
    return 2 * int((predicted & truth).sum()) / both if both else 0.0


def macro_f1(predicted: ArrayLike, truth: ArrayLike) -> float:
    """The mean F1 over the classes that occur; each text has one true and one predicted class number."""
    predicted, truth = np.asarray(predicted), np.asarray(truth)
    return float(np.mean([f1(predicted == kind, truth == kind) for kind in np.unique(truth)]))


def calibration_error(probabilities: ArrayLike, truth: ArrayLike, bins: int = 10) -> float:
    """The expected calibration error: the mean difference of probabilities and frequencies over equal bins."""
    probability, true = np.ravel(probabilities), np.ravel(truth)
    of_bin = np.minimum((probability * bins).astype(int), bins - 1)
    size = np.bincount(of_bin, minlength=bins)
    gap = np.bincount(of_bin, probability - true, minlength=bins)
    return float(np.abs(gap).sum() / size.sum())


def _both(labels: Sequence[int]) -> tuple[int, int]:
    relevant, records = int(np.sum(labels)), len(labels)
    if relevant in (0, records):
        raise ValueError("measuring an order needs both relevant and irrelevant records")
    return relevant, records
