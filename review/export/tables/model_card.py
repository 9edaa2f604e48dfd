"""``model-card``: what the suggestions were trained on, with which settings and result, and what they must not be taken for.

It has what guidance on automation asks a review to report (Responsible AI in Evidence Synthesis, RAISE, 2025; PRISMA
2020, item 8): which tool in which version did what and why, what it was trained and tested on and how well it did,
who decided, and the limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET, UnsetType

from review.domain.suggestions.evaluation import Evaluation
from review.domain.suggestions.model_card import ModelCard
from review.domain.suggestions.stopping import ASSUMPTION
from review.domain.wording.counted import counted
from review.domain.wording.interval import with_interval
from review.export.material import ExportMaterial
from review.export.table import Column, Table

COLUMNS = (
    Column("section", "Section", width=26),
    Column("item", "Item", width=34),
    Column("value", "Value", width=90),
)
Line = tuple[str, str, str]
Figure = tuple[str, float | UnsetType] | tuple[str, float | UnsetType, tuple[float, float] | UnsetType]
"""A figure's name, its value where there is one, and perhaps its interval."""

PURPOSE = (
    (
        "what the models do",
        "order records for screening, and suggest codes for passages and source types for records",
    ),
    ("who decides", "reviewers: no record is included, excluded or coded by a model"),
    ("where they run", "on the reviewer's computer; no text leaves it, and no model was trained elsewhere"),
    (
        "how figures are made",
        "models fitted anew for this card, each judged on records or documents that it had not seen",
    ),
)
LIMITS = (
    "Trained on this review alone: the figures say nothing of another review, nor of topics that nobody has read about yet here.",
    "Settings were chosen on labelled sets of others, most of them medical; they were not fitted to this review.",
    "What is like what was included comes first, what is worded otherwise late: records by lot and the order challenge help.",
    "Suggestions can sway the person who codes. Passages coded without them, and suggestions rejected, show by how much.",
    "Only words are compared: negation, irony and the standing of a study are not seen.",
    "Where labels are few the intervals are wide; a figure without an interval is not a promise.",
    ASSUMPTION,
)


def model_card(material: ExportMaterial) -> Table:
    """One row per fact: purpose, what each model learned from, settings, results, use, what is left, limits, software."""
    return material.table(
        "model-card",
        "Model card",
        "The models behind suggestions in this review. Intervals are 95 % bootstrap intervals over documents, of source types over records.",
        COLUMNS,
        tuple(_lines(material)),
    )


def _lines(material: ExportMaterial) -> Iterator[Line]:
    for item, value in PURPOSE:
        yield "Purpose", item, value
    yield "Purpose", "theory map", f"version {material.theory_version}: {material.theory_map.title}"
    if material.model_card is None:
        yield "Results", "not told", "models are told of as the review is now, not as of an earlier day"
    else:
        yield from _of_models(material.model_card())
    for number, limit in enumerate(LIMITS, 1):
        yield "Limits", str(number), limit


def _of_models(card: ModelCard) -> Iterator[Line]:
    figures = card.evaluation
    yield (
        "Purpose",
        "decisions learned from",
        f"those that {card.reviewer} may see; codings are those of all reviewers",
    )
    for trained in figures.trained:
        section = f"Model: {trained.name}"
        yield from ((section, f"learned from: {item}", f"{n:,}") for item, n in trained.learned_from.items())
        yield section, "scores", "probabilities" if trained.calibrated else "not calibrated yet"
        yield section, "SHA-256 of what it learned from", trained.material_sha256
        yield from ((section, item, value) for item, value in trained.settings.items())
    yield from _results(figures)
    for fate, count in card.use.total.items():
        yield "Suggestions of codes in use", fate, f"{count:,}"
    for estimate in card.stopping:
        yield "Likely left", estimate.stage, estimate.sentence
    yield from (("Software", name, version) for name, version in figures.made_with.items())


def _results(figures: Evaluation) -> Iterator[Line]:
    for stage, order in figures.relevance_by_stage.items():
        section = f"Result: order at {stage}"
        found: list[Figure] = [
            ("average precision", order.average_precision),
            ("recall@10%", order.recall_at_tenth),
            ("work saved@95%", order.work_saved),
        ]
        yield section, "cross-validated", _told(order.reason, found)
        replay = order.replay
        found = [
            ("loss", replay.loss),
            ("recall@10%", replay.recall_at_tenth),
            ("work saved@95%", replay.work_saved),
        ]
        yield section, "own decisions replayed", _told(replay.reason, found)
    every = figures.all_codes
    section = "Result: codes"
    judged = f"{every.texts:,} passages marked done, in {every.documents:,} documents"
    yield section, "judged on", judged
    found = [
        ("recall@3", every.recall_at_3, every.recall_at_3_interval),
        ("calibration error", every.calibration_error),
    ]
    yield section, "all codes", _told(UNSET, found)
    for name, code in figures.codes.items():
        found = [("f1", code.f1, code.f1_interval), ("average precision", code.average_precision)]
        yield section, name, f"{counted(code.labels, 'label')}; {_told(code.reason, found)}"
    types = figures.source_types
    found = [
        ("accuracy", types.accuracy, types.accuracy_interval),
        ("macro f1", types.macro_f1, types.macro_f1_interval),
    ]
    told = _told(types.reason, found)
    yield "Result: source types", "all", f"{counted(types.labels, 'label')}; {told}"


def _told(reason: str | UnsetType, figures: Iterable[Figure]) -> str:
    """The figures that there are, with their intervals, or the reason why there are none."""
    found = [
        f"{name} {with_interval(value, interval[0] if interval else UNSET, digits=3)}"
        for name, value, *interval in figures
        if value is not UNSET
    ]
    return ", ".join(found) or reason or "nothing to tell from yet"
