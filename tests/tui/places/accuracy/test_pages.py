"""The pages of the Accuracy place: what they say of the figures."""

import pytest
from msgspec.structs import replace

from review.domain.suggestions.evaluation import (
    AllCodesQuality,
    CodeQuality,
    Gain,
    LearningPoint,
    OrderQuality,
    Replay,
    SemanticGain,
    SourceTypesQuality,
)
from review.learning.evaluation.stopping import stopping
from review.tui.places.accuracy import comparisons, pages
from review.tui.places.accuracy.page import NO_DRAWING
from tests.export.tables.test_model_card import COMPARED, EVALUATION, WITH_ENCODER


@pytest.mark.parametrize("count", [3, 123])
def test_the_table_of_confused_source_types_fits_a_narrow_screen(count: int):
    kinds = [f"type-{number}" for number in range(10)]
    names = {kind: f"{kind} with a name that is rather long" for kind in kinds}
    quality = SourceTypesQuality(
        labels=30,
        calibrated=False,
        accuracy=0.5,
        macro_f1=0.4,
        types=tuple(kinds),
        confusion=(((count,) * 9 + (0,)),) * 10,
    )
    text = pages.source_types_page(quality, (), names, "").text.plain
    table = text.split("\n\n")[3].splitlines()
    assert max(map(len, table)) <= 76
    assert table[0].split()[-10:] == [str(number) for number in range(1, 11)]
    assert table[2].startswith(" 1 type-0 with a")
    assert table[-1].startswith("10 type-9 with a")


def test_the_table_of_codes_fits_a_narrow_screen():
    reasons = (
        "not enough labels yet (2 of 10)",
        "too few done marks yet (9 of 10)",
        "a reason as long as no other " * 2,
    )
    codes = {f"T3.complex{n}": CodeQuality(labels=n, reason=reason) for n, reason in enumerate(reasons)}
    names = dict.fromkeys(codes, "Multiple and complex needs")
    text = pages.codes_page(replace(EVALUATION, codes=codes), names, "").text.plain
    table = text.split("\n\n")[2].splitlines()
    assert max(map(len, table)) <= 76
    assert table[2].rstrip().endswith("(2 of 10)")
    assert table[-1].endswith("…")


@pytest.mark.parametrize(
    ("across", "named"),
    [(60, "Multiple an…"), (76, "Multiple and compl…"), (100, "Multiple and complex needs")],
)
def test_names_of_codes_have_the_room_that_there_is(across: int, named: str):
    quality = CodeQuality(labels=2, reason="not enough labels yet (2 of 10)")
    names = {"T3.complex": "Multiple and complex needs"}
    text = pages.codes_page(replace(EVALUATION, codes={"T3.complex": quality}), names, "", across).text.plain
    table = text.split("\n\n")[2].splitlines()
    assert max(map(len, table)) <= across
    assert named in table[-1].split("  ")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (
            0.39,
            "Scores are calibrated, but those of 0.2 and more are off by 0.14 on average (12 suggestions):",
        ),
        (0.50, "Scores are calibrated: they can be read as probabilities, off by 0.014 on average"),
    ],
)
def test_what_is_said_of_the_scores_of_codes_agrees_with_their_error(share: float, expected: str):
    quality = AllCodesQuality(
        texts=900,
        documents=20,
        calibrated=True,
        calibration_error=0.014,
        calibration=((888, 0.03, 0.03), (12, 0.53, share)),
    )
    assert pages.calibration_of_codes(quality).startswith(expected)


def test_each_page_names_what_its_scores_rank():
    quality = SourceTypesQuality(labels=3, calibrated=False, reason="not enough labels")
    assert "they rank source types;" in pages.source_types_page(quality, (), {}, "").text.plain
    order = OrderQuality(decisions=3, relevant=1, calibrated=False, reason="too few", replay=Replay())
    text = pages.order_page(stopping("s", [True, False, False], 9), order, "").text.plain
    assert "they rank records;" in text
    assert "A parked record is not counted as decided" in text


