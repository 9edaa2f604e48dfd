"""Answers of commands that replay labelled sets: simulate relevance, simulate codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median
from typing import TYPE_CHECKING, Annotated

from review.domain.wording.meaning import meaning
from review.views.view import View

if TYPE_CHECKING:
    from review.learning.evaluation.simulation import CodesPoint, RelevanceReplay
    from review.learning.evaluation.stopping import Stop


class RetrainTimes(View, frozen=True, kw_only=True):
    """Processor time from each label to the next record, in milliseconds; null if nothing was left to find."""

    p50: Annotated[float | None, meaning("median")]
    p95: Annotated[float | None, meaning("95th percentile")]

    @classmethod
    def of(cls, milliseconds: Iterable[float]) -> RetrainTimes:
        """The view of the times of a replay."""
        times = sorted(milliseconds)
        if not times:
            return cls(p50=None, p95=None)
        return cls(p50=median(times), p95=times[int(0.95 * (len(times) - 1))])


class StopPoint(View, frozen=True, kw_only=True):
    """Where a stopping rule would have stopped."""

    read: Annotated[
        int, meaning("number of records read, including the known ones, which count as read first")
    ]
    share: Annotated[float, meaning("share of all records read, 0 to 1")]
    recall: Annotated[float, meaning("share of the relevant records found by then, 0 to 1")]


class SimulatedScreening(
    View,
    frozen=True,
    kw_only=True,
    rename={"work_saved": "wss@95", "recall_at_tenth": "recall@10%", "average_time": "atd"},
):
    """A labelled set screened in the suggested order. The measures exclude rows known from the start."""

    records: Annotated[int, meaning("number of rows")]
    relevant: Annotated[int, meaning("number of relevant rows")]
    loss: Annotated[
        float,
        meaning("area between the recall curve and the best possible one; 0: the best order, 1: the worst"),
    ]
    ndcg: Annotated[float, meaning("normalised discounted cumulative gain; 1: the best order")]
    work_saved: Annotated[
        float, meaning("share of reading saved over random order when 95 % of the relevant records are found")
    ]
    recall_at_tenth: Annotated[
        float, meaning("share of the relevant records found after a tenth of the records, 0 to 1")
    ]
    average_time: Annotated[float, meaning("average number of records read until a relevant one is found")]
    seconds: Annotated[float, meaning("duration of the replay in seconds")]
    retrain_ms: RetrainTimes
    stopping: Annotated[
        dict[str, StopPoint],
        meaning("by rule: `test` (95 % found, at 95 % confidence) and `50 irrelevant in a row`"),
    ]
    order: Annotated[
        tuple[int, ...],
        meaning(
            "rows of the file, from 0, in the order shown, up to the last relevant one, without known rows"
        ),
    ]

    @classmethod
    def of(cls, replay: RelevanceReplay, stops: Mapping[str, Stop]) -> SimulatedScreening:
        """The view of a replay, and where each rule would have stopped."""
        return cls(
            records=replay.records,
            relevant=replay.relevant,
            loss=replay.loss,
            ndcg=replay.ndcg,
            work_saved=replay.work_saved,
            recall_at_tenth=replay.recall_at_tenth,
            average_time=replay.average_time_to_discovery,
            seconds=replay.seconds,
            retrain_ms=RetrainTimes.of(replay.retrain_milliseconds),
            stopping={
                rule: StopPoint(read=stop.read, share=stop.share, recall=stop.recall)
                for rule, stop in stops.items()
            },
            order=replay.order,
        )


class CurvePoint(
    View,
    frozen=True,
    kw_only=True,
    rename={"mean_average_precision": "map", "recall_at_3": "recall@3", "calibration_error": "ece"},
):
    """How well codes are suggested after a number of labels of each code, or of passages drawn at random."""

    labels_per_code: Annotated[
        int | None, meaning("number of training passages of each code; null if drawn at random")
    ]
    random_labels: Annotated[
        int | None,
        meaning("number of training passages drawn at random, all their codes known; null if drawn by code"),
    ]
    macro_f1: Annotated[float, meaning("mean F1 over codes, 0 to 1")]
    mean_average_precision: Annotated[float, meaning("mean average precision over codes, 0 to 1")]
    recall_at_3: Annotated[
        float,
        meaning("mean over passages of the share of their codes among the first three suggestions, 0 to 1"),
    ]
    calibration_error: Annotated[
        float | None,
        meaning("mean difference between score and share correct; null if scores are not probabilities"),
    ]
    seed: Annotated[int, meaning("seed that selects the training documents and passages; from 0")]

    @classmethod
    def of(cls, point: CodesPoint) -> CurvePoint:
        """The view of a point of the curve."""
        return cls(
            labels_per_code=point.labels_per_code,
            random_labels=point.random_labels,
            macro_f1=point.macro_f1,
            mean_average_precision=point.mean_average_precision,
            recall_at_3=point.recall_at_3,
            calibration_error=point.calibration_error,
            seed=point.seed,
        )


class SimulatedCoding(View, frozen=True, kw_only=True):
    """Codes suggested for labelled passages."""

    curve: Annotated[
        tuple[CurvePoint, ...],
        meaning("for each seed, in the order of `--labels-per-code`, then of `--random-labels`"),
    ]

    @classmethod
    def of(cls, points: Iterable[CodesPoint]) -> SimulatedCoding:
        """The view of the points of the curve."""
        return cls(curve=tuple(map(CurvePoint.of, points)))
