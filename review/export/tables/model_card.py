"""``model-card``: what the suggestions were trained on, their settings and results, and their limits.

It reports what guidance on automation asks for (Responsible AI in Evidence Synthesis, RAISE, 2025; PRISMA 2020, item 8):
which tool in which version did what and why, what it was trained and tested on, how well it did, who decided, and its
limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET, UnsetType

from review.domain.suggestions.blind import what_it_shows
from review.domain.suggestions.evaluation import BlindShare, Evaluation, SemanticGain
from review.domain.suggestions.gain import gained, what_vectors_add
from review.domain.suggestions.model_card import ModelCard
from review.domain.suggestions.stopping import ASSUMPTION
from review.domain.suggestions.use import Use
from review.domain.wording.counted import counted
from review.domain.wording.interval import with_interval
from review.export.material import ExportMaterial
from review.export.table import Column, ExportTable
from review.version import __version__

COLUMNS = (
    Column("section", "Section", width=26),
    Column("item", "Item", width=34),
    Column("value", "Value", width=90),
)
Line = tuple[str, str, str]
Figure = tuple[str, float | UnsetType] | tuple[str, float | UnsetType, tuple[float, float] | UnsetType]
"""A figure's name, its value if there is one, and perhaps its interval."""

PURPOSE = (
    (
        "what the models do",
        "order records for screening, and suggest codes for passages and source types for records",
    ),
    ("who decides", "reviewers: no record is included, excluded or coded by a model"),
    (
        "how figures are made",
        "models trained for this card, each tested on records or documents that it had not seen",
    ),
)
WHERE = "on the reviewer's computer; no text leaves it"
TRAINED_HERE = f"{WHERE}, and no model was trained elsewhere"
WITH_ENCODER = f"{WHERE}; one part, the sentence encoder, was trained elsewhere and is used unchanged"
LIMITS = (
    "Trained on this review only: the figures do not apply to other reviews, or to topics on which nothing has been read here yet.",
    "Settings were chosen on published labelled sets, most of them medical; they were not tuned to this review.",
    "Records similar to included ones come first, those in different wording late: random records and the order challenge help.",
    "Suggestions can influence the person who codes. Passages coded without them, and rejected suggestions, show how much.",
    "Texts are compared, not understood: negation, irony and the quality of a study are not recognised.",
    "With few labels the intervals are wide; treat a figure without an interval with caution.",
    ASSUMPTION,
)


AS_OF = "models are described only for the present review, not as of an earlier day"
"""Why there are no results where a review is looked at as of an earlier day."""


def model_card(material: ExportMaterial, without_results: str = "") -> ExportTable:
    """One row per fact: purpose, training material, settings, results, use, what is left, limits, software.

    `without_results`: why the suggestions are not measured for this table, if they are not.
    """
    return material.table(
        "model-card",
        "Model card",
        "The models behind suggestions in this review. Intervals are 95 % bootstrap intervals over documents, or over records for source types.",
        COLUMNS,
        tuple(_lines(material, without_results)),
    )


def _lines(material: ExportMaterial, without_results: str) -> Iterator[Line]:
    for item, value in PURPOSE:
        yield "Purpose", item, value
    card = None if without_results or material.model_card is None else material.model_card()
    has_encoder = card is not None and card.evaluation.encoder is not UNSET
    is_trained_here = not has_encoder and not material.suggestion_use().with_vectors
    yield "Purpose", "where they run", TRAINED_HERE if is_trained_here else WITH_ENCODER
    yield "Purpose", "theory map", f"version {material.theory_version}: {material.theory_map.title}"
    if card is None:
        yield "Results", "not available", without_results or AS_OF
        yield from _use(material.suggestion_use())
        yield "Software", "review", __version__
    else:
        yield from _of_models(card)
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
    if figures.encoder is not UNSET:
        encoder, section = figures.encoder, "Sentence encoder (for codes)"
        yield section, "name", encoder.name
        yield section, "licence", encoder.licence
        yield section, "dimensions", f"{encoder.dimensions:,}"
        yield section, "SHA-256 of model and tokenizer", encoder.sha256
    yield from _results(figures)
    yield from _use(card.use)
    for estimate in card.stopping:
        yield "Likely left", estimate.stage, estimate.sentence
    yield from (("Software", name, version) for name, version in figures.made_with.items())


