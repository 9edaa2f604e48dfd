"""Replays of labelled sets, as if they were screened or coded with the suggestions: how good would they have been?"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from review.suggest import metrics
from review.suggest.features import RecordFeatures
from review.suggest.relevance import Relevance
from review.suggest.words import WordTable


@dataclass(frozen=True)
class RelevanceReplay:
    """A replayed screening: how good its order was, and what it took.

    `order` holds the rows as shown, priors left out, until the last relevant one. The measures are those of
    ``review.suggest.metrics``, priors left out. `seconds` is the whole time; `retrain_milliseconds` the processor
    time from each label to the next record.
    """

    records: int
    relevant: int
    order: tuple[int, ...]
    loss: float
    ndcg: float
    work_saved: float
    recall_at_tenth: float
    average_time_to_discovery: float
    seconds: float
    retrain_milliseconds: tuple[float, ...]


def replay_relevance(
    titles: Sequence[str],
    abstracts: Sequence[str],
    labels: Sequence[bool],
    question: str = "",
    priors: Sequence[int] = (),
) -> RelevanceReplay:
    """Screen a labelled set in the suggested order, learning after every label, until all relevant records are found.

    Args:
        titles: one per record.
        abstracts: one per record, empty where there is none.
        labels: whether each record is relevant.
        question: the review question; ranks the records while there are no labels, and is learned from for good.
        priors: rows whose labels are known before.

    Raises:
        ValueError: without the priors there are not both relevant and irrelevant records.
    """
    began = time.monotonic()
    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    records = RecordFeatures(WordTable(), titles, texts)
    model = Relevance(records.features, records.project(question))
    known = {row: bool(labels[row]) for row in priors}
    missing = int(np.sum(labels)) - sum(known.values())
    order: list[int] = []
    milliseconds: list[float] = []
    while missing:
        learning_began = time.process_time()
        model.learn(known)
        margins = model.margins()
        margins[list(known)] = -np.inf
        row = int(np.argmax(margins))
        milliseconds.append(1000 * (time.process_time() - learning_began))
        known[row] = bool(labels[row])
        missing -= known[row]
        order.append(row)
    read = [int(labels[row]) for row in order]
    shown = read + [0] * (len(titles) - len(known))
    return RelevanceReplay(
        len(titles),
        int(np.sum(labels)),
        tuple(order),
        metrics.loss(shown),
        metrics.ndcg(shown),
        metrics.work_saved(shown),
        metrics.recall_at(shown),
        metrics.average_time_to_discovery(read),
        time.monotonic() - began,
        tuple(milliseconds),
    )
