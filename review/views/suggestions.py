"""Answers about suggestions: queue, suggest, and suggestions in `show`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from review.domain import (
    CodeSuggestion,
    Document,
    PassageSuggestion,
    Queue,
    QueueItem,
    RecordSuggestions,
    SourceTypeSuggestion,
)
from review.domain import Terms as Weighted
from review.domain.suggestions.evaluation import Calibrated
from review.domain.suggestions.stopping import Stopping
from review.domain.wording.meaning import meaning
from review.views.stopping import LikelyLeft
from review.views.view import (
    CitedPage,
    CodeId,
    End,
    LastPage,
    LastPageLabel,
    ModelName,
    PageLabel,
    PageLabelSource,
    PageNumber,
    Quote,
    RecordId,
    Score,
    Start,
    Terms,
    View,
    passage_keys,
)

DIGITS = 4
"""The number of decimals of scores and weights."""


def _rounded(pairs: Weighted) -> Weighted:
    return tuple((name, round(value, DIGITS)) for name, value in pairs)


class QueuedRecord(View, frozen=True, kw_only=True):
    """A record waiting for a decision."""

    record: RecordId
    score: Score
    terms: Terms
    by_lot: Annotated[bool, meaning("whether it was drawn at random, against bias")]
    again: Annotated[
        str | None,
        meaning("why it is offered again, if you have parked it and theories changed since; else null"),
    ]

    @classmethod
    def of(cls, item: QueueItem, again: str | None) -> QueuedRecord:
        """The view of a queued record, and why it is offered `again` if it is."""
        score, terms = round(item.score, DIGITS), _rounded(item.terms)
        return cls(record=item.record, score=score, terms=terms, by_lot=item.by_lot, again=again)


class ReadingQueue(View, frozen=True, kw_only=True):
    """What to read next."""

    queue: Annotated[tuple[QueuedRecord, ...], meaning("records in reading order")]
    stage: Annotated[str, meaning("id of the stage")]
    model: Annotated[str, meaning("the model that ordered the queue, and how much it learned from")]
    calibrated: Calibrated
    stopping: Annotated[LikelyLeft, meaning("estimate of what is left at the stage")]

    @classmethod
    def of(cls, queue: Queue, stage: str, left: Stopping, again: Mapping[str, str]) -> ReadingQueue:
        """The view of a stage's queue, with the estimate of what is left, and why records are offered `again`."""
        return cls(
            queue=tuple(QueuedRecord.of(item, again.get(item.record)) for item in queue.items),
            stage=stage,
            model=queue.model,
            calibrated=queue.calibrated,
            stopping=LikelyLeft.of(left),
        )


class SuggestedCode(View, frozen=True, kw_only=True):
    """A suggested code."""

    code: CodeId
    score: Score
    calibrated: Calibrated
    terms: Terms
    rivals: Annotated[tuple[tuple[str, float], ...], meaning("pairs of a competing code and its score")]

    @classmethod
    def of(cls, code: CodeSuggestion) -> SuggestedCode:
        """The view of a suggested code."""
        return cls(
            code=code.code,
            score=round(code.score, DIGITS),
            calibrated=code.calibrated,
            terms=_rounded(code.terms),
            rivals=_rounded(code.rivals),
        )


class SuggestedSourceType(View, frozen=True, kw_only=True):
    """A suggested source type."""

    source_type: Annotated[str, meaning("id of the source type")]
    score: Score
    calibrated: Calibrated
    terms: Terms

    @classmethod
    def of(cls, kind: SourceTypeSuggestion) -> SuggestedSourceType:
        """The view of a suggested source type."""
        return cls(
            source_type=kind.source_type,
            score=round(kind.score, DIGITS),
            calibrated=kind.calibrated,
            terms=_rounded(kind.terms),
        )


class SuggestedPassage(View, frozen=True, kw_only=True):
    """A passage with suggested codes."""

    page: PageNumber
    page_label: PageLabel
    page_end: LastPage
    page_label_end: LastPageLabel
    label_source: PageLabelSource
    cited_page: CitedPage
    start: Start
    end: End
    quote: Quote
    codes: Annotated[tuple[SuggestedCode, ...], meaning("best first")]

    @classmethod
    def of(cls, passage: PassageSuggestion, document: Document) -> SuggestedPassage:
        """The view of suggestions for a passage of the document."""
        return cls(
            **passage_keys(document, passage.start, passage.end),
            codes=tuple(map(SuggestedCode.of, passage.codes)),
        )


class Suggested(View, frozen=True, kw_only=True):
    """Suggestions for a record."""

    codes: Annotated[tuple[SuggestedCode, ...], meaning("for the document as a whole, best first")]
    source_type: Annotated[tuple[SuggestedSourceType, ...], meaning("best first")]
    passages: Annotated[tuple[SuggestedPassage, ...], meaning("with `--passages`, in the order of the text")]
    model: ModelName

    @classmethod
    def of(cls, found: RecordSuggestions, document: Document | None) -> Suggested:
        """The view of a record's suggestions; without a document there are none for passages."""
        passages = found.passages if document else ()
        return cls(
            codes=tuple(map(SuggestedCode.of, found.codes)),
            source_type=tuple(map(SuggestedSourceType.of, found.source_type)),
            passages=tuple(SuggestedPassage.of(passage, document) for passage in passages if document),
            model=found.model,
        )


class SentenceEncoder(View, frozen=True, kw_only=True):
    """The sentence encoder that suggestions of codes use on this machine."""

    encoder: Annotated[str | None, meaning("its name: that of its folder; null if none is in use")]
    folder: Annotated[
        str | None, meaning("where its files are; empty for the default, null if none is in use")
    ]
    sha256: Annotated[
        str | None, meaning("SHA-256 of `model.onnx` followed by `tokenizer.json`; null if none is in use")
    ]
    dimensions: Annotated[int | None, meaning("how many numbers a vector has; null if none is in use")]
    licence: Annotated[
        str | None,
        meaning("what its folder says of its licence, or `not given`; null if none is in use"),
    ]
    passages: Annotated[
        int | None, meaning("how many passages of this review have a vector of it; null outside a review")
    ]
    all_passages: Annotated[int | None, meaning("how many passages this review has; null outside a review")]
    ready: Annotated[
        bool,
        meaning(
            "whether suggestions of this review use it: all passages have vectors and nothing is in the way"
        ),
    ]
    problem: Annotated[str, meaning("why suggestions go on without it, in one line; else empty")]

    @classmethod
    def off(cls, all_passages: int | None, problem: str = "") -> SentenceEncoder:
        """None is in use, in a review with so many passages, or outside one; `problem` is why the choice cannot be read."""
        return cls(
            encoder=None,
            folder=None,
            sha256=None,
            dimensions=None,
            licence=None,
            passages=None if all_passages is None else 0,
            all_passages=all_passages,
            ready=False,
            problem=problem,
        )
