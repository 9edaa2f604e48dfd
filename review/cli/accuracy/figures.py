"""Figures about suggestions, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET, UnsetType

from review.domain.suggestions.blind import what_it_shows, why_it_shows_nothing
from review.domain.suggestions.evaluation import (
    AllCodesQuality,
    BlindShare,
    CodedPassages,
    CodeQuality,
    LearningPoint,
    OrderQuality,
    Replay,
    SemanticGain,
)
from review.domain.suggestions.gain import gained, what_vectors_add
from review.domain.suggestions.reliability import how_far_off
from review.domain.wording.counted import counted
from review.domain.wording.interval import with_interval
from review.domain.wording.named import named
from review.views.evaluation import Evaluation, UseCounts


def evaluation_lines(data: Evaluation) -> Iterator[str]:
    """How good the suggestions have been."""
    for stage, order in data.relevance_by_stage.items():
        yield f"Order at {named(stage)}: {counted(order.decisions, 'decision')}, {order.relevant:,} relevant; {_order(order)}"
        if not order.reason and order.replay.loss is not UNSET:
            yield f"   the decisions replayed in the suggested order: loss {order.replay.loss:.3f}, {_measures(order.replay)}"
        yield f"   {data.stopping[stage].sentence}"
    every = data.all_codes
    yield (
        f"Codes: {counted(every.texts, 'passage')} judged for every code, in {counted(every.documents, 'document')}"
        f"{_recall(every)}; {_calibration(every.calibrated, how_far_off(every))}"
    )
    if data.encoder is not UNSET:
        yield f"   with sentence vectors of {data.encoder.in_words}"
    for code, quality in data.codes.items():
        yield f"   {code:12} {counted(quality.labels, 'label'):>10}  {_code(quality)}"
    yield from _blind_share(data.blind)
    yield f"   {what_vectors_add(data.semantic)}{_vectors(data.semantic)}"
    yield from _curve(data.curves.codes, "recall@3 on other documents, by number of documents coded")
    types = data.source_types
    text = types.reason or (
        f"right {with_interval(types.accuracy, types.accuracy_interval)}, macro F1"
        f" {with_interval(types.macro_f1, types.macro_f1_interval)}; {_calibration(types.calibrated)}"
    )
    yield f"Source types: {counted(types.labels, 'label')}; {text}"
    if not types.reason:
        yield from _curve(
            data.curves.source_types, "share right on other records, by number of records with a type"
        )
    yield (
        f"Suggestions of codes in use: {_responses(data.use.total)}"
        " (by hand: coded by hand as suggested; unknown: coded by hand, and what was suggested is not known)"
    )
    for code, responses in data.use.by_code.items():
        if responses.accepted or responses.rejected or responses.agreed or responses.missed:
            yield f"   {code:12} {_responses(responses)}"


def _order(order: OrderQuality) -> str:
    text = order.reason or f"average precision {order.average_precision:.3f}, {_measures(order)}"
    return f"{text}; {_calibration(order.calibrated)}"


def _measures(order: OrderQuality | Replay) -> str:
    return f"work saved@95% {order.work_saved:.3f}, recall@10% {order.recall_at_tenth:.3f}"


def _code(code: CodeQuality) -> str:
    return code.reason or (
        f"F1 {with_interval(code.f1, code.f1_interval)}, average precision {code.average_precision:.2f}"
    )


def _recall(every: AllCodesQuality) -> str:
    if every.recall_at_3 is UNSET:
        return ""
    return f"; recall@3 {with_interval(every.recall_at_3, every.recall_at_3_interval)}"


def _calibration(calibrated: bool, off: str = "") -> str:
    if not calibrated:
        return "scores are not probabilities yet"
    return f"calibrated, {off}" if off else "calibrated"


def _blind_share(found: BlindShare) -> Iterator[str]:
    if why := why_it_shows_nothing(found):
        yield f"   Blind share: {why}"
        return
    for group, kind in ((found.blind, "without"), (found.shown, "with")):
        yield f"   {counted(group.passages, 'passage')} coded {kind} suggestions in sight, in {counted(group.documents, 'document')}: {_coded(group)}"
    difference = with_interval(found.difference, found.difference_interval)
    yield f"   Difference in average precision {difference}. {what_it_shows(found)}"


def _coded(group: CodedPassages) -> str:
    return (
        f"average precision {with_interval(group.average_precision, group.average_precision_interval)},"
        f" recall@3 {with_interval(group.recall_at_3, group.recall_at_3_interval)},"
        f" codes that would not have been suggested {with_interval(group.missed, group.missed_interval)}"
    )


def _vectors(found: SemanticGain | UnsetType) -> str:
    if not isinstance(found, SemanticGain) or not found.average_precision or not found.recall_at_3:
        return ""
    return (
        f" {counted(found.passages, 'passage')} in {counted(found.documents, 'document')}:"
        f" average precision {gained(found.average_precision)}, recall@3 {gained(found.recall_at_3)}"
    )


def _curve(points: Sequence[LearningPoint], measure: str) -> Iterator[str]:
    if points:
        values = ", ".join(f"{point.documents}: {point.recall:.2f}" for point in points)
        yield f"   {measure}: {values}"


def _responses(responses: UseCounts) -> str:
    return (
        f"{responses.accepted} accepted, {responses.rejected} rejected, {responses.agreed} by hand,"
        f" {responses.missed} missed, {responses.unknown} unknown"
    )
