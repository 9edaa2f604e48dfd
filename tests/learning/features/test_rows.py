"""The texts of which a model is a weighted sum: they keep only the columns that one of them has."""

import numpy as np
import pytest

from review.learning.features import rows
from review.learning.features.features import RecordFeatures
from review.learning.features.rows import Members, Products
from review.learning.features.words import WordTable

TITLES = ["Shaping the market", "Market shaping by councils", "Dairy cows", "", "Councils and cows"]
FEATURES = RecordFeatures(WordTable(), TITLES, [f"{title} in England" for title in TITLES]).features


@pytest.mark.parametrize("numbers", [1, 1 << 24])
def test_members_are_compared_over_all_columns_however_many_at_a_time(numbers, monkeypatch):
    monkeypatch.setattr(rows, "_MOST_NUMBERS", numbers)
    products = Products(Members(FEATURES))
    products.add(FEATURES.matrix[[2, 0]])
    products.add(FEATURES.matrix[[4, 3, 1]])
    all_of_them = FEATURES.matrix[[2, 0, 4, 3, 1]]
    expected = all_of_them @ FEATURES.compared_rows(all_of_them) + 1
    assert products.matrix == pytest.approx(expected, abs=1e-6)


def test_members_compared_with_a_sum_of_them_are_as_by_their_products():
    products = Products(Members(FEATURES))
    products.add(FEATURES.matrix[[2, 0, 4, 3, 1]], FEATURES.dropped[[2, 0, 4, 3, 1]])
    weights = np.array([0.5, -2.0, 0.0, 1.0, 3.0])
    assert products.members.with_sum(weights) == pytest.approx(products.matrix @ weights, abs=1e-5)
    assert (products.members.lengths <= products.matrix.diagonal() + 1e-6).all()


def test_a_weighted_sum_of_members_has_the_columns_of_all_texts():
    members = Members(FEATURES)
    members.add(FEATURES.matrix[[2, 0]])
    weights = np.array([0.5, -2.0])
    assert members.sums(weights) == pytest.approx(FEATURES.matrix[[2, 0]].T @ weights, abs=1e-6)
    both = np.stack([weights, weights[::-1]], axis=1)
    assert members.sums(both) == pytest.approx(FEATURES.matrix[[2, 0]].T @ both, abs=1e-6)
