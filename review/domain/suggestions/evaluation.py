"""Figures on the quality of suggestions. With too little data, `reason` replaces them.

Each figure is declared here once, with its meaning: the learning process sends these values; the screen, the model card
and `review evaluate` show them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from review.domain.suggestions.encoder import UsedEncoder
from review.domain.wording.meaning import meaning


class Progress(Struct, frozen=True):
    """The step of an answer that has begun, from 1, of how many, and what is done or evaluated in it."""

    step: int
    steps: int
    what: str


VECTORS = "sentence vectors"
"""What `Progress` says while vectors are made; a step is a passage then."""

ReportProgress = Callable[[Progress], None]


class Figures(Struct, frozen=True, kw_only=True):
    """Figures of an evaluation; `UNSET` ones could not be computed and are absent from JSON."""


Calibrated = Annotated[bool, meaning("whether scores are probabilities")]
Reason = Annotated[str, meaning("why there are no figures")] | UnsetType
Share = Annotated[float, meaning("0 to 1")] | UnsetType
Precision = Annotated[float, meaning("average precision, 0 to 1")] | UnsetType
Interval = Annotated[tuple[float, float], meaning("lower and upper end of the 95 % interval")] | UnsetType
CalibrationError = (
    Annotated[float, meaning("mean difference between score and share correct, if scores are probabilities")]
    | UnsetType
)
WorkSaved = (
    Annotated[
        float, meaning("share of reading saved over random order when 95 % of the relevant records are found")
    ]
    | UnsetType
)
RecallAtTenth = (
    Annotated[float, meaning("share of the relevant records among the first tenth of the order, 0 to 1")]
    | UnsetType
)
OF_ORDER = {"work_saved": "work_saved@95%", "recall_at_tenth": "recall@10%"}


class Replay(Figures, frozen=True, kw_only=True, rename=OF_ORDER):
    """The review's own decisions, replayed in the suggested order."""

    reason: Reason = UNSET
    replayed: Annotated[int, meaning("number of decisions")] | UnsetType = UNSET
    loss: (
        Annotated[
            float, meaning("area between the recall curve and the best possible one; 0: the best order")
        ]
        | UnsetType
    ) = UNSET
    work_saved: WorkSaved = UNSET
    recall_at_tenth: RecallAtTenth = UNSET
    curve: (
        Annotated[tuple[tuple[int, int], ...], meaning("pairs of records read and relevant ones found")]
        | UnsetType
    ) = UNSET


class OrderQuality(Figures, frozen=True, kw_only=True, rename=OF_ORDER):
    """How well the order of a stage separates relevant from irrelevant records, by five-fold cross-validation."""

    decisions: Annotated[int, meaning("number of records decided on")]
    relevant: Annotated[int, meaning("number of relevant records among them")]
    calibrated: Calibrated
    reason: Reason = UNSET
    average_precision: Precision = UNSET
    recall_at_tenth: RecallAtTenth = UNSET
    work_saved: WorkSaved = UNSET
    replay: Replay


class CodeQuality(Figures, frozen=True, kw_only=True):
    """How well one code is suggested; each passage is scored by a model that has not seen its document."""

    labels: Annotated[int, meaning("number of passages with the code")]
    reason: Reason = UNSET
    f1: Share = UNSET
    f1_interval: Interval = UNSET
    average_precision: Precision = UNSET


class AllCodesQuality(
    Figures,
    frozen=True,
    kw_only=True,
    rename={"recall_at_3": "recall@3", "recall_at_3_interval": "recall@3_interval"},
):
    """How well the codes are suggested overall; only codes with enough labels count."""

    texts: Annotated[int, meaning("number of passages judged for every code")]
    documents: Annotated[int, meaning("number of documents with these passages")]
    calibrated: Calibrated
    recall_at_3: (
        Annotated[float, meaning("mean share of a passage's codes among the first three suggestions, 0 to 1")]
        | UnsetType
    ) = UNSET
    recall_at_3_interval: Interval = UNSET
    calibration_error: CalibrationError = UNSET
    calibration: (
        Annotated[
            tuple[tuple[int, float, float], ...],
            meaning(
                "for each tenth of the scale with scores: their number, their mean, and the share correct"
            ),
        ]
        | UnsetType
    ) = UNSET


class CodedPassages(
    Figures,
    frozen=True,
    kw_only=True,
    rename={"recall_at_3": "recall@3", "recall_at_3_interval": "recall@3_interval"},
):
    """How far the codes of some passages are those that a model suggests that has not seen their document."""

    passages: Annotated[int, meaning("number of coded passages judged for every code")]
    documents: Annotated[int, meaning("number of documents with these passages")]
    codes: Annotated[int, meaning("number of codes on these passages")]
    recall_at_3: (
        Annotated[float, meaning("mean share of a passage's codes among the first three suggestions, 0 to 1")]
        | UnsetType
    ) = UNSET
    recall_at_3_interval: Interval = UNSET
    average_precision: (
        Annotated[float, meaning("average precision of the order of a passage's codes, 0 to 1, the mean")]
        | UnsetType
    ) = UNSET
    average_precision_interval: Interval = UNSET
    missed: (
        Annotated[float, meaning("share of the codes that would not have been suggested, 0 to 1")] | UnsetType
    ) = UNSET
    missed_interval: Interval = UNSET


