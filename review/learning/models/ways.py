"""The ways in which a passage may challenge a claim, and how likely it does.

- It bears on the claim, *worded as a challenge* (see ``review.learning.models.challenge``).
- It bears on the claim, and on a rival: *the rival's words*. In the rival's words alone it rarely speaks of the same matter:
  ``benchmarks/against.py`` found 2 instead of 9 of 25 challenges in the demonstration among the first ten.
- It is about the context of a configuration, but its outcome is another or is denied: *same context, another outcome*.
- It is about the outcome, but not about the mechanism: *same outcome, no mechanism*.

They are assumed to be independent. None needs an act of a reviewer: the first words are those of the theory map and of
configurations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.sparse import csr_array

from review.domain import Terms
from review.domain.theories.configuration import MECHANISM, OUTCOME, Configuration, Relation
from review.learning.features.blocks import Floats
from review.learning.models.calibration import logistic
from review.learning.models.claims import Claim
from review.learning.models.codes import CodeSuggester
from review.learning.models.explaining import Explained
from review.learning.models.ridge import Doubles

ALIKE_SLOPE, ALIKE_OFFSET = 10.0, -3.0
"""How likely texts are about the same, by their similarity."""


@dataclass(frozen=True)
class Way:
    """A way of challenging a claim: which (`why`), how likely each text does so, and which of a text's words are behind that."""

    why: str
    likelihood: Doubles
    reasons: Callable[[Explained], Terms]


def ways(
    suggester: CodeSuggester, claim: Claim, texts: csr_array, scores: Doubles, against: Doubles
) -> list[Way]:
    """The ways in which texts may challenge a claim.

    Args:
        suggester: has the codes and turns words into rows.
        claim: what they may challenge.
        texts: texts as rows of `suggester`.
        scores: how likely each text bears on each code of `suggester` (texts × codes).
        against: how much each text's wording is that of a challenge, between 0 and 1.
    """
    about = [_code(suggester, code, scores) for code in claim.codes if code in suggester.codes]
    about += [_whole(suggester, one, texts) for one in claim.configurations if one.id == claim.target]
    rivals = [_code(suggester, code, scores) for code in claim.rivals if code in suggester.codes]
    rivals += [_whole(suggester, one, texts) for one in claim.rival_configurations]
    on_the_matter = np.max([one.likelihood for one in about] or [np.ones(texts.shape[0])], axis=0)
    return [
        *(Way(f"the rival {one.why}'s words", on_the_matter * one.likelihood, one.reasons) for one in rivals),
        *(
            Way(f"about {one.why}, worded as a challenge", one.likelihood * against, one.reasons)
            for one in about
        ),
        *_of_configurations(suggester, claim, texts, against),
    ]


def together(of_ways: Sequence[Way], texts: int) -> Doubles:
    """How likely each of so many texts challenges the claim in any way, between 0 and 1.

    Of one way by several configurations the likeliest counts, so that many of them are not likelier by their number.
    """
    likeliest: dict[str, Doubles] = {}
    for way in of_ways:
        likeliest[way.why] = np.maximum(way.likelihood, likeliest.get(way.why, 0))
    spared = np.ones(texts)
    for likelihood in likeliest.values():
        spared *= 1 - likelihood
    return 1 - spared


def _code(suggester: CodeSuggester, code: str, scores: Doubles) -> Way:
    """Bearing on a code, which is named."""
    place = suggester.codes.index(code)
    return Way(code, scores[:, place], partial(suggester.model.reasons, code=place))


def _whole(suggester: CodeSuggester, configuration: Configuration, texts: csr_array) -> Way:
    """Being about the same as a whole configuration, which is named."""
    (words,) = _weights(suggester, [_words(configuration, _roles(configuration))])
    return Way(configuration.label, _likely_about(texts, words), _terms(words))


def _of_configurations(
    suggester: CodeSuggester, claim: Claim, texts: csr_array, against: Doubles
) -> Iterator[Way]:
    with_outcome = [one for one in claim.configurations if OUTCOME in _roles(one)]
    words = [_words(one, some) for one in with_outcome for some in _parts(one)]
    weights = iter(_weights(suggester, words) if words else ())
    for one in with_outcome:
        conditions, mechanism, _ = _parts(one)
        context, means, outcome = next(weights), next(weights), next(weights)
        has_outcome = _likely_about(texts, outcome)
        if conditions:
            other = _likely_about(texts, context) * (against + 1 - has_outcome) / 2
            yield Way("same context, another outcome", other, _terms(context))
        if mechanism:
            without = has_outcome * (1 - _likely_about(texts, means))
            yield Way("same outcome, no mechanism", without, _terms(outcome))


def _roles(configuration: Configuration) -> frozenset[str]:
    return frozenset(element.role for element in configuration.elements)


def _parts(configuration: Configuration) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The roles of its conditions, of its mechanism and of its outcomes."""
    roles = _roles(configuration)
    return roles - MECHANISM - {OUTCOME}, roles & MECHANISM, roles & {OUTCOME}


def _words(configuration: Configuration, roles: Collection[str]) -> str:
    """The wordings of the elements in these roles, and the passages that show them."""
    elements = [element for element in configuration.elements if element.role in roles]
    shown = [one.quote for element in elements for one in element.fragments if one.relation is Relation.SHOWS]
    return " ".join([element.wording for element in elements] + shown)


def _weights(suggester: CodeSuggester, words: Sequence[str]) -> list[Floats]:
    """The weights of similarity to each of several texts, by column."""
    return list(suggester.features.compared_rows(suggester.read(words)).T)


def _likely_about(texts: csr_array, weights: Floats) -> Doubles:
    """How likely texts are about the same as another, between 0 and 1."""
    return logistic(ALIKE_SLOPE * (texts @ weights) + ALIKE_OFFSET)


def _terms(weights: Floats) -> Callable[[Explained], Terms]:
    return lambda text: text.by(weights[text.row.indices])
