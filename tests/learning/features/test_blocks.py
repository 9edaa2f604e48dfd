"""Features are what scikit-learn's vectorisers make, only made faster."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfVectorizer

from review.learning.features.blocks import SpellingBlock, WordBlock
from review.learning.features.words import WordTable, counted

TEXTS = (
    "The market for care: councils shape the market.",
    "Councils give advice, and advice is free.",
    "",
    "Market shaping by councils is a duty; a duty of care.",
)


def word_block(*texts: str, **limits: float) -> tuple[WordTable, WordBlock, csr_array]:
    table, block = WordTable(), WordBlock(**limits)
    read = table.read(texts)
    block.fit(read, len(table.words))
    return table, block, block.all_weighted(read)[0]


@pytest.mark.parametrize("limits", [{}, {"least": 2}, {"most": 0.6}])
def test_words_and_pairs_have_the_inner_products_of_scikit_learns_vectoriser(limits):
    table, block, matrix = word_block(*TEXTS, **limits)
    names = {"least": "min_df", "most": "max_df"}
    theirs = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, **{names[name]: value for name, value in limits.items()}
    ).fit_transform(TEXTS)
    ours = (matrix @ matrix.T).toarray() + np.diag(block.all_weighted(table.read(TEXTS))[1])
    assert np.allclose(ours, (theirs @ theirs.T).toarray(), atol=1e-6)


def test_a_projected_text_is_what_it_would_be_among_the_fitted_ones():
    table, block, matrix = word_block(*TEXTS)
    again, _ = block.all_weighted(table.read([TEXTS[3], "words never seen"]))
    assert np.allclose(again[[0]].toarray(), matrix[[3]].toarray(), atol=1e-6)
    assert again[[1]].nnz == 0


def test_of_fitted_texts_all_pairs_are_known():
    table, block, _ = word_block(*TEXTS)
    texts = table.read(TEXTS)
    counts = counted(texts, len(table.words))
    quickly, slowly = (block.weighted(texts, counts, are_fitted=known) for known in (True, False))
    assert (quickly.pairs != slowly.pairs).nnz == 0
    assert quickly.dropped.tolist() == slowly.dropped.tolist()
    assert (quickly.dropped > 0).tolist() == [True, True, False, True]


def test_every_feature_knows_the_words_that_it_represents():
    table, block, _ = word_block("shape the market", "they shape the market")
    names = {" ".join(table.words[word] for word in parts if word >= 0) for parts in block.parts}
    assert names == {"they", "shape", "the", "market", "shape the", "the market"}


def test_spelling_brings_words_of_one_stem_together():
    table = WordTable()
    texts = table.read(["commissioning", "commissioners", "advocacy"])
    counts = counted(texts, len(table.words))
    block = SpellingBlock(np.ones(3), 3, table.words)
    spread = block.weighted(counts) @ block.spread
    likeness = (spread @ spread.T).toarray()
    assert np.allclose(np.diag(likeness), 1, atol=1e-6)
    assert likeness[0, 1] > 0.4 > 0.1 > likeness[0, 2]


@settings(deadline=None)
@given(st.lists(st.text(), max_size=6))
def test_any_text_can_be_read(texts):
    table = WordTable()
    read = table.read(texts)
    counts = counted(read, len(table.words))
    block = WordBlock()
    block.fit(read, len(table.words))
    words, _ = block.all_weighted(read)
    spelling = SpellingBlock(block.texts_with, len(texts), table.words).weighted(counts)
    assert words.shape[0] == spelling.shape[0] == len(texts)
    assert np.isfinite(words.data).all()
    assert np.isfinite(spelling.data).all()
