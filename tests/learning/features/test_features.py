import pytest

from review.learning.features import bands, words
from review.learning.features.features import LEAST_TEXTS_FOR_TOPICS, PassageFeatures, RecordFeatures
from review.learning.features.terms import NAMELESS
from review.learning.features.words import WordTable

TITLES = ["Shaping the market", "Market shaping by councils", "Dairy cows", ""]
TEXTS = [f"{title} in England" for title in TITLES]


def test_comparing_single_rows_or_their_sum_comes_to_the_same():
    features = RecordFeatures(WordTable(), TITLES, TEXTS).features
    one_by_one = features.compared_rows(features.matrix[:3]).sum(axis=1)
    together = features.compared(features.matrix[:3].sum(axis=0))
    assert one_by_one == pytest.approx(together, abs=1e-6)


def test_records_on_one_matter_are_alike():
    features = RecordFeatures(WordTable(), TITLES, TEXTS).features
    rows = features.matrix[:]
    likeness = rows @ features.compared_rows(rows)
    assert likeness[0, 1] > 2 * likeness[0, 2]


def test_records_have_the_same_features_however_many_are_read_at_a_time(monkeypatch):
    together = RecordFeatures(WordTable(), TITLES, TEXTS)
    monkeypatch.setattr(words, "_WORDS_AT_ONCE", 5)
    monkeypatch.setattr(bands, "_WIDTH", 4)
    few = RecordFeatures(WordTable(), TITLES, TEXTS)
    assert (few.features.matrix[:] != together.features.matrix[:]).nnz == 0
    assert few.features.dropped.tolist() == together.features.dropped.tolist()
    assert (few.project("Councils shape markets") != together.project("Councils shape markets")).nnz == 0


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
    assert (many.terms[: many.spelled] == NAMELESS).sum() == 100
    assert (few.terms[: few.spelled] == NAMELESS).sum() == 0
