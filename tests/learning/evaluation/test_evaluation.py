"""What is reported must not know the answers."""

import numpy as np
import pytest

from review.domain import RecordText
from review.domain.suggestions.evaluation import AllCodesQuality, CodeQuality, SourceTypesQuality
from review.learning.evaluation import evaluation
from review.learning.features.words import WordTable
from review.learning.models.codes import CodeSuggester
from review.learning.models.source_types import SourceTypeSuggester
from review.learning.models.training_labels import Acts
from tests.learning.material import A_MAP, a_coding, a_done_mark, a_map_with_trust, passages_of
from tests.learning.models.test_relevance import ranking

NONSENSE = (
    "lorem ipsum dolor",
    "consectetur adipiscing elit",
    "sed eiusmod tempor",
    "incididunt labore magna",
)


def coded_library(planted: bool) -> CodeSuggester:
    """Twelve documents of passages without meaning, in each of which half of the passages carry T1.

    Every passage holds one of two words of its document's own; with `planted`, which one tells the code.
    """
    random = np.random.default_rng(5)
    passages, acts = [], Acts([], [], [])
    for document in range(12):
        carries = random.permutation([True, False] * 4)
        shown = carries if planted else random.permutation(carries)
        secret = [chr(ord("a" if c else "n") + document) * 6 for c in shown]
        texts = [f"{random.choice(NONSENSE)} {random.choice(NONSENSE)} {word}" for word in secret]
        for passage, coded in zip(passages_of(f"d{document}", *texts), carries, strict=True):
            passages.append(passage)
            acts.done_marks.append(a_done_mark(passage))
            if coded:
                acts.codings.append(a_coding(passage, "T1"))
    made = CodeSuggester(WordTable(), A_MAP, passages)
    made.learn(acts)
    return made


def figures(made: CodeSuggester) -> dict[str, CodeQuality]:
    return evaluation.of_codes(made.model, made.codes, made.known)


def test_a_planted_word_of_one_document_does_not_raise_the_score():
    honest, leaky = figures(coded_library(False))["T1"], figures(coded_library(True))["T1"]
    assert leaky.average_precision < honest.average_precision + 0.1
    assert leaky.average_precision < 0.65


def test_a_code_with_few_labels_has_a_reason_instead_of_a_figure():
    assert figures(coded_library(False))["T2"] == CodeQuality(
        labels=0, reason="not enough labels yet (0 of 10)"
    )


def test_labels_without_done_marks_say_what_is_missing():
    passages = [p for n in range(12) for p in passages_of(f"d{n}", "many providers compete in the market")]
    made = CodeSuggester(WordTable(), A_MAP, passages)
    made.learn(Acts([a_coding(passage, "T1") for passage in passages]))
    assert "few done marks" in figures(made)["T1"].reason


def test_a_code_that_words_tell_is_found_with_an_interval_around_the_figure():
    passages = [
        passage
        for n in range(10)
        for passage in passages_of(
            f"d{n}", f"providers compete {n}", f"advice and advocacy {n}", f"towns in May {n}"
        )
    ]
    acts = Acts(
        [a_coding(p, "T1") for p in passages if "compete" in p.text]
        + [a_coding(p, "T2") for p in passages if "advice" in p.text],
        [],
        [a_done_mark(passage) for passage in passages],
    )
    made = CodeSuggester(WordTable(), A_MAP, passages)
    made.learn(acts)
    found = figures(made)["T1"]
    assert found.average_precision == pytest.approx(1)
    assert found.f1_interval[0] <= found.f1 <= found.f1_interval[1]


def test_relevance_says_how_many_more_decisions_it_needs():
    model = ranking("care", "cows")
    model.learn({0: True})
    assert evaluation.of_relevance(model).reason == "not enough included records yet (1 of 10)"


def test_relevance_is_measured_on_records_that_the_model_had_not_seen():
    titles = [f"care market {n}" for n in range(12)] + [f"dairy cows {n}" for n in range(12)]
    model = ranking(*titles)
    model.learn({row: row < 12 for row in range(24)})
    assert evaluation.of_relevance(model).average_precision == pytest.approx(1)


def test_what_was_excluded_before_a_stage_is_learned_from_but_not_measured():
    titles = [f"care market {n}" for n in range(12)] + [f"care market {n}" for n in range(12, 24)]
    model = ranking(*titles, *[f"dairy cows {n}" for n in range(24)])
    at_the_stage = {row: row % 2 == 0 for row in range(24)}
    model.learn(at_the_stage | dict.fromkeys(range(24, 48), False))
    figures = evaluation.of_relevance(model, at_the_stage)
    assert (figures.decisions, figures.relevant) == (24, 12)
    assert figures.work_saved < 0.3
    assert evaluation.of_relevance(model).work_saved > 0.4


def test_labels_drawn_at_random_are_not_predicted():
    titles = [f"{['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'][n % 6]} study" for n in range(60)]
    model = ranking(*titles, question="unrelated")
    model.learn(dict(enumerate(np.random.default_rng(2).permutation([True, False] * 30).tolist())))
    assert evaluation.of_relevance(model).average_precision < 0.75


def test_all_codes_together_say_when_scores_are_not_probabilities():
    made = CodeSuggester(WordTable(), A_MAP, passages_of("d0", "markets", "advice"))
    made.learn(Acts())
    assert evaluation.of_all_codes(made.model, made.known) == AllCodesQuality(
        texts=0, documents=0, calibrated=False
    )


