"""Terms: words and pairs of words that name columns of features, and how a text writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import numpy as np
from numpy.typing import NDArray

from review.domain.texts.characters import has_together
from review.learning.features.tokens import Numbers, Places, word_spans
from review.learning.features.words import WordTable

NONE = -1
"""Instead of a word's number: no word that may name a column, or no second word."""

NAMELESS = 0
"""The term of a column without words."""

_SECOND = 0xFFFFFFFF
"""The part of a term that is its second word, 0 for none."""

_MOST_BETWEEN = 24
"""How many characters may stand between the words of a pair; in ``theory of change`` it is four."""

_BREAK = re.compile(r"[^\w\s'’/&\-‐‑–]")
"""What may not stand between them: the end of a clause, or what does not belong to words."""


def terms_of(first: NDArray[np.integer], second: NDArray[np.integer] | int = NONE) -> Places:
    """Terms, each as one number.

    Args:
        first: the number of each term's word, or of its stem; `NONE` for none.
        second: that of the other word of a pair.
    """
    terms: Places = (first.astype(np.int64) + 1) << 32 | (second + 1)
    return terms


@dataclass(frozen=True)
class PlacedWords:
    """The words of a text where they stand.

    Attributes:
        text: the text.
        units: the number of each word, or of its stem, in text order; `NONE` is part of no term.
        spans: where each of them stands (words × (start, end), half-open).
    """

    text: str
    units: Numbers
    spans: Places


def placed(
    table: WordTable, texts: Sequence[str], of_word: Numbers, *, bridged: bool = False
) -> list[PlacedWords]:
    """The words of texts where they stand.

    Args:
        table: the word table for reading texts.
        texts: the texts.
        of_word: the number by which terms name each known word, or `NONE`. Unknown words are left out.
        bridged: whether words with `NONE` are left out, too, so that the words around them are a pair.
    """
    found = []
    for text, words, spans in zip(texts, table.read(texts), word_spans(texts), strict=True):
        stays = words < len(of_word)
        units, where = of_word[words[stays]], spans[stays]
        stays = (units != NONE) | (not bridged)
        found.append(PlacedWords(text, units[stays], where[stays]))
    return found


def joined(texts: Sequence[PlacedWords]) -> PlacedWords:
    """Several texts as one; no pair reaches from one into the next."""
    units: list[Numbers] = [np.empty(0, np.int32)]
    spans: list[Places] = [np.empty((0, 2), np.int64)]
    start = 0
    for one in texts:
        units += [one.units, np.array([NONE], np.int32)]
        spans += [one.spans + start, np.array([[start, start]], np.int64)]
        start += len(one.text) + 1
    return PlacedWords("\n".join(one.text for one in texts), np.concatenate(units), np.concatenate(spans))


class TextTerms:
    """The terms of a text, and how the text writes them.

    Args:
        words: the words of the text.

    Attributes:
        terms: the terms in ascending order, as often as each occurs in the text.
    """

    def __init__(self, words: PlacedWords) -> None:
        self._text, units = words.text, words.units
        starts, ends = words.spans.T
        named = units != NONE
        pairs = named[:-1] & named[1:] & _close(words.text, ends[:-1], starts[1:])
        alone, first = np.flatnonzero(named), np.flatnonzero(pairs)
        terms = np.concatenate([terms_of(units[alone]), terms_of(units[first], units[first + 1])])
        order = np.argsort(terms, kind="stable")
        self.terms = terms[order]
        starts = starts[np.concatenate([alone, first])[order]]
        ends = ends[np.concatenate([alone, first + 1])[order]]
        self._places = list(zip(self.terms.tolist(), starts.tolist(), ends.tolist(), strict=True))
        self._forms: dict[int, str] = {}

    def places(self, terms: Places) -> tuple[Places, Places]:
        """Which of these terms occur in the text, and the first place of each among its own `terms`."""
        places = np.searchsorted(self.terms, terms)
        found = np.flatnonzero(np.append(self.terms, NONE)[places] == terms)
        return found, places[found]

    def characters(self) -> list[tuple[int, int, int]]:
        """The first places of each pair of Chinese, Japanese or Korean characters, and of its two characters alone."""
        if not has_together(self._text):
            return []
        places = np.flatnonzero((self.terms & _SECOND != 0) & (np.diff(self.terms, prepend=NONE) != 0))
        pairs = self.terms[places]
        alone = np.searchsorted(self.terms, [pairs >> 32 << 32, (pairs & _SECOND) << 32]).T.tolist()
        found = zip(places.tolist(), alone, strict=True)
        return [(pair, *both) for pair, both in found if all(map(self._is_character, both))]

    def _is_character(self, place: int) -> bool:
        _, start, end = self._places[place]
        return end - start == 1 and has_together(self._text[start])

    def form(self, place: int) -> str:
        """How the text writes the term at this first place: a pair with what stands between its words.

        Of several forms the most frequent one counts, of these the first; it is in lower case if the text has it so, too.
        """
        if place not in self._forms:
            term = self._places[place][0]
            same = takewhile(lambda one: one[0] == term, islice(self._places, place, None))
            self._forms[place] = _preferred([_on_one_line(self._text[start:end]) for _, start, end in same])
        return self._forms[place]


def _close(text: str, ends: Places, starts: Places) -> NDArray[np.bool_]:
    """Whether words stand close enough for a pair, by where the first ends and the second starts."""
    breaks = np.array([found.start() for found in _BREAK.finditer(text)], np.int64)
    in_one_clause = np.searchsorted(breaks, ends) == np.searchsorted(breaks, starts)
    close: NDArray[np.bool_] = in_one_clause & (starts - ends <= _MOST_BETWEEN)
    return close


def _on_one_line(form: str) -> str:
    """A form with single spaces, and none between Chinese, Japanese or Korean characters."""
    parts = form.split()
    return ("" if all(map(has_together, parts)) else " ").join(parts)


def _preferred(forms: Sequence[str]) -> str:
    if len(forms) <= 1:
        return forms[0] if forms else ""
    ((lower, _),) = Counter(form.lower() for form in forms).most_common(1)
    alike = [form for form in forms if form.lower() == lower]
    return lower if lower in alike else alike[0]