def test_blind_passages_say_whether_suggestions_are_followed_or_why_that_is_not_known():
    lead, table, difference, _ = comparisons.blind_page(COMPARED, "").text.plain.split("\n\n")
    assert "automation bias" in lead
    assert max(map(len, table.splitlines())) <= 76
    assert [line.split("  ")[0] for line in table.splitlines()[2:]] == [
        *("passages", "documents", "codes", "average precision", "among the first three", "not suggested")
    ]
    assert table.splitlines()[-1].split("  ")[-1] == "0.25 (0.21 to 0.29)"
    assert difference == "Difference in average precision, with less without: 0.15 (0.06 to 0.24)."
    lead, known, _ = comparisons.blind_page(EVALUATION, "").text.plain.split("\n\n")
    assert lead.endswith(
        "not known yet: too few passages coded without suggestions in sight and marked done (3 of 20)."
    )
    assert known == "3 passages coded without suggestions in sight, 40 with them."
    none = replace(EVALUATION, blind=replace(EVALUATION.blind, share=0.0))
    assert "blind_share" in comparisons.blind_page(none, "").text.plain
    assert comparisons.blind_page(None, "Evaluating").text.plain == "Evaluating"


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.01, 0.07, "improve"), (-0.02, 0.07, "no clear"), (-0.07, -0.01, "worse")]
)
def test_what_sentence_vectors_add_is_said_with_its_interval(low: float, high: float, said: str):
    assert isinstance(COMPARED.semantic, SemanticGain)
    gain = Gain(with_vectors=0.7, without=0.66, low=low, high=high)
    found = replace(COMPARED, semantic=replace(COMPARED.semantic, average_precision=gain))
    lead, _, table, _ = comparisons.semantic_page(found, "").text.plain.split("\n\n")
    assert said in lead
    assert table.splitlines()[2].split()[-3:] == [f"{low:.2f}", "to", f"{high:.2f}"]


def test_without_sentence_vectors_or_with_too_few_passages_that_is_said():
    assert comparisons.semantic_page(EVALUATION, "").text.plain.startswith("No sentence vectors")
    state = "sentence vectors: 320 of 1,200 passages"
    for figures in (EVALUATION, None):
        assert (
            "Sentence vectors: 320 of 1,200 passages."
            in comparisons.semantic_page(figures, "", state).text.plain
        )
    few = replace(EVALUATION, semantic=SemanticGain(passages=3, documents=1, reason="not enough labels yet"))
    assert "not known: not enough labels yet." in comparisons.semantic_page(few, "").text.plain


def test_a_sentence_encoder_is_named_as_trained_elsewhere():
    assert "elsewhere" not in pages.trained_page(EVALUATION, "").text.plain
    assert (
        "Only the sentence encoder was trained elsewhere." in pages.trained_page(WITH_ENCODER, "").text.plain
    )


def test_a_reason_has_no_figures_beside_it():
    point = LearningPoint(documents=1, texts=1, recall=0.5, lowest=0.5, highest=0.5, average_precision=0.5)
    few = SourceTypesQuality(labels=4, calibrated=False, reason="not enough labels yet (4 of 10)")
    assert pages.source_types_page(few, (point, point), {}, "").drawing == NO_DRAWING
    replay = Replay(replayed=3, loss=0.0, work_saved=0.0, recall_at_tenth=1.0, curve=((1, 1), (3, 1)))
    order = OrderQuality(decisions=3, relevant=1, calibrated=False, reason="too few", replay=replay)
    page = pages.order_page(stopping("s", [True, False, False], 9), order, "")
    assert "loss" not in page.text.plain
    assert page.drawing == NO_DRAWING


def test_suggestions_of_codes_are_compared_with_chance():
    every = replace(EVALUATION.all_codes, recall_at_3=0.97, recall_at_3_interval=(0.9, 1.0))
    codes = {f"T{number}": CodeQuality(labels=2, reason="few") for number in range(5)}
    found = replace(EVALUATION, all_codes=every, codes=codes)
    headline = pages.codes_page(found, {}, "").text.plain.split("\n")[0]
    assert headline.startswith("Nearly all codes of a passage are among the first three suggested (about 6")
    three = replace(found, codes=dict(list(codes.items())[:3]))
    assert "there are only 3 codes" in pages.codes_page(three, {}, "").text.plain
