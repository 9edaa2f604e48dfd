"""A matrix in bands of columns is the same matrix, however narrow they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

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
