import numpy as np
import pytest

from review.domain import RecordText
from review.learning.features.features import RecordFeatures
from review.learning.features.words import WordTable
from review.learning.models.explaining import explained
from review.learning.models.question import question_text, record_text
from review.learning.models.relevance import Relevance, labels_at
from tests.learning.material import A_MAP, a_decision

TITLES = (
    "Shaping the market for mental-health care",
    "Councils and providers of social care",
    "Dairy cows and milk yield",
    "Milk prices in the dairy market",
)


def ranking(*titles: str, question: str = "councils shape the market for care") -> Relevance:
    return ranking_of(RecordFeatures(WordTable(), titles, titles), question)


def ranking_of(records: RecordFeatures, question: str = "councils shape the market for care") -> Relevance:
    return Relevance(records.features, records.project(question))


def test_before_any_decision_records_rank_by_likeness_to_the_question():
    order = np.argsort(-ranking(*TITLES).scores())
    assert order.tolist()[:2] == [0, 1]


def test_a_decision_changes_the_order():
    model = ranking(*TITLES)
    before = model.scores()
    model.learn({2: True, 0: False})
    scores = model.scores()
    assert scores[3] - scores[1] > before[3] - before[1]
    assert ((scores >= 0) & (scores <= 1)).all()


@pytest.mark.parametrize("labels", [{0: True}, {0: True, 1: True}, {2: False}, {2: False, 3: False}])
def test_labels_of_one_kind_are_enough_to_rank(labels):
    model = ranking(*TITLES)
    model.learn(labels)
    assert np.isfinite(model.scores()).all()
    assert not model.calibrated


def test_taking_labels_back_brings_the_old_order_back():
    model = ranking(*TITLES)
    before = model.margins().copy()
    model.learn({2: True, 0: False})
    model.learn({})
    assert model.margins() == pytest.approx(before, abs=0.02)


def test_the_reasons_are_words_for_and_against():
    records = RecordFeatures(WordTable(), TITLES, TITLES)
    model = ranking_of(records)
    model.learn({0: True, 2: False})
    (last,) = explained(records, records.features.matrix[[3]], TITLES[3:])
    reasons = dict(model.reasons(last))
    assert reasons["market"] > 0 > reasons["dairy"]
    assert not {"in", "the"} & reasons.keys()


def test_scores_are_probabilities_once_there_are_ten_decisions_of_each_kind():
    titles = [f"care market {n}" for n in range(15)] + [f"dairy cows {n}" for n in range(15)]
    model = ranking(*titles)
    model.learn({row: row < 15 for row in (*range(12), *range(15, 27))})
    assert model.calibrated
    assert model.scores()[14] > 0.5 > model.scores()[29]


def test_an_empty_library_has_no_scores():
    assert ranking().scores().tolist() == []


def test_include_and_maybe_are_relevant_exclude_is_not_and_park_teaches_nothing():
    decisions = [a_decision(name, name) for name in ("include", "maybe", "exclude", "park")]
    assert labels_at(decisions, "title-abstract", A_MAP) == {"include": True, "maybe": True, "exclude": False}


def test_an_exclusion_holds_at_later_stages_and_an_include_does_not():
    decisions = [
        a_decision("a", "include"),
        a_decision("b", "exclude"),
        a_decision("c", "include", "theory-map"),
    ]
    assert labels_at(decisions, "theory-map", A_MAP) == {"b": False, "c": True}
    assert labels_at(decisions, "title-abstract", A_MAP) == {"a": True, "b": False}


def test_the_question_has_all_the_words_of_the_map():
    text = question_text(A_MAP, "title-abstract")
    assert "market for mental-health care" in text
    assert "Many providers compete" in text
    assert "About mental health" in text
    assert "children" not in text


def test_a_reports_opening_is_read_with_its_title():
    assert record_text(RecordText("r", "Title", "", "Contents")).split() == ["Title", "Contents"]
