"""Replays and learning curves: what they measure, and what they must not know."""

import math

import numpy as np
import pytest
from msgspec import structs

from review.domain.suggestions.evaluation import LearningPoint, Replay
from review.learning.evaluation import curves
from review.learning.features.words import WordTable
from review.learning.models.codes import CodeSuggester
from review.learning.models.relevance import Relevance
from review.learning.models.training_labels import Acts
from tests.learning.evaluation.test_evaluation import coded_library, library_with_a_new_theory
from tests.learning.material import A_MAP, a_coding, a_done_mark, passages_of
from tests.learning.models.test_relevance import ranking


def rankings(titles: list[str]):
    """Makes rankings of the same titles that have learned nothing."""
    return lambda: ranking(*titles)


def test_a_replay_of_decisions_that_words_tell_finds_the_relevant_ones_first():
    titles = [f"care market {n}" for n in range(10)] + [f"dairy cows {n}" for n in range(30)]
    found = curves.replayed(rankings(titles), {row: row < 10 for row in range(40)})
    assert found.loss == 0
    assert (found.replayed, found.recall_at_tenth) == (40, 0.4)
    assert found.curve[0] == (0, 0)
    assert found.curve[10] == (10, 10)
    assert found.curve[-1] == (40, 10)


def test_a_replay_begins_with_what_an_earlier_stage_excluded():
    titles = ["dairy market", "dairy farm", "dairy cows"] + [f"care market {n}" for n in range(2)]
    labels = {0: False, 3: True, 4: True}
    found = curves.replayed(rankings(titles), labels, before={1: False, 2: False})
    assert (found.replayed, found.loss) == (3, 0)


def test_no_record_is_placed_by_its_own_decision():
    titles = ["same words"] * 60
    labels = dict(enumerate(np.random.default_rng(4).permutation([True, False] * 30).tolist()))
    assert 0.3 < curves.replayed(rankings(titles), labels).loss < 0.7


def test_of_many_decisions_some_are_drawn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(curves, "MOST_REPLAYED", 20)
    titles = [f"care market {n}" for n in range(20)] + [f"dairy cows {n}" for n in range(20)]
    assert curves.replayed(rankings(titles), {row: row < 20 for row in range(40)}).replayed == 20


@pytest.mark.parametrize("labels", [{}, {0: True}, {0: False, 1: False}])
def test_one_kind_of_decision_gives_a_reason(labels):
    found = curves.replayed(rankings(["care", "cows"]), labels)
    assert found == Replay(reason=found.reason)
    assert "not enough decisions" in found.reason


def learned(made: CodeSuggester) -> tuple[LearningPoint, ...]:
    return curves.learned(made.model, made.known, first=1)


def telling_library() -> CodeSuggester:
    """Nine documents whose words tell their passages' codes, which the theory map's words do not."""
    random = np.random.default_rng(0)
    passages = [
        passage
        for n in range(9)
        for passage in passages_of(
            f"d{n}",
            *random.permutation([f"zebras run {n}", f"lions sleep {n}", f"towns in May {n}"]).tolist(),
        )
    ]
    acts = Acts(
        [a_coding(p, "T1") for p in passages if "lions" in p.text]
        + [a_coding(p, "T2") for p in passages if "zebras" in p.text],
        [],
        [a_done_mark(passage) for passage in passages],
    )
    made = CodeSuggester(WordTable(), A_MAP, passages)
    made.learn(acts)
    return made


def test_suggestions_get_better_with_documents():
    points = learned(telling_library())
    assert [point.documents for point in points] == [0, 1, 2, 4]
    assert points[0].average_precision < 0.8
    assert points[-1].average_precision == 1
    assert all(point.lowest <= point.recall <= point.highest for point in points)
    assert all(math.isfinite(value) for point in points for value in structs.astuple(point))


def test_a_planted_word_of_one_document_does_not_raise_the_curve():
    honest, leaky = (learned(coded_library(planted))[-1] for planted in (False, True))
    assert leaky.average_precision < honest.average_precision + 0.1


def test_a_theory_that_came_later_leaves_the_curve_to_the_others():
    made = library_with_a_new_theory(2)
    points = learned(made)
    assert [point.documents for point in points] == [0, 1, 2, 4, 8]
    assert points[-1].average_precision == 1


def test_fewer_than_three_documents_give_no_curve():
    passages = passages_of("d0", "zebras", "lions")
    made = CodeSuggester(WordTable(), A_MAP, passages)
    made.learn(Acts([a_coding(passages[0], "T1")], [], [a_done_mark(passage) for passage in passages]))
    assert learned(made) == ()


def test_the_same_decisions_give_the_same_replay():
    titles = [f"care market {n}" for n in range(6)] + [f"care of cows {n}" for n in range(9)]
    labels = {row: row < 6 for row in range(15)}
    assert curves.replayed(rankings(titles), labels) == curves.replayed(rankings(titles), labels)
    assert isinstance(rankings(titles)(), Relevance)