def _use(use: Use) -> Iterator[Line]:
    for response, count in use.total.items():
        yield "Suggestions of codes in use", response, f"{count:,}"


def _results(figures: Evaluation) -> Iterator[Line]:
    for stage, order in figures.relevance_by_stage.items():
        section = f"Result: order at {stage}"
        found: list[Figure] = [
            ("average precision", order.average_precision),
            ("recall@10%", order.recall_at_tenth),
            ("work saved@95%", order.work_saved),
        ]
        yield section, "cross-validated", _reported(order.reason, found)
        replay = order.replay
        found = [
            ("loss", replay.loss),
            ("recall@10%", replay.recall_at_tenth),
            ("work saved@95%", replay.work_saved),
        ]
        yield section, "own decisions replayed", _reported(replay.reason, found)
    every = figures.all_codes
    section = "Result: codes"
    tested = f"{every.texts:,} passages marked done, in {every.documents:,} documents"
    yield section, "tested on", tested
    found = [
        ("recall@3", every.recall_at_3, every.recall_at_3_interval),
        ("calibration error", every.calibration_error),
    ]
    yield section, "all codes", _reported(UNSET, found)
    for name, code in figures.codes.items():
        found = [("f1", code.f1, code.f1_interval), ("average precision", code.average_precision)]
        yield section, name, f"{counted(code.labels, 'label')}; {_reported(code.reason, found)}"
    yield from _blind_share(figures.blind)
    yield from _vectors(figures.semantic)
    types = figures.source_types
    found = [
        ("accuracy", types.accuracy, types.accuracy_interval),
        ("macro f1", types.macro_f1, types.macro_f1_interval),
    ]
    figures_text = _reported(types.reason, found)
    yield "Result: source types", "all", f"{counted(types.labels, 'label')}; {figures_text}"


def _blind_share(found: BlindShare) -> Iterator[Line]:
    section = "Result: blind share"
    yield section, "share of passages shown without suggestions", f"{found.share:.0%}"
    for group, kind in ((found.blind, "without"), (found.shown, "with")):
        figures: list[Figure] = [
            ("average precision", group.average_precision, group.average_precision_interval),
            ("recall@3", group.recall_at_3, group.recall_at_3_interval),
            ("codes not suggested", group.missed, group.missed_interval),
        ]
        tested = f"{counted(group.passages, 'passage')}, {counted(group.documents, 'document')}"
        yield section, f"coded {kind} suggestions in sight", f"{tested}; {_reported(found.reason, figures)}"
    if not found.reason:
        difference = with_interval(found.difference, found.difference_interval, digits=3)
        yield section, "difference in average precision", f"{difference}. {what_it_shows(found)}"


def _vectors(found: SemanticGain | UnsetType) -> Iterator[Line]:
    section = "Result: sentence vectors"
    yield section, "what they add", what_vectors_add(found)
    if isinstance(found, SemanticGain):
        for name, gain in (("average precision", found.average_precision), ("recall@3", found.recall_at_3)):
            if gain is not UNSET:
                yield section, name, gained(gain)


def _reported(reason: str | UnsetType, figures: Iterable[Figure]) -> str:
    """The available figures with their intervals, or the reason why there are none."""
    found = [
        f"{name} {with_interval(value, interval[0] if interval else UNSET, digits=3)}"
        for name, value, *interval in figures
        if value is not UNSET
    ]
    return ", ".join(found) or reason or "not enough data yet"