def test_all_codes_together_say_how_often_a_probability_is_right():
    made = coded_library(False)
    figures = evaluation.of_all_codes(made.model, made.known)
    assert figures.calibrated
    assert 0 <= figures.calibration_error <= 1
    assert sum(size for size, _, _ in figures.calibration) == made.known.size
    assert figures.recall_at_3_interval[0] <= figures.recall_at_3 <= figures.recall_at_3_interval[1]


def test_a_probability_comes_from_a_calibration_without_the_document():
    """Nine documents in which the evidence tells the code, and one in which it tells the opposite."""
    documents = np.repeat(np.arange(10), 10)
    evidence = np.tile([0.0, 1.0], 50).reshape(100, 1, 1)
    truth = (evidence[..., 0] == 1) ^ (documents == 9)[:, np.newaxis]
    found = evaluation.probabilities(evidence, truth, documents)
    assert found is not None
    assert found[documents == 9].max() > found[documents == 0].max()


def test_too_few_labels_outside_a_document_give_no_probability():
    documents, evidence = np.array([0] * 30 + [1] * 5), np.zeros((35, 1, 1))
    assert evaluation.probabilities(evidence, evidence[..., 0] == 1, documents) is None


@pytest.mark.parametrize(("drawn", "is_measured"), [(0, True), (10, False), (12, False), (13, True)])
def test_an_offset_is_measured_only_if_it_is_set_in_the_same_way_without_each_document(
    drawn: int, is_measured: bool
):
    documents = np.arange(100) % 5
    evidence = np.tile([0.0, 1.0], 50).reshape(100, 1, 1)
    found = evaluation.probabilities(evidence, evidence[..., 0] == 1, documents, np.arange(100) < drawn)
    assert (found is not None) == is_measured


def library_with_a_new_theory(trusting: int) -> CodeSuggester:
    """Sixty passages judged before the map gained T9, and two of `trusting` documents judged for it, too."""
    before = [
        p
        for n in range(10)
        for p in passages_of(
            f"d{n}", *(f"providers compete {n}", f"advice and advocacy {n}", f"towns in May {n}") * 2
        )
    ]
    since = [
        p
        for n in range(trusting)
        for p in passages_of(f"e{n}", f"a carer to trust {n}", f"farms in June {n}")
    ]
    now = a_map_with_trust()
    acts = Acts(
        [a_coding(p, "T1") for p in before if "compete" in p.text]
        + [a_coding(p, "T2") for p in before if "advice" in p.text]
        + [a_coding(p, "T9") for p in since if "trust" in p.text],
        [],
        [a_done_mark(p) for p in before] + [a_done_mark(p, *now.code_names) for p in since],
    )
    made = CodeSuggester(WordTable(), now, [*before, *since])
    made.learn(acts)
    return made


def test_a_theory_that_came_later_takes_no_figure_from_the_others():
    made = library_with_a_new_theory(0)
    found = figures(made)
    assert found["T1"].average_precision == pytest.approx(1)
    assert found["T9"] == CodeQuality(labels=0, reason="not enough labels yet (0 of 10)")
    together = evaluation.of_all_codes(made.model, made.known)
    assert (together.texts, together.documents, together.calibrated) == (60, 10, True)
    assert together.recall_at_3 == 1
    assert sum(size for size, _, _ in together.calibration) == 60 * (len(made.codes) - 1)


def test_a_theory_that_came_later_is_measured_on_the_passages_judged_for_it():
    told, reason = (figures(library_with_a_new_theory(count))["T9"] for count in (10, 9))
    assert told.labels == 10
    assert told.average_precision == pytest.approx(1)
    assert reason.reason == "not enough labels yet (9 of 10)"


def typed(*types: str) -> SourceTypeSuggester:
    """Records of which the words tell the type, and the first as many of which have one set."""
    words = {"empirical": "interviews and a sample", "policy": "government legislation"}
    records = [RecordText(f"r{n}", f"{words[kind]} {n}") for n, kind in enumerate(types)]
    return SourceTypeSuggester(
        WordTable(),
        A_MAP,
        records,
        {record.record: kind for record, kind in zip(records, types, strict=True)},
    )


def of_types(made: SourceTypeSuggester) -> SourceTypesQuality:
    return evaluation.of_source_types(made.model, made.types, made.known)


def test_source_types_say_which_are_confused():
    figures = of_types(typed(*["empirical", "policy"] * 8))
    assert figures.types == ("empirical", "policy")
    assert figures.confusion == ((8, 0), (0, 8))
    assert (figures.accuracy, figures.macro_f1) == (1, 1)
    assert figures.macro_f1_interval == (1, 1)


def test_source_types_of_one_kind_and_too_few_have_a_reason():
    assert "all records have the type policy" in of_types(typed(*["policy"] * 12)).reason
    assert of_types(typed("policy")).reason == "not enough labels yet (1 of 10)"
    assert of_types(typed()).reason == "not enough labels yet (0 of 10)"


def test_a_threshold_is_never_chosen_on_the_document_that_it_is_used_on():
    scores, truth = np.array([[0.9], [0.2], [0.8], [0.1]]), np.array([[True], [False], [True], [False]])
    suggested = evaluation.suggested(scores, truth, np.array([0, 0, 1, 1]))
    # The other document's best threshold: .8 for the first, .9 for the second.
    assert suggested.ravel().tolist() == [True, False, False, False]
