"""The quality of all suggestions of a review, and what its models were trained on, for the model card."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from msgspec import UNSET

from review.domain.suggestions.evaluation import (
    Evaluation,
    LearningCurves,
    OrderQuality,
    Progress,
    ReportProgress,
    TrainedModel,
)
from review.domain.wording.named import named
from review.learning.evaluation import blind, curves, evaluation
from review.learning.evaluation.semantic_gain import of_semantic
from review.learning.models import recipes
from review.learning.models.relevance import labels_at
from review.learning.naming import (
    codes_name,
    codes_sha256,
    relevance_name,
    relevance_sha256,
    source_types_sha256,
)
from review.learning.review_models import ReviewModels


def evaluated(
    models: ReviewModels, report: ReportProgress = lambda _: None, seen: Collection[str] = frozenset()
) -> Evaluation:
    """How good the suggestions are, cross-validated by document (see ``evaluation.py``).

    Args:
        models: the models of the review.
        report: called at the beginning of each step.
        seen: the ids of the codings that were made with suggestions on the screen.
    """
    stages = [stage.id for stage in models.theory_map.stages]
    names = (
        *(f"the order of {named(stage)}" for stage in stages),
        "codes",
        "source types",
        "learning curves",
    )
    steps = iter(Progress(step, len(names), name) for step, name in enumerate(names, 1))
    by_stage = {}
    for stage in stages:
        report(next(steps))
        by_stage[stage] = _order(models, stage)
    report(next(steps))
    codes = models.codes()
    of_codes = evaluation.of_codes(codes.model, codes.codes, codes.known)
    of_all_codes = evaluation.of_all_codes(codes.model, codes.known)
    of_blind_share = blind.of_blind_share(
        codes, len(models.texts.passages), models.data.acts.codings, seen, models.theory_map.shares.blind
    )
    semantic = of_semantic(codes.model, codes.by_words(), codes.known) if codes.features.semantic else UNSET
    report(next(steps))
    types = models.source_types()
    of_types = evaluation.of_source_types(types.model, types.types, types.known)
    report(next(steps))
    return Evaluation(
        relevance=by_stage[stages[0]],
        relevance_by_stage=by_stage,
        codes=of_codes,
        all_codes=of_all_codes,
        blind=of_blind_share,
        semantic=semantic,
        source_types=of_types,
        curves=LearningCurves(
            codes=curves.learned(codes.model, codes.known, first=3),
            source_types=curves.learned(types.model, types.known, first=1),
        ),
        trained=trained(models),
        made_with=recipes.made_with(),
        model=f"{relevance_name(models, stages[0])}; {codes_name(models)}",
        encoder=models.vectors.used if models.vectors else UNSET,
    )


def _order(models: ReviewModels, stage: str) -> OrderQuality:
    model = models.relevance(stage)
    made = [decision for decision in models.data.decisions if decision.stage == stage]
    here = models.by_row(labels_at(made, stage, models.theory_map))
    before = {row: label for row, label in model.labels.items() if row not in here}
    replay = curves.replayed(partial(models.new_relevance, stage), here, before)
    return evaluation.of_relevance(model, here, replay)


def trained(models: ReviewModels) -> tuple[TrainedModel, ...]:
    """What each model was trained on, for the model card."""
    orders = (_trained_order(models, stage.id) for stage in models.theory_map.stages)
    return (*orders, _trained_codes(models), _trained_source_types(models))


def _trained_order(models: ReviewModels, stage: str) -> TrainedModel:
    model = models.relevance(stage)
    relevant = sum(model.labels.values())
    learned = {
        "records decided on": len(model.labels),
        "relevant": relevant,
        "irrelevant": len(model.labels) - relevant,
        "records": len(models.texts.records),
    }
    return TrainedModel(
        name=f"order at {stage}",
        learned_from=learned,
        settings=recipes.ORDER,
        material_sha256=relevance_sha256(models, stage),
        calibrated=model.calibrated,
    )


def _trained_codes(models: ReviewModels) -> TrainedModel:
    acts, codes = models.data.acts, models.codes()
    judged = (codes.known[:, codes.model.established] >= 0).all(axis=1)
    learned = {
        "codings": acts.number_of_codings,
        "rejected suggestions": len(acts.rejections),
        "done marks": len(acts.done_marks),
        "passages": len(codes.known),
        "passages judged for every established code": int(judged.sum()),
    }
    encoder = models.vectors.used if models.vectors else None
    return TrainedModel(
        name="codes",
        learned_from=learned,
        settings=recipes.CODES | recipes.sentence_vectors(encoder),
        material_sha256=codes_sha256(models),
        calibrated=codes.calibrated,
    )


def _trained_source_types(models: ReviewModels) -> TrainedModel:
    learned = {"source types set": len(models.data.source_types), "records": len(models.texts.records)}
    return TrainedModel(
        name="source types",
        learned_from=learned,
        settings=recipes.SOURCE_TYPES,
        material_sha256=source_types_sha256(models),
        calibrated=models.source_types().model.calibrated,
    )
