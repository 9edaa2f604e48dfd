"""Separations of many texts are those that products of them give."""

import numpy as np
import pytest

from review.learning.features.features import RecordFeatures
from review.learning.features.words import WordTable
from review.learning.models import relevance
from review.learning.models.relevance import Relevance
from review.learning.models.separation import by_products
from review.learning.models.separation.by_sums import solve_many
from tests.learning.models.separation.test_by_products import points


def both(
    texts: np.ndarray, signs: np.ndarray, start: by_products.Solution = by_products.NOTHING
) -> list[np.ndarray]:
    products = texts @ texts.T + 1
    ones = np.ones(len(signs))
    of_many = solve_many(products.dot, products.diagonal(), signs, ones, start)
    assert of_many.margins == pytest.approx(products @ of_many.weights, abs=1e-6)
    assert (of_many.weights * signs >= 0).all()
    return [by_products.solve(products, signs, ones).weights, of_many.weights]


@pytest.mark.parametrize("spread", [0.3, 1.0, 3.0])
def test_the_solution_is_that_of_the_products(spread):
    texts, signs = points(60)
    texts = texts + np.random.default_rng(2).normal(size=texts.shape) * spread
    exact, of_many = both(texts, signs)
    assert of_many == pytest.approx(exact, abs=0.02)


def test_from_an_earlier_solution_it_comes_to_the_same():
    texts, signs = points(60)
    _, before = both(texts[:59], signs[:59])
    changed = signs.copy()
    changed[:3] *= -1
    changed[3] = 0
    exact, of_many = both(texts, changed, by_products.Solution(before, before))
    assert of_many == pytest.approx(exact, abs=0.02)
    assert of_many[3] == 0


def test_equal_texts_with_other_labels_are_no_obstacle():
    texts, signs = points(40)
    texts = np.concatenate([texts, texts, texts])
    exact, of_many = both(texts, np.concatenate([signs, -signs, signs]))
    assert texts.T @ of_many == pytest.approx(texts.T @ exact, abs=0.02)


def test_an_order_is_the_same_once_there_are_too_many_decisions_for_products(monkeypatch):
    titles = [f"care market {n} {n % 7}" for n in range(15)] + [f"dairy cows {n} {n % 7}" for n in range(15)]
    records = RecordFeatures(WordTable(), titles, titles)
    labels = {row: row < 15 for row in (*range(12), *range(15, 27))}

    def learned() -> Relevance:
        model = Relevance(records.features, records.project("councils shape the market for care"))
        model.learn({3: True, 20: False})
        model.learn(labels)
        return model

    few = learned()
    monkeypatch.setattr(relevance, "MOST_COMPARED", 10)
    of_many = learned()
    assert of_many.margins() == pytest.approx(few.margins(), abs=0.02)
    assert of_many.calibrated
    assert of_many.scores() == pytest.approx(few.scores(), abs=0.02)
    of_many.learn({})
    few.learn({})
    assert of_many.margins() == pytest.approx(few.margins(), abs=0.02)
