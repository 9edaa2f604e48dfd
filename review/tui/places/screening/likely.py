"""A likely first record before any model has answered: by the words of the review's question and theories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

from review.theory_map import TheoryMap

LOOKED_AT = 200
"""How many of the waiting records are compared; more would be felt when Screening opens."""

COMPARED = 3000
"""How many characters of a record's text are compared."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_BEGINNING = 6
"""Words that begin with the same so many letters count as the same: council, councils."""


def beginnings(text: str) -> frozenset[str]:
    """The beginnings of the words of a text."""
    return frozenset(word[:_BEGINNING] for word in _WORD.findall(text[:COMPARED].casefold()))


def review_words(theory_map: TheoryMap, stage: str) -> frozenset[str]:
    """The review's own words: question, theories and rival framings, the stage's inclusion criteria."""
    codes = [code for code in theory_map.codes if not code.rejected]
    criteria = theory_map.criteria_of(stage, excludes=False)
    texts: Iterable[str] = (
        theory_map.question,
        *(" ".join((code.name, code.proposition, *code.key_terms)) for code in codes),
        *(" ".join((criterion.text, *criterion.key_terms)) for criterion in criteria),
    )
    return frozenset[str]().union(*map(beginnings, texts))


def likeliest_first(texts: Mapping[str, str], wanted: frozenset[str]) -> list[str]:
    """The records by how many of the wanted words they have: rare words count more, long texts do not gain.

    Records that have equally many stay in their order.
    """
    words = {record: beginnings(text) for record, text in texts.items()}
    having = Counter(word for found in words.values() for word in found)

    def score(record: str) -> float:
        found = words[record]
        weight = sum(log((len(texts) + 1) / having[word]) for word in found & wanted)
        return weight / sqrt(len(found) or 1)

    return sorted(texts, key=score, reverse=True)
