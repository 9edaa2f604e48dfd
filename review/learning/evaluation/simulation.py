"""Replays labelled sets as if they were screened or coded with the suggestions."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from review.domain.texts.languages import ENGLISH
from review.learning.evaluation import metrics
from review.learning.evaluation.draws import Drawn, Draws
from review.learning.evaluation.evaluation import best_threshold
from review.learning.features.blocks import Floats
from review.learning.features.features import PassageFeatures, RecordFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel
from review.learning.models.relevance import Relevance
from review.learning.models.ridge import Doubles
from review.learning.models.training_labels import Known


@dataclass(frozen=True)
class RelevanceReplay:
    """The result of a replayed screening: the quality of its order, and its cost.

    `order` has the rows as shown, without priors, up to the last relevant one. The measures are those of
    ``review.learning.evaluation.metrics``, without priors. `seconds` is the total time; `retrain_milliseconds` are the processor
    times from each label to the next record.
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
        abstracts: one per record, may be empty.
        labels: whether each record is relevant.
        question: the review question, which ranks the records without labels and remains a training example.
        priors: rows whose labels are known from the start.

    Raises:
        ValueError: without the priors, relevant or irrelevant records are missing.
    """
    began = time.monotonic()
    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    records = RecordFeatures(WordTable(), titles, texts)
    model = Relevance(records.features, records.project(question))
    known = {row: bool(labels[row]) for row in priors}
    shown = np.zeros(len(titles), bool)
    shown[list(known)] = True
    missing = int(np.sum(labels)) - sum(known.values())
    order: list[int] = []
    milliseconds: list[float] = []
    while missing:
        learning_began = time.process_time()
        model.learn(known)
        margins = model.margins()
        row = int(np.argmax(np.where(shown, -np.inf, margins)))
        milliseconds.append(1000 * (time.process_time() - learning_began))
        known[row] = bool(labels[row])
        shown[row] = True
        missing -= known[row]
        order.append(row)
    read = [int(labels[row]) for row in order]
    read_on = read + [0] * (len(titles) - len(known))
    return RelevanceReplay(
        len(titles),
        int(np.sum(labels)),
        tuple(order),
        metrics.loss(read_on),
        metrics.ndcg(read_on),
        metrics.work_saved(read_on),
        metrics.recall_at(read_on),
        metrics.average_time_to_discovery(read),
        time.monotonic() - began,
        tuple(milliseconds),
    )


@dataclass(frozen=True)
class CodesPoint:
    """One point of the learning curve of code suggestions.

    `macro_f1` is the mean over codes, with the threshold that was best on other documents of the training texts (with too
    few texts, each text's best code); `mean_average_precision` is the mean over codes; `recall_at_3` the mean over texts
    with a code; `calibration_error` is None if scores are not probabilities yet. `learned` is the number of training
    texts: `labels_per_code` of each code, or `random_labels` at random (the other is None).
    """

    labels_per_code: int | None
    random_labels: int | None
    seed: int
    learned: int
    macro_f1: float
    mean_average_precision: float
    recall_at_3: float
    calibration_error: float | None


def replay_codes(
    texts: Sequence[str],
    labels: Sequence[Collection[str]],
    documents: Sequence[str],
    codebook: Mapping[str, str],
    labels_per_code: Sequence[int] = (0, 1, 5, 20),
    random_labels: Sequence[int] = (),
    seeds: int = 3,
    languages: Sequence[str] = (ENGLISH,),
    vectors: Floats | None = None,
    blind: int = 0,
) -> list[CodesPoint]:
    """How well codes are suggested after some labels: half of the documents train, half are scored.

    All labels of the training texts are known: a missing code does not apply.

    Args:
        texts: the passages.
        labels: the codes of each passage.
        documents: the document of each passage; no document is on both sides.
        codebook: the description of each code.
        labels_per_code: how many passages of each code are drawn.
        random_labels: how many passages are drawn at random, whatever their codes. These points follow the others.
        seeds: how many random splits, from seed 0.
        languages: the codes of the texts' languages.
        vectors: the sentence vectors of the passages, followed by those of the codebook's texts; by default there are none.
        blind: how many passages are drawn at random beside those of each code, and known to be.

    Raises:
        ValueError: the passages of one half have no codes, so that nothing can be measured.
    """
    truth = np.array([[code in of_text for code in codebook] for of_text in labels], np.int8)
    _, numbers = np.unique(np.asarray(documents, str), return_inverse=True)
    features = PassageFeatures(
        WordTable(), [*texts, *codebook.values()], vectors, languages=languages
    ).features
    points = []
    for seed in range(seeds):
        draws = Draws(truth, numbers, seed)
        every = [draws.of_each_code(count, blind) for count in labels_per_code]
        every += [draws.at_random(count) for count in random_labels]
        for drawn in every:
            model = CodebookModel(features, numbers, features.matrix[len(texts) :])
            model.learn(drawn.known, drawn.at_random)
            scores = model.scores_at(draws.scored)
            points.append(_point(seed, drawn, model, scores, truth[draws.scored]))
    return points


def _point(seed: int, drawn: Drawn, model: CodebookModel, scores: Doubles, truth: Known) -> CodesPoint:
    carried = np.flatnonzero(truth.any(axis=0))
    if not len(carried):
        raise ValueError("the passages to score have no codes; code more documents")
    suggested = scores >= _threshold(model, drawn.known, scores)
    return CodesPoint(
        drawn.labels_per_code,
        drawn.random_labels,
        seed,
        int((drawn.known >= 0).any(axis=1).sum()),
        float(np.mean([metrics.f1(suggested[:, code], truth[:, code]) for code in carried])),
        float(np.mean([metrics.average_precision(scores[:, code], truth[:, code]) for code in carried])),
        metrics.recall_at_first(scores, truth),
        metrics.calibration_error(scores, truth) if model.calibrated else None,
    )


def _threshold(model: CodebookModel, known: Known, scores: Doubles) -> float | Doubles:
    """The threshold of suggestions: the best one on the training texts, or each text's best score."""
    if not model.calibrated:
        best: Doubles = scores.max(axis=1, keepdims=True)
        return best
    learned, without_document = model.out_of_document()
    return best_threshold(without_document, known[learned] == 1)
