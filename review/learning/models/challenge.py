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

from review.learning.features.blocks import Floats
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
    suggester: CodeSuggester, theory_map: TheoryMap, scores: Doubles, against: Doubles, focus: str | None
) -> NDArray[np.float64]:
    """How likely each text challenges the theory in focus, or any theory, between 0 and 1.

    Bearing on the rival counts by itself, bearing on the theory in proportion to challenging wording; the two are
    assumed to be independent: 1 - (1 - theory · against) (1 - rival).

    Args:
        suggester: has the codes.
        theory_map: has the rivals of each theory.
        scores: how likely each text bears on each code of `suggester` (texts × codes).
        against: how likely each text challenges what it bears on, see `wording_against`.
        focus: a theory, rival framing or sub-theme; None for all theories.
    """
    column = {code: place for place, code in enumerate(suggester.codes)}
    focused = [focus] if focus else [theory.id for theory in theory_map.theories]
    likelihood = np.zeros(len(scores))
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
    return in_wording(texts, wording_weights(suggester, directions(suggester), examples))


def directions(suggester: CodeSuggester) -> csr_array:
    """The two rows of the first words: of challenges, and of support."""
    return suggester.read([AGAINST, IN_FAVOUR])


def wording_weights(
    suggester: CodeSuggester, first: csr_array, examples: Sequence[tuple[int, bool]]
) -> Floats:
    """The weights of the wording of a challenge by column, from the `first` words and from examples, see `wording_against`."""
    matrix = suggester.features.matrix
    middles = [
        vstack([first[[row]], matrix[[place for place, one in examples if one is challenges]]]).mean(axis=0)
        for row, challenges in enumerate([True, False])
    ]
    weights = suggester.features.compared((middles[0] - middles[1]).astype(np.float32))
    return suggester.features.of_words(weights)


def in_wording(texts: csr_array, weights: Floats) -> Doubles:
    """How much texts, as rows, are in a wording of these weights, between 0 and 1."""
    return np.asarray(0.5 + 0.5 * np.tanh(5 * (texts @ weights)), np.float64)
