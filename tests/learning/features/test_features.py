import numpy as np
import pytest

from review.learning.features.features import LEAST_TEXTS_FOR_TOPICS, PassageFeatures, RecordFeatures
from review.learning.features.words import WordTable
from review.learning.models.explaining import strongest

TITLES = ["Shaping the market", "Market shaping by councils", "Dairy cows", ""]
TEXTS = [f"{title} in England" for title in TITLES]


def test_comparing_single_rows_or_their_sum_comes_to_the_same():
    features = RecordFeatures(WordTable(), TITLES, TEXTS).features
    one_by_one = features.compared_rows(features.matrix[:3]).sum(axis=1)
    together = features.compared(features.matrix[:3].sum(axis=0))
    assert one_by_one == pytest.approx(together, abs=1e-6)


def test_records_on_one_matter_are_alike():
    features = RecordFeatures(WordTable(), TITLES, TEXTS).features
    likeness = features.matrix @ features.compared_rows(features.matrix)
    assert likeness[0, 1] > 2 * likeness[0, 2]


def test_a_projected_passage_is_what_it_would_be_among_the_fitted_ones():
    made = PassageFeatures(WordTable(), TEXTS)
    assert made.project([TEXTS[1]]).toarray() == pytest.approx(made.features.matrix[[1]].toarray(), abs=1e-6)


def test_many_passages_have_topics():
    texts = [
        f"word{'abcdefghij'[n % 10]} word{'klmnopqrst'[n // 10 % 10]} tail{'uvwxyz'[n % 6]}"
        for n in range(400)
    ]
    many = PassageFeatures(WordTable(), texts).features
    few = PassageFeatures(WordTable(), texts[: LEAST_TEXTS_FOR_TOPICS - 1]).features
    assert [many.name(column) for column in range(many.spelled)].count("") == 100
    assert [few.name(column) for column in range(few.spelled)].count("") == 0


def test_reasons_are_written_as_the_texts_write_them():
    made = PassageFeatures(WordTable(), ["Commissioning of services", "commissioning services again", "cows"])
    features = made.features
    weights = features.compared_rows(made.project(["commissioning services"])).ravel()
    row = features.matrix[[0]]
    reasons = dict(strongest(features, row, weights[row.indices]))
    assert {"commissioning", "services"} <= set(reasons)
    assert "of" not in reasons
    assert all(np.isfinite(weight) for weight in reasons.values())
