"""Measures the quality of suggestions, always with models that have not seen the document in question.

With too little data, a *reason* replaces the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from review.domain.suggestions.evaluation import (
    AllCodesQuality,
    CodeQuality,
    OrderQuality,
    Replay,
    SourceTypesQuality,
)
from review.learning.evaluation import metrics
from review.learning.models.calibration import LEAST_DRAWN, LEAST_OF_EACH, beta_fitted
from review.learning.models.codebook import CodebookModel
from review.learning.models.relevance import Relevance
from review.learning.models.ridge import Doubles
from review.learning.models.training_labels import Drawn, Known

RESAMPLES = 500
GROUPS = 5
BINS = 10


def of_relevance(
    model: Relevance, decided: Mapping[int, bool] | None = None, replay: Replay | None = None
) -> OrderQuality:
    """How well the order separates relevant from irrelevant records, by five-fold cross-validation.

    Args:
        model: a model that has learned from decisions.
        decided: the records to measure on, and whether they are relevant (default: all that were learned from). The
            order of a later stage also learns from records excluded earlier, which are not part of that stage.
        replay: the replay of these decisions in the suggested order, passed through.
    """
    labels = model.labels if decided is None else decided
    relevant = sum(labels.values())
    irrelevant = len(labels) - relevant
    quality = OrderQuality(
        decisions=len(labels), relevant=relevant, calibrated=model.calibrated, replay=replay or Replay()
    )
    for number, kind in ((relevant, "included"), (irrelevant, "excluded")):
        if number < LEAST_OF_EACH:
            reason = f"not enough {kind} records yet ({number} of {LEAST_OF_EACH})"
            return structs.replace(quality, reason=reason)
    margins, truth = model.out_of_fold()
    # Margins are in this order, see `Relevance.out_of_fold`.
    rows = sorted(model.labels, key=lambda row: (model.labels[row], row))
    measured = np.isin(rows, list(labels))
    margins, truth = margins[measured, 0], truth[measured]
    order = truth[np.argsort(-margins, kind="stable")].astype(int).tolist()
    return structs.replace(
        quality,
        average_precision=metrics.average_precision(margins, truth),
        recall_at_tenth=metrics.recall_at(order),
        work_saved=metrics.work_saved(order),
    )


def of_codes(model: CodebookModel, names: Sequence[str], known: Known) -> dict[str, CodeQuality]:
    """How well each code is suggested; every judged text is scored by a model without its document.

    Only texts judged for every established code count (passages marked done), and for other codes only those that are
    judged for it, too. A code counts as suggested above a threshold that is the same for all codes: the best one on all
    codes together in the other four of five groups of documents.

    Args:
        model: a model that has learned `known`.
        names: the names of the model's codes.
        known: the training labels, see ``review.learning.models.training_labels``.
    """
    texts, scores = model.out_of_document()
    truth = known[texts] == 1
    documents = model.documents[texts]
    proposed = suggested(scores, truth, documents)
    figures = {}
    for code, name in enumerate(names):
        here = ~np.isnan(scores[:, code])
        labels = int((known[:, code] == 1).sum())
        figures[name] = _of_code(
            labels, scores[here, code], truth[here, code], proposed[here, code], documents[here]
        )
    return figures


def of_all_codes(model: CodebookModel, known: Known) -> AllCodesQuality:
    """How well the established codes are suggested overall; see `of_codes`.

    Recall needs true codes in more than one document. Calibration is measured if scores are probabilities, with
    calibrations from other documents; on the blind share alone where it sets the offset.
    """
    codes = model.established
    texts, scores = model.out_of_document()
    scores, documents = scores[:, codes], model.documents[texts]
    truth = known[np.ix_(texts, codes)] == 1
    quality = AllCodesQuality(
        texts=len(texts), documents=len(np.unique(documents)), calibrated=model.calibrated
    )
    if len(np.unique(documents[truth.any(axis=1)])) > 1:
        quality = structs.replace(
            quality,
            recall_at_3=metrics.recall_at_first(scores, truth),
            recall_at_3_interval=interval(
                documents, lambda rows: metrics.recall_at_first(scores[rows], truth[rows])
            ),
        )
    evidence, drawn = model.evidence_out_of_document()[:, codes], model.drawn[texts]
    chances = probabilities(evidence, truth, documents, drawn) if model.calibrated else None
    if chances is not None:
        if drawn.sum() >= LEAST_DRAWN:
            chances, truth = chances[drawn], truth[drawn]
        quality = structs.replace(
            quality,
            calibration_error=metrics.calibration_error(chances, truth, BINS),
            calibration=reliability(chances, truth),
        )
    return quality


def probabilities(
    evidence: Doubles, truth: NDArray[np.bool_], documents: NDArray[np.int64], drawn: Drawn | None = None
) -> Doubles | None:
    """The probability of each code, by a calibration on the other four of five groups of documents.

    None if one of these has too few true or false codes for a calibration, or too few texts drawn at random to set its offset on
    them as that of all texts is.

    Args:
        evidence: texts × codes × kinds, see `CodebookModel.evidence_out_of_document`.
        truth: texts × codes.
        documents: the document of each text.
        drawn: which texts were drawn at random, see `beta_fitted`.
    """
    found = np.zeros(truth.shape)
    drawn = np.zeros(len(truth), bool) if drawn is None else drawn
    for here in held_out_groups(documents):
        calibration = beta_fitted(evidence[~here], truth[~here], drawn[~here])
        if calibration is None or drawn[~here].sum() < LEAST_DRAWN <= drawn.sum():
            return None
        found[here] = calibration(evidence[here])
    return found


def reliability(scores: Doubles, truth: NDArray[np.bool_]) -> tuple[tuple[int, float, float], ...]:
    """For each tenth of the scale with scores: their number, their mean, and the share correct."""
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    tenths = (place == tenth for tenth in np.unique(place))
    return tuple((int(here.sum()), float(scores[here].mean()), float(truth[here].mean())) for here in tenths)


def best_threshold(scores: Doubles, truth: NDArray[np.bool_]) -> float:
    """The threshold with the highest F1 over all texts and codes that have a score."""
    scores, truth = scores[~np.isnan(scores)], truth[~np.isnan(scores)]
    order = np.argsort(-scores, kind="stable")
    right = truth[order]
    if not right.any():
        return 1.0
    f1 = 2 * np.cumsum(right) / (np.arange(1, len(right) + 1) + right.sum())
    return float(scores[order[int(np.argmax(f1))]])


def suggested(scores: Doubles, truth: NDArray[np.bool_], documents: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each code would have been suggested, with a threshold from other documents."""
    proposed = np.zeros(scores.shape, bool)
    for here in held_out_groups(documents):
        proposed[here] = scores[here] >= best_threshold(scores[~here], truth[~here])
    return proposed


