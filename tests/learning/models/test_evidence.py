import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.codebook import CodebookModel
from review.learning.models.codes import CodeSuggester
from review.learning.models.evidence import Evidence, Neighbours, Similarity, less_mean
from tests.learning.material import A_MAP, ADVICE, MARKET, OTHER, passages_of


def test_a_neighbour_is_the_passage_before_or_after_by_its_place_in_the_document():
    documents = np.array([0, 1, 0, 0])
    evidence = np.array([[1.0], [2.0], [4.0], [8.0]], np.float32)
    # The last text, a quotation, lies between the first and the third.
    found = Neighbours(documents, [0, 0, 50, 20]).mean(evidence)
    assert found.ravel().tolist() == [8, evidence.mean(), 8, 2.5]


@given(st.lists(st.integers(0, 3), max_size=12), st.randoms(use_true_random=False))
def test_neighbours_are_mutual_and_of_one_document(documents: list[int], random):
    positions = random.sample(range(100), len(documents))
    one_by_one = np.eye(len(documents), dtype=np.float32)
    near = Neighbours(np.array(documents, np.int64), positions).mean(one_by_one)
    for text, document in enumerate(documents):
        others = [place for place, other in enumerate(documents) if other == document and place != text]
        if others:
            found = set(np.flatnonzero(near[text]).tolist())
            before = [place for place in others if positions[place] < positions[text]]
            after = [place for place in others if positions[place] > positions[text]]
            expected = {max(before, key=positions.__getitem__)} if before else set()
            expected |= {min(after, key=positions.__getitem__)} if after else set()
            assert found == expected
            assert near[text].sum() == pytest.approx(1)


def test_a_text_that_is_like_all_codes_shows_nothing_about_any_of_them():
    assert less_mean(np.array([[0.4, 0.4], [0.9, 0.1]])) == pytest.approx(np.array([[0, 0], [0.4, -0.4]]))
    assert less_mean(np.array([[0.7]])).tolist() == [[0.7]]
    assert less_mean(np.zeros((3, 0))).shape == (3, 0)


@pytest.mark.parametrize("codes", [1, 3])
def test_the_weights_of_words_sum_up_to_the_evidence_of_their_text(codes: int):
    random = np.random.default_rng(1)
    text = csr_array(np.array([[0.5, 0, 0.3, 0.8]], np.float32))
    kind = Similarity(random.normal(0.5, 1, (4, codes)).astype(np.float32))
    parts = [(text.data * kind.weights_at(text, code)).sum() for code in range(codes)]
    assert parts == pytest.approx(kind.of(text)[0], abs=1e-6)


def test_texts_of_a_document_each_are_not_said_to_have_neighbours():
    texts = csr_array(np.eye(2, dtype=np.float32))
    kinds = [Similarity(np.eye(2, dtype=np.float32))]
    assert Evidence(kinds, texts, Neighbours(np.array([0, 1]))).at([0, 1]).shape == (2, 2, 1)
    with_neighbours = Evidence(kinds, texts, Neighbours(np.array([0, 0])))
    assert with_neighbours.at([0]).shape == with_neighbours.of(texts[[0]]).shape == (1, 2, 2)


def test_a_passage_between_passages_about_a_theory_is_likelier_to_bear_on_it():
    near, far = passages_of("r", MARKET, OTHER, MARKET), passages_of("s", ADVICE, OTHER, ADVICE)
    made = CodeSuggester(WordTable(), A_MAP, [*near, *far])
    market = made.codes.index("T1")
    assert made.scores("r")[1, market] > made.scores("s")[1, market]


def test_a_word_planted_in_one_document_tells_nothing_about_its_neighbours():
    """What is learned from a passage reaches its neighbours only by their own words."""
    texts = ["lorem ipsum dolor", "sed eiusmod tempor", "incididunt labore magna"] * 2
    codebook = ["providers compete", "advice and advocacy"]

    def scores(planted: str) -> np.ndarray:
        first = [f"{texts[0]} {planted}", *texts[1:]]
        features = PassageFeatures(WordTable(), [*first, *codebook]).features
        model = CodebookModel(features, [0, 0, 0, 1, 1, 1], features.matrix[len(texts) :])
        known = np.full((6, 2), -1, np.int8)
        known[0] = [1, 0]
        known[3] = [0, 1]
        model.learn(known)
        return model.scores_at([1, 2])

    assert scores("qqqq") == pytest.approx(scores("zzzz"), abs=1e-6)
    assert (scores("qqqq")[0] - scores("qqqq")[1]).max() < 0.02
