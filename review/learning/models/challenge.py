"""Finds the texts most likely to challenge a theory.

A text does so in one of two ways: it bears on a rival framing, or it bears on the theory in the wording of challenging
evidence. This wording is a short list at first; later it is learned from codings with the stance *challenges* or
*supports*.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from review.learning.models.codes import CodeSuggester
from review.learning.models.ridge import Doubles
from review.theory_map import TheoryMap

AGAINST = (
    "fail failed failure lack lacking limited little evidence undermine contrary decline difficult unable inadequate "
    "poor shortage gap insufficient unstable withdraw closure barrier obstacle problem weak worse concern contradict "
    "prevent constrain erode burden unmet fragile shortfall unwilling reluctant"
)
IN_FAVOUR = (
    "improve improved enable support success successful effective benefit increase achieve better positive strengthen "
    "promote help good valued satisfied empower confident growth wellbeing thrive flourish"
)


def likeliest_against(
    suggester: CodeSuggester, theory_map: TheoryMap, texts: csr_array, against: Doubles, focus: str | None
) -> NDArray[np.float64]:
    """How likely each text challenges the theory in focus, or any theory, between 0 and 1.

    Bearing on the rival counts by itself, bearing on the theory in proportion to challenging wording; the two are
    assumed to be independent: 1 - (1 - theory · against) (1 - rival).

    Args:
        suggester: estimates how likely a text bears on a code.
        theory_map: has the rivals of each theory.
        texts: texts as rows of `suggester`.
        against: how likely each text challenges what it bears on, see `wording_against`.
        focus: a theory, rival framing or sub-theme; None for all theories.
    """
    scores = suggester.model.scores(texts)
    column = {code: place for place, code in enumerate(suggester.codes)}
    focused = [focus] if focus else [theory.id for theory in theory_map.theories]
    likelihood = np.zeros(texts.shape[0])
    for code in focused:
        if code in column:
            challenged = scores[:, column[code]] * against
            rivals = [scores[:, column[r]] for r in theory_map.competitors(code) if r in column]
            rival = np.max(rivals, axis=0) if rivals else np.zeros(len(challenged))
            likelihood = np.maximum(likelihood, 1 - (1 - challenged) * (1 - rival))
    return likelihood


def wording_against(
    suggester: CodeSuggester, texts: csr_array, examples: Sequence[tuple[int, bool]]
) -> Doubles:
    """How much each text's wording is that of a challenge rather than of support, between 0 and 1.

    Args:
        suggester: turns texts into rows.
        texts: texts as rows of `suggester`.
        examples: the rows of coded passages, and whether their stance is *challenges* (else *supports*).
    """
    directions = suggester.read([AGAINST, IN_FAVOUR])
    similarity = [
        _similarity(
            suggester, texts, directions[[row]], [place for place, one in examples if one is challenges]
        )
        for row, challenges in enumerate([True, False])
    ]
    return np.asarray(0.5 + 0.5 * np.tanh(5 * (similarity[0] - similarity[1])), np.float64)


def _similarity(
    suggester: CodeSuggester, texts: csr_array, words: csr_array, examples: Sequence[int]
) -> NDArray[np.float32]:
    """The similarity of texts to the middle of some words and of the passages in these rows."""
    middle = vstack([words, suggester.features.matrix[list(examples)]], format="csr").mean(axis=0)
    similarity: NDArray[np.float32] = texts @ suggester.features.compared(middle.astype(np.float32))
    return similarity