def held_out_groups(documents: NDArray[np.int64]) -> Iterator[NDArray[np.bool_]]:
    """The texts of each of five groups of documents (or of fewer groups, with fewer documents)."""
    group = np.searchsorted(np.unique(documents), documents) % GROUPS
    return (group == held_out for held_out in np.unique(group))


def _of_code(
    labels: int,
    scores: Doubles,
    truth: NDArray[np.bool_],
    proposed: NDArray[np.bool_],
    documents: NDArray[np.int64],
) -> CodeQuality:
    if reason := why_no_figures(labels, truth, documents):
        return CodeQuality(labels=labels, reason=reason)
    return CodeQuality(
        labels=labels,
        f1=metrics.f1(proposed, truth),
        f1_interval=interval(documents, lambda rows: metrics.f1(proposed[rows], truth[rows])),
        average_precision=metrics.average_precision(scores, truth),
    )


def why_no_figures(labels: int, truth: NDArray[np.bool_], documents: NDArray[np.int64]) -> str:
    """Why a code's suggestions cannot be measured; ``""`` if they can."""
    if labels < LEAST_OF_EACH:
        return f"not enough labels yet ({labels} of {LEAST_OF_EACH})"
    finished = int(truth.sum())
    if finished < LEAST_OF_EACH:
        return f"too few done marks yet ({finished} of {LEAST_OF_EACH})"
    if truth.all():
        return "every passage marked done has this code"
    return "all its codings are in one document" if len(np.unique(documents[truth])) == 1 else ""


def of_source_types(model: CodebookModel, names: Sequence[str], known: Known) -> SourceTypesQuality:
    """How often the first suggested source type is correct; each record is scored by a model without it.

    Args:
        model: a model that has learned `known`.
        names: the names of the source types.
        known: records × types.
    """
    texts, scores = model.out_of_document()
    quality = SourceTypesQuality(labels=len(texts), calibrated=model.calibrated)
    if len(texts) < LEAST_OF_EACH:
        return structs.replace(quality, reason=f"not enough labels yet ({len(texts)} of {LEAST_OF_EACH})")
    truth, suggested = known[texts].argmax(axis=1), scores.argmax(axis=1)
    if len(np.unique(truth)) == 1:
        return structs.replace(quality, reason=f"all records have the type {names[truth[0]]}")
    right = truth == suggested
    confusion = np.zeros((len(names), len(names)), int)
    np.add.at(confusion, (truth, suggested), 1)
    return structs.replace(
        quality,
        accuracy=float(right.mean()),
        accuracy_interval=interval(texts, lambda rows: float(right[rows].mean())),
        macro_f1=metrics.macro_f1(suggested, truth),
        macro_f1_interval=interval(texts, lambda rows: metrics.macro_f1(suggested[rows], truth[rows])),
        types=tuple(names),
        confusion=tuple(map(tuple, confusion.tolist())),
    )


def interval(
    documents: NDArray[np.int64], measure: Callable[[NDArray[np.int64]], float]
) -> tuple[float, float]:
    """The 95 % bootstrap interval of a measure of rows, resampling whole documents."""
    order = np.argsort(documents, kind="stable")
    _, starts = np.unique(documents[order], return_index=True)
    of_document = np.split(order, starts[1:])
    random = np.random.default_rng(0)
    values = [
        measure(np.concatenate([of_document[place] for place in drawn]))
        for drawn in random.integers(0, len(of_document), (RESAMPLES, len(of_document)))
    ]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
