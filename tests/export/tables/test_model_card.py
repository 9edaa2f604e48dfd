"""``model-card``: what it reports of the models."""

from dataclasses import replace as with_
from functools import partial

from msgspec.structs import replace

from review.domain.suggestions.encoder import UsedEncoder
from review.domain.suggestions.evaluation import (
    AllCodesQuality,
    BlindShare,
    CodedPassages,
    CodeQuality,
    Evaluation,
    Gain,
    LearningCurves,
    OrderQuality,
    Replay,
    SemanticGain,
    SourceTypesQuality,
    TrainedModel,
)
from review.domain.suggestions.model_card import ModelCard
from review.domain.suggestions.use import use
from review.export import TABLES
from review.learning.evaluation.stopping import stopping
from tests.export.reviews import SMALL

build = TABLES["model-card"].build

ORDER = OrderQuality(
    decisions=3,
    relevant=3,
    calibrated=False,
    reason="not enough included records yet (3 of 10)",
    replay=Replay(loss=0.25, recall_at_tenth=0.4, work_saved=0.1),
)
EVALUATION = Evaluation(
    relevance=ORDER,
    relevance_by_stage={"title-abstract": ORDER},
    codes={
        "T1": CodeQuality(labels=12, f1=0.5, f1_interval=(0.4, 0.6), average_precision=0.7),
        "T2": CodeQuality(labels=1, reason="not enough labels yet (1 of 10)"),
    },
    all_codes=AllCodesQuality(
        texts=1204, documents=30, calibrated=False, recall_at_3=0.8, recall_at_3_interval=(0.7, 0.9)
    ),
    blind=BlindShare(
        share=0.1,
        reason="too few passages coded without suggestions in sight and marked done (3 of 20)",
        blind=CodedPassages(passages=3, documents=2, codes=4),
        shown=CodedPassages(passages=40, documents=6, codes=52),
    ),
    source_types=SourceTypesQuality(labels=0, calibrated=False, reason="not enough labels yet (0 of 10)"),
    curves=LearningCurves(codes=(), source_types=()),
    trained=(
        TrainedModel(
            name="codes",
            learned_from={"codings": 1300},
            settings={"learner": "ridge regression"},
            material_sha256="ab" * 32,
            calibrated=False,
        ),
    ),
    made_with={"scikit-learn": "1.9.1"},
    model="relevance 1234; codes 5678",
)

COMPARED = replace(
    EVALUATION,
    blind=BlindShare(
        share=0.1,
        blind=CodedPassages(
            passages=34,
            documents=9,
            codes=41,
            recall_at_3=0.61,
            recall_at_3_interval=(0.5, 0.72),
            average_precision=0.55,
            average_precision_interval=(0.47, 0.63),
            missed=0.44,
            missed_interval=(0.33, 0.55),
        ),
        shown=CodedPassages(
            passages=1210,
            documents=12,
            codes=1398,
            recall_at_3=0.78,
            recall_at_3_interval=(0.74, 0.82),
            average_precision=0.7,
            average_precision_interval=(0.66, 0.74),
            missed=0.25,
            missed_interval=(0.21, 0.29),
        ),
        difference=0.15,
        difference_interval=(0.06, 0.24),
    ),
    semantic=SemanticGain(
        passages=1244,
        documents=12,
        recall_at_3=Gain(with_vectors=0.77, without=0.72, low=0.02, high=0.08),
        average_precision=Gain(with_vectors=0.7, without=0.66, low=0.01, high=0.07),
    ),
)
"""With a blind share that says something, and with sentence vectors."""


WITH_ENCODER = replace(
    EVALUATION,
    encoder=UsedEncoder(name="MiniLM", sha256="cd" * 32, dimensions=384, licence="Apache-2.0"),
)


def card(evaluation: Evaluation = EVALUATION) -> ModelCard:
    left = stopping("title-abstract", [True, False, False], 10)
    return ModelCard("Ada", evaluation, (left,), use([]))


