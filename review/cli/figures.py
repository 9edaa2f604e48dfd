"""Figures about suggestions, as JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from review.model.counted import counted
from review.model.interval import with_interval
from review.model.reliability import how_far_off
from review.model.stopping import Stopping
from review.model.use import Fates

Figures = Mapping[str, Any]


def stopping_figures(estimate: Stopping) -> dict[str, Any]:
    """What is likely left at a stage, as JSON."""
    return asdict(estimate) | {
        "recall": estimate.recall,
        "recall_at_least": estimate.recall_at_least,
        "sentence": estimate.sentence,
    }


def evaluation_lines(data: Figures) -> Iterator[str]:
    """How good the suggestions have been, for people."""
    for stage, order in data["relevance_by_stage"].items():
        yield f"Order at {stage}: {counted(order['decisions'], 'decision')}, {order['relevant']} relevant; {_order(order)}"
        if "loss" in order["replay"]:
            yield f"   the decisions replayed in the suggested order: {_plain(order['replay'], 'loss', 'work_saved@95%', 'recall@10%')}"
        yield f"   {data['stopping'][stage]['sentence']}"
    every = data["all_codes"]
    yield (
        f"Codes: {counted(every['texts'], 'passage')} judged for every code, in {counted(every['documents'], 'document')}"
        f"{_recall(every)}; {_calibration(every)}"
    )
    for code, figures in data["codes"].items():
        yield f"   {code:12} {counted(figures['labels'], 'label'):>10}  {_code(figures)}"
    yield from _curve(data["curves"]["codes"], "recall@3 on others after so many documents")
    types = data["source_types"]
    told = types.get("reason") or (
        f"right {with_interval(types, 'accuracy')}, macro F1 {with_interval(types, 'macro_f1')}; {_calibration(types)}"
    )
    yield f"Source types: {counted(types['labels'], 'label')}; {told}"
    yield from _curve(data["curves"]["source_types"], "right on others after so many records")
    yield (
        f"Suggestions of codes in use: {_fates(data['use']['total'])}"
        " (put by hand, and it is not known what was suggested)"
    )
    for code, fates in data["use"]["by_code"].items():
        if sum(fates.values()) > fates["unknown"]:
            yield f"   {code:12} {_fates(fates)}"


def _order(order: Figures) -> str:
    told = order.get("reason") or _plain(order, "average_precision", "work_saved@95%", "recall@10%")
    return f"{told}; {_calibration(order)}"


def _code(figures: Figures) -> str:
    return str(
        figures.get("reason")
        or f"F1 {with_interval(figures, 'f1')}, average precision {figures['average_precision']:.2f}"
    )


def _plain(figures: Figures, *names: str) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {figures[name]:.3f}" for name in names)


def _recall(every: Figures) -> str:
    return f"; recall@3 {with_interval(every, 'recall@3')}" if "recall@3" in every else ""


def _calibration(figures: Figures) -> str:
    if not figures["calibrated"]:
        return "scores not calibrated yet"
    off = how_far_off(figures)
    return f"calibrated, {off}" if off else "calibrated"


def _curve(points: list[Figures], measure: str) -> Iterator[str]:
    if points:
        told = ", ".join(f"{point['documents']}: {point['recall']:.2f}" for point in points)
        yield f"   {measure}: {told}"


def _fates(fates: Fates) -> str:
    return (
        f"{fates['accepted']} accepted, {fates['rejected']} rejected, {fates['agreed']} put by hand as suggested,"
        f" {fates['missed']} missed, {fates['unknown']} unknown"
    )
