"""A likely first record before any model has answered: by the words of the review's question and theories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import log

from review.domain.texts.characters import TOGETHER_CLASS, in_pairs
from review.theory_map import TheoryMap

LOOKED_AT = 200
"""How many of the waiting records are compared; more would be felt when Screening opens."""

COMPARED = 3000
"""How many characters of a record's text are compared."""

_WORD = re.compile(rf"[^\W\d_{TOGETHER_CLASS}]{{4,}}|[{TOGETHER_CLASS}]{{2}}")
"""Longer words, and pairs of Chinese, Japanese or Korean characters."""
_BEGINNING = 6
"""Words that begin with the same six letters count as the same: council, councils."""

_SATURATION, _BY_LENGTH = 1.2, 0.75
"""The usual constants of BM25: how soon a repeated word counts no more, and how much long texts are discounted."""

Text = tuple[str, str]
"""A record's title, and its abstract or what replaces it."""


def beginnings(text: str) -> list[str]:
    """The beginnings of the words of a text."""
    return [word[:_BEGINNING] for word in _WORD.findall(in_pairs(text[:COMPARED]).casefold())]


def review_words(theory_map: TheoryMap, stage: str) -> frozenset[str]:
    """The review's own words: question, theories and rival framings, the stage's inclusion criteria."""
    codes = [code for code in theory_map.codes if not code.rejected]
    criteria = theory_map.criteria_of(stage, excludes=False)
    texts: Iterable[str] = (
        theory_map.question,
        *(" ".join((code.name, code.proposition, *code.key_terms)) for code in codes),
        *(" ".join((criterion.text, *criterion.key_terms)) for criterion in criteria),
    )
    return frozenset(word for text in texts for word in beginnings(text))


def likeliest_first(texts: Mapping[str, Text], wanted: Collection[str]) -> list[str]:
    """The records by the wanted words that they have (BM25, words of the title twice); equal ones stay in their order."""
    titles = {record: set(beginnings(title)) for record, (title, _) in texts.items()}
    words = {record: Counter(beginnings(f"{title}\n{text}")) for record, (title, text) in texts.items()}
    having = Counter(word for found in words.values() for word in found)
    mean = sum(having.values()) and sum(found.total() for found in words.values()) / len(words)

    def weight(word: str) -> float:
        return log((len(texts) + 1) / having[word])

    def score(record: str) -> float:
        found = words[record]
        discount = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * found.total() / (mean or 1))
        return sum(
            weight(word)
            * (found[word] * (1 + _SATURATION) / (found[word] + discount) + (word in titles[record]))
            for word in sorted(found.keys() & wanted)
        )

    return sorted(texts, key=score, reverse=True)