def told(material) -> dict[tuple[str, str], str]:
    return {(section, item): value for section, item, value in build(material).rows}


def test_each_model_says_what_it_learned_from_and_whether_its_scores_are_probabilities():
    lines = told(with_(SMALL, model_card=card))
    assert lines["Model: codes", "learned from: codings"] == "1,300"
    assert lines["Model: codes", "SHA-256 of what it learned from"] == "ab" * 32
    assert lines["Model: codes", "scores"] == "not calibrated yet"
    assert lines["Model: codes", "learner"] == "ridge regression"
    assert lines["Software", "scikit-learn"] == "1.9.1"


def test_results_come_with_their_interval_or_with_the_reason_for_having_none():
    lines = told(with_(SMALL, model_card=card))
    assert lines["Result: codes", "T1"] == "12 labels; f1 0.500 (0.400 to 0.600), average precision 0.700"
    assert lines["Result: codes", "T2"] == "1 label; not enough labels yet (1 of 10)"
    assert lines["Result: source types", "all"] == "0 labels; not enough labels yet (0 of 10)"
    assert lines["Result: codes", "tested on"] == "1,204 passages marked done, in 30 documents"
    assert lines["Result: codes", "all codes"] == "recall@3 0.800 (0.700 to 0.900)"
    assert "not enough included" in lines["Result: order at title-abstract", "cross-validated"]
    assert lines["Result: order at title-abstract", "own decisions replayed"] == (
        "loss 0.250, recall@10% 0.400, work saved@95% 0.100"
    )


def test_what_blind_passages_and_sentence_vectors_show_is_reported_or_why_nothing_is_known():
    lines = told(with_(SMALL, model_card=card))
    assert lines["Result: blind share", "coded without suggestions in sight"] == (
        "3 passages, 2 documents; too few passages coded without suggestions in sight and marked done (3 of 20)"
    )
    assert ("Result: blind share", "difference in average precision") not in lines
    assert lines["Result: sentence vectors", "what they add"].startswith("No sentence vectors")
    lines = told(with_(SMALL, model_card=partial(card, COMPARED)))
    assert lines["Result: blind share", "coded without suggestions in sight"] == (
        "34 passages, 9 documents; average precision 0.550 (0.470 to 0.630), recall@3 0.610 (0.500 to 0.720),"
        " codes not suggested 0.440 (0.330 to 0.550)"
    )
    difference = lines["Result: blind share", "difference in average precision"]
    assert difference.startswith("0.150 (0.060 to 0.240). Codes agree with suggestions more")
    assert "improve the suggestions" in lines["Result: sentence vectors", "what they add"]
    assert (
        lines["Result: sentence vectors", "recall@3"] == "0.77 with, 0.72 without (difference 0.02 to 0.08)"
    )


def test_a_sentence_encoder_is_named_as_what_was_trained_elsewhere():
    assert (
        "no model was trained elsewhere" in told(with_(SMALL, model_card=card))["Purpose", "where they run"]
    )
    lines = told(with_(SMALL, model_card=partial(card, WITH_ENCODER)))
    assert "the sentence encoder, was trained elsewhere" in lines["Purpose", "where they run"]
    section = "Sentence encoder (for codes)"
    found = [lines[section, item] for item in ("name", "licence", "dimensions")]
    assert found == ["MiniLM", "Apache-2.0", "384"]
    assert lines[section, "SHA-256 of model and tokenizer"] == "cd" * 32


def test_what_is_left_is_reported_and_that_people_decide():
    lines = told(with_(SMALL, model_card=card))
    assert "Likely left" in lines["Likely left", "title-abstract"]
    assert "no record is included" in lines["Purpose", "who decides"]


def test_as_of_an_earlier_day_nothing_is_made_up():
    lines = told(SMALL)
    assert (
        lines["Results", "not available"]
        == "models are described only for the present review, not as of an earlier day"
    )
    assert not [section for section, _ in lines if section.startswith(("Model", "Result:"))]
    assert ("Limits", "1") in lines
