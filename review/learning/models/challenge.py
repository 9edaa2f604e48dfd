"""Which texts are most likely to speak against a theory.

A text does so in one of two ways: it bears on a rival framing, or it bears on the theory in the words in which
evidence challenges. Those words are a short list to begin with; codings with the stance *challenges* or *supports*
teach the review's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

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
    """How likely each text speaks against the theory in focus, or against any theory, between 0 and 1.

    Bearing on the rival counts by itself, bearing on the theory by how far the wording challenges; the two are taken
    as independent: 1 - (1 - theory · against) (1 - rival).

    Args:
        suggester: knows how likely a text bears on a code.
        theory_map: knows what rivals what.
        texts: rows as `suggester` reads them.
        against: for each text how likely it challenges what it bears on, see `wording_against`.
        focus: a theory, rival framing or sub-theme; none for all theories.
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
    suggester: CodeSuggester, texts: csr_array, taught: Sequence[tuple[csr_array, bool]]
) -> Doubles:
    """How far each text is worded as a challenge rather than as support, between 0 and 1.

    Args:
        suggester: reads texts.
        texts: rows as `suggester` reads them.
        taught: coded passages as such rows, and whether their stance is *challenges* (else *supports*).
    """
    directions = suggester.read([AGAINST, IN_FAVOUR])
    against, in_favour = [directions[[0]]], [directions[[1]]]
    for row, challenges in taught:
        (against if challenges else in_favour).append(row)
    difference = _likeness(suggester, texts, against) - _likeness(suggester, texts, in_favour)
    return np.asarray(0.5 + 0.5 * np.tanh(5 * difference), np.float64)


def _likeness(suggester: CodeSuggester, texts: csr_array, examples: list[csr_array]) -> NDArray[np.float32]:
    middle = np.mean([row.toarray().ravel() for row in examples], axis=0)
    likeness: NDArray[np.float32] = texts @ suggester.features.compared(middle.astype(np.float32))
    return likeness
