"""Makes the vectors of many texts at once, where somebody waits for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from review.learning.semantic.encoder import Encoder
from review.learning.semantic.vectors import VectorStore

Counted = Callable[[int, int], None]
"""Called with the number of texts encoded so far, and of all."""


def encoded(
    texts: Sequence[str],
    encoder: Encoder,
    store: VectorStore | None = None,
    report: Counted = lambda *_: None,
) -> NDArray[np.float32]:
    """The vectors of texts as rows, with the bits that a review would keep.

    Args:
        texts: the texts.
        encoder: an open encoder.
        store: where vectors are kept, and taken from; by default nowhere.
        report: called before each text.

    Raises:
        EncoderError: the encoder failed.
    """
    kept = store or VectorStore(None, encoder.sha256, encoder.dimensions)
    missing = kept.missing(texts)
    for done, text in enumerate(missing):
        report(done, len(missing))
        kept.add(text, encoder.encode(text))
        kept.keep()
    kept.keep(finished=True)
    return kept.matrix(texts)