class BlindShare(Figures, frozen=True, kw_only=True):
    """What passages coded without suggestions show that others do not; see ``review.domain.suggestions.blind``."""

    share: Annotated[float, meaning("the theory map's share of passages shown without suggestions, 0 to 1")]
    reason: Reason = UNSET
    blind: Annotated[CodedPassages, meaning("passages of that share, coded without suggestions in sight")]
    shown: Annotated[CodedPassages, meaning("passages coded with suggestions in sight")]
    difference: (
        Annotated[
            float, meaning("average precision of passages with suggestions in sight less that of the others")
        ]
        | UnsetType
    ) = UNSET
    difference_interval: Interval = UNSET


class Gain(Figures, frozen=True, kw_only=True):
    """A figure with and without sentence vectors, on the same passages."""

    with_vectors: Annotated[float, meaning("the figure with sentence vectors, 0 to 1")]
    without: Annotated[float, meaning("the figure without them, 0 to 1")]
    low: Annotated[float, meaning("lower end of the 95 % interval of the difference")]
    high: Annotated[float, meaning("upper end of the 95 % interval of the difference")]


class SemanticGain(Figures, frozen=True, kw_only=True, rename={"recall_at_3": "recall@3"}):
    """What sentence vectors add to the suggestions of codes; passages and codes as in `AllCodesQuality`."""

    passages: Annotated[int, meaning("number of passages judged for every code")]
    documents: Annotated[int, meaning("number of documents with these passages")]
    reason: Reason = UNSET
    recall_at_3: (
        Annotated[Gain, meaning("mean share of a passage's codes among the first three suggestions")]
        | UnsetType
    ) = UNSET
    average_precision: (
        Annotated[Gain, meaning("average precision, mean over the codes that have a figure of their own")]
        | UnsetType
    ) = UNSET


class SourceTypesQuality(Figures, frozen=True, kw_only=True):
    """How often the first suggested source type is correct; each record is scored by a model without it."""

    labels: Annotated[int, meaning("number of records with a source type")]
    calibrated: Calibrated
    reason: Reason = UNSET
    accuracy: Share = UNSET
    accuracy_interval: Interval = UNSET
    macro_f1: Annotated[float, meaning("mean F1 over the types that occur, 0 to 1")] | UnsetType = UNSET
    macro_f1_interval: Interval = UNSET
    types: (
        Annotated[tuple[str, ...], meaning("ids of the source types: the rows and columns of `confusion`")]
        | UnsetType
    ) = UNSET
    confusion: (
        Annotated[
            tuple[tuple[int, ...], ...],
            meaning("numbers of records: a row for the correct type, a column for the suggested one"),
        ]
        | UnsetType
    ) = UNSET


class LearningPoint(Figures, frozen=True, kw_only=True):
    """The quality of suggestions on other documents, by number of training documents."""

    documents: Annotated[int, meaning("number of training documents")]
    texts: Annotated[float, meaning("number of training passages or records, the mean over repeats")]
    recall: Annotated[
        float,
        meaning("share of true codes among the first three suggestions (of source types: the first), 0 to 1"),
    ]
    lowest: Annotated[float, meaning("the lowest recall of the repeats")]
    highest: Annotated[float, meaning("the highest recall of the repeats")]
    average_precision: Annotated[float, meaning("mean over codes and repeats, 0 to 1")]


class LearningCurves(Figures, frozen=True, kw_only=True):
    """How suggestions improve with more work; empty with fewer than three documents."""

    codes: tuple[LearningPoint, ...]
    source_types: tuple[LearningPoint, ...]


class TrainedModel(Figures, frozen=True, kw_only=True):
    """What one model was trained on."""

    name: Annotated[str, meaning("`order at STAGE`, `codes` or `source types`")]
    learned_from: Annotated[dict[str, int], meaning("numbers of training items, by kind")]
    settings: Annotated[dict[str, str], meaning("settings")]
    material_sha256: Annotated[
        str, meaning("hash of all texts, labels and words of the theory map that it learned from")
    ]
    calibrated: Calibrated


class Evaluation(Figures, frozen=True, kw_only=True):
    """How good the suggestions have been, cross-validated by document."""

    relevance: Annotated[OrderQuality, meaning("quality of the order at the first stage")]
    relevance_by_stage: dict[str, OrderQuality]
    codes: Annotated[dict[str, CodeQuality], meaning("by code")]
    all_codes: AllCodesQuality
    blind: BlindShare
    semantic: (
        Annotated[SemanticGain, meaning("what sentence vectors add; absent without them")] | UnsetType
    ) = UNSET
    source_types: SourceTypesQuality
    curves: LearningCurves
    trained: tuple[TrainedModel, ...]
    made_with: Annotated[dict[str, str], meaning("versions of the program, of Python and of the libraries")]
    model: Annotated[str, meaning("the models behind the suggestions, and how much they learned from")]
    encoder: (
        Annotated[
            UsedEncoder,
            meaning("whose sentence vectors are part of the evidence for codes; absent without any"),
        ]
        | UnsetType
    ) = UNSET
