"""A matrix in bands of columns is the same matrix, however narrow they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csc_array, csr_array

from review.learning.features import bands
from review.learning.features.bands import Bands, FilledBands

BLOCKS = st.tuples(st.integers(0, 6), st.integers(0, 7), st.integers(0, 7)).flatmap(
    lambda shape: st.tuples(
        *(
            arrays(np.float32, (shape[0], columns), elements=st.sampled_from([0, 1, 2.5]))
            for columns in shape[1:]
        )
    )
)


def filled(blocks: tuple[np.ndarray, ...], at_once: int) -> Bands:
    rows = len(blocks[0])
    made = FilledBands(rows, [(block != 0).sum(axis=0) for block in blocks])
    for start in range(0, rows, at_once):
        made.add([csr_array(block[start : start + at_once]) for block in blocks])
    return made.matrix()


@pytest.mark.parametrize("width", [1, 3, 100])
@given(blocks=BLOCKS, at_once=st.integers(1, 6))
def test_it_has_the_rows_and_products_of_the_whole(width, blocks, at_once):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bands, "_WIDTH", width)
        matrix = filled(blocks, at_once)
    whole = np.concatenate(blocks, axis=1)
    assert matrix.shape == whole.shape
    assert np.array_equal(matrix[:].toarray(), whole)
    assert np.array_equal(matrix[[0] * len(whole)].toarray(), whole[[0] * len(whole)])
    weights = np.arange(whole.shape[1], dtype=np.float32)
    assert np.array_equal(matrix @ weights, whole @ weights)


def test_rare_columns_give_the_same_scores_to_the_last_bit_read_by_column(monkeypatch):
    monkeypatch.setattr(bands, "_WIDTH", 100)
    monkeypatch.setattr(bands, "_MANY_ENTRIES", 1)
    chance = np.random.default_rng(0)
    block = chance.random((200, 450), np.float32) * (chance.random((200, 450)) < 0.1)
    block[:, :100] = chance.random((200, 100), np.float32)
    matrix = filled((block, block[:, :70]), 64)
    assert list(matrix.by_column) == [1, 2, 3, 4]  # all rows have the columns of the others
    weights = chance.standard_normal(520).astype(np.float32)
    for share in (0.0, 0.1, 0.5, 1.0):
        some = weights * (chance.random(520) < share)
        assert np.array_equal(matrix @ some, Bands(matrix.bands) @ some)


def test_a_band_is_read_by_column_while_few_of_its_columns_weigh():
    two = Bands((csr_array(np.full((1, 8), 1, np.float32)),), {0: csc_array(np.full((1, 8), 2, np.float32))})
    few, many = np.array([1, 1, 0, 0, 0, 0, 0, 0], np.float32), np.ones(8, np.float32)
    assert (two @ few).tolist() == [4]
    assert (two @ many).tolist() == [8]
