"""Finds searched words in a text as the search index does: whole words, without case and accents."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

Span = tuple[int, int]

_MOST = 2000
"""How many places of one word are looked at, so that a word on every line of a long text costs no more."""

_LETTERS = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))
"""Where letters with case or accents stand: Latin, Greek, Cyrillic."""

BEFORE, AFTER, LONGEST = 30, 200, 90
"""Characters shown before and after the words, and of the words themselves if they are far apart."""


class SearchHit(Struct, frozen=True):
    """Searched words in their context: ``before``, ``words``, ``after`` on one line each.

    `place` is the page as cited (``p. 6``) or ``abstract``; `start` the offset in the document's text, None if it is not
    in that text.
    """

    before: str
    words: str
    after: str
    place: str
    start: int | None = None


def hit_in(text: str, span: Span, place: str, start: int | None = None) -> SearchHit:
    """The hit at a span of a text."""
    first, last = span[0], min(span[1], span[0] + LONGEST)
    opening = text[max(0, first - BEFORE) : first]
    if first > BEFORE:
        opening = opening.partition(" ")[2]
    return SearchHit(
        _on_one_line(opening),
        _on_one_line(text[first:last]),
        _on_one_line(text[last : last + AFTER]),
        place,
        start,
    )


def best_place(text: str, search: str, end: int | None = None, preferred: Sequence[Span] = ()) -> Span | None:
    """The shortest span of ``text[:end]`` with all searched words that occur in it, the first of several; None if none does.

    Spans that begin in one of the `preferred` ones, which are in order, come before all others.
    """
    words = re.findall(r"\w+", folded(search))
    places = sorted(_places(folded(text[:end]), words))
    wanted = len({word for _, _, word in places})
    starts = [first for first, _ in preferred]
    best: tuple[bool, int, Span] | None = None
    held: Counter[int] = Counter()
    left = 0
    for _, stop, word in places:
        held[word] += 1
        while len(held) == wanted:
            first, _, leaving = places[left]
            within = bisect_right(starts, first) - 1
            is_other = within < 0 or first >= preferred[within][1]
            if best is None or (is_other, stop - first) < best[:2]:
                best = is_other, stop - first, (first, stop)
            held[leaving] -= 1
            if not held[leaving]:
                del held[leaving]
            left += 1
    return best[2] if best else None


def _places(text: str, words: list[str]) -> Iterator[tuple[int, int, int]]:
    """The places of each word, with its number; the last word may be the beginning of one."""
    for number, word in enumerate(dict.fromkeys(words)):
        end = "" if word == words[-1] else r"(?!\w)"
        for match in islice(re.finditer(rf"(?<!\w){word}{end}", text), _MOST):
            yield match.start(), match.end(), number


def folded(text: str) -> str:
    """The text in lower case and without accents, as long as before."""
    return text.translate(_folds())


@lru_cache(maxsize=1)
def _folds() -> dict[int, str]:
    base = {code: unicodedata.normalize("NFD", chr(code))[:1].lower() for codes in _LETTERS for code in codes}
    return {code: letter for code, letter in base.items() if len(letter) == 1 and letter != chr(code)}


def _on_one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)
