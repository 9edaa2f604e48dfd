"""Sentence vectors as evidence for codes."""

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_array

from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel
from review.learning.models.evidence import MOST_LENDING, Meaning, lent, widened, widened_meaning

CODEBOOK = ["Competition of providers", "Advice for people"]
TEXTS = ["Rivalry among firms", "A helpline answers questions", "Cows graze", "Rain in May"]
MEANS = np.eye(4, dtype=np.float32)
VECTORS = np.concatenate([MEANS, MEANS[:2]])
"""The first two passages mean what the codes mean, in words of their own."""


def model_of(texts: list[str], vectors: np.ndarray | None) -> CodebookModel:
    features = PassageFeatures(WordTable(), [*texts, *CODEBOOK], vectors).features
    return CodebookModel(features, range(len(texts)), features.matrix[len(texts) :])


def test_a_passage_is_found_by_what_it_means_where_it_has_no_word_of_the_code():
    scores = model_of(TEXTS, VECTORS).scores_at(range(4))
    assert scores[0, 0] > 2 * scores[0, 1]
    assert scores[1, 1] > 2 * scores[1, 0]
    by_words = model_of(TEXTS, None).scores_at(range(4))
    assert abs(by_words[0, 0] - by_words[0, 1]) < 0.02


def test_a_text_without_a_vector_shows_nothing_by_it():
    rows = csr_array(np.array([[0, 0, 1], [1, 0, 1]], np.float32))
    assert Meaning(np.array([[1, 0], [0, 1]], np.float32)).of(rows).tolist() == [[0, 0], [0.5, -0.5]]


def test_the_most_similar_texts_lend_each_code_what_they_mean():
    random = np.random.default_rng(0)
    texts = np.concatenate([np.repeat(np.eye(3)[[0, 1]], 20, axis=0), np.zeros((60, 3))])
    texts[:20] += random.normal(size=(20, 3)) * [0, 0, 0.1]
    codebook = csr_array(np.eye(3)[[0, 1]].astype(np.float32))
    weights = widened_meaning(3, csr_array(texts.astype(np.float32)), codebook)
    assert np.count_nonzero(lent((texts @ np.eye(3)[:, :2]).astype(np.float32))[:, 0]) == MOST_LENDING
    assert weights[0, 0] > 1.5 * codebook[0, 0] / 0.3
    assert abs(weights[2, 0]) > abs(weights[2, 1]) == 0


def test_similarity_by_words_does_not_know_the_vectors():
    plain = PassageFeatures(WordTable(), [*TEXTS, *CODEBOOK]).features
    both = PassageFeatures(WordTable(), [*TEXTS, *CODEBOOK], VECTORS).features
    found = widened(both, both.matrix[:4], both.matrix[4:])
    assert not found[: both.semantic].any()
    expected = widened(plain, plain.matrix[:4], plain.matrix[4:])
    assert found[both.semantic :] == pytest.approx(expected, abs=1e-6)


def test_passages_teach_by_what_they_mean():
    model = model_of([*TEXTS, "Sheep sleep"], np.concatenate([MEANS, MEANS[[2]], MEANS[:2]]))
    known = np.full((5, 2), -1, np.int8)
    before = model.scores_at([4])[0]
    known[2] = [0, 1]
    model.learn(known)
    after = model.scores_at([4])[0]
    assert after[1] - after[0] > before[1] - before[0] + 0.05


FIT = """
import hashlib
import numpy as np
from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel

random = np.random.default_rng(0)
texts = [" ".join(random.choice(["market", "advice", "towns", "rivals", "help"], 4)) for _ in range(120)]
vectors = random.normal(size=(122, 32)).astype(np.float16).astype(np.float32)
features = PassageFeatures(WordTable(), [*texts, "Competition of providers", "Advice"], vectors).features
model = CodebookModel(features, np.arange(120) // 10, features.matrix[120:])
known = np.full((120, 2), -1, np.int8)
known[:80] = random.random((80, 2)) < 0.3
model.learn(known)
assert model.calibrated
print(hashlib.sha256(model.scores_at(np.arange(120)).tobytes()).hexdigest())
"""


def test_a_cold_fit_gives_the_same_bits_in_two_processes():
    """With one thread for matrices, as in the learning process."""
    variables = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    first, second = (
        subprocess.run(
            [sys.executable, "-c", FIT], env=variables, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    )
    assert first == second != ""
