import numpy as np
import pytest

from review.learning.features.features import PassageFeatures
from review.learning.features.sentences import SENTENCE_WEIGHT, SentenceBlock
from review.learning.features.words import WordTable
from review.learning.models.explaining import explained

TEXTS = ["Providers compete in a market", "Suppliers are rivals", "Dairy cows", ""]
VECTORS = np.array([[0.8, 0.6, 0], [0.6, 0.8, 0], [0, 0.6, 0.8], [0, 0, 0]], np.float32)
"""The first two texts mean the same and share no word; the encoder gives nothing for the last."""

MADE = PassageFeatures(WordTable(), TEXTS, VECTORS)
FEATURES = MADE.features
PLAIN_MADE = PassageFeatures(WordTable(), TEXTS)
PLAIN = PLAIN_MADE.features


def test_a_vector_has_length_one_after_what_all_have_in_common_is_taken_away():
    rows = SentenceBlock(VECTORS).rows(4, VECTORS).toarray()
    expected = VECTORS[0] - VECTORS.mean(axis=0)
    assert rows[0] == pytest.approx(expected / np.linalg.norm(expected))
    assert not rows[3].any()


def test_vectors_are_leading_columns_beside_words_that_they_do_not_change():
    assert FEATURES.semantic == 3
    assert np.linalg.norm(FEATURES.matrix[:3, :3].toarray(), axis=1) == pytest.approx(SENTENCE_WEIGHT**0.5)
    words = FEATURES.without_vectors()
    assert (words.matrix[:] != PLAIN.matrix[:]).nnz == 0
    assert (words.semantic, words.spelled) == (PLAIN.semantic, PLAIN.spelled)
    assert np.array_equal(words.terms, PLAIN.terms)
    assert PLAIN.without_vectors() is PLAIN


def test_texts_that_mean_the_same_are_alike_without_a_common_word():
    rows = FEATURES.matrix[:]
    likeness = rows @ FEATURES.compared_rows(rows)
    assert likeness[0, 1] > 0.1 > likeness[0, 2]
    of_words = FEATURES.of_words(FEATURES.compared_rows(rows))
    assert (rows @ of_words)[0, 1] < 0.1


def test_another_text_is_read_with_its_vector_or_without():
    with_vector = MADE.project([TEXTS[0]], VECTORS[:1]).toarray()
    assert with_vector == pytest.approx(FEATURES.matrix[[0]].toarray(), abs=1e-6)
    without = MADE.project([TEXTS[0]]).toarray()
    assert without[:, 3:] == pytest.approx(with_vector[:, 3:])
    assert not without[:, :3].any()


def test_the_numbers_of_a_vector_are_no_terms_and_take_no_place_of_one():
    row = FEATURES.matrix[[0]]
    as_much = np.where(row.indices < FEATURES.semantic, np.float32(100), np.float32(1))
    (found,) = explained(MADE, row, TEXTS[:1])
    (plain,) = explained(PLAIN_MADE, PLAIN.matrix[[0]], TEXTS[:1])
    terms = found.by(as_much)
    assert terms == plain.by(np.ones(PLAIN.matrix[[0]].nnz, np.float32))
    assert all(term for term, _ in terms)
    assert terms
