"""Finds searched words in a text as the search index does: whole words, without case and accents.

Words of Chinese, Japanese and Korean are found wherever their characters follow each other.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from review.domain.texts.characters import TOGETHER_CLASS, composed, has_together
from review.domain.texts.spans import Span

_MOST = 2000
"""How many places of one word are looked at, so that a word on every line of a long text costs no more."""

_LETTERS = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))
"""Where letters with case or accents stand: Latin, Greek, Cyrillic."""
_WIDE = range(0xFF10, 0xFF5B)
"""Where digits and letters of full width stand."""

_PIECES = f"[{TOGETHER_CLASS}]|[^{TOGETHER_CLASS}]+"
_LETTER = rf"[^\W{TOGETHER_CLASS}]"
"""A character of which words with spaces between them are made."""

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
    if has_together(opening):
        # Such a character is two cells wide.
        opening = opening[-BEFORE // 2 :]
    elif first > BEFORE:
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
    words = words_of(search)
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


def found_words(text: str, search: str, end: int | None = None) -> list[Span]:
    """The spans of the searched words in ``text[:end]``, in order; those that overlap are one.

    Of several words, those of every sentence ("of", "the") are left out.
    """
    from review.domain.texts.languages import ENGLISH
    from review.domain.texts.stemming import listed_stop_words

    words = list(dict.fromkeys(words_of(search)))
    telling = {n for n, word in enumerate(words) if word not in listed_stop_words(ENGLISH)}
    joined: list[Span] = []
    for first, stop, word in sorted(_places(folded(text[:end]), words)):
        if telling and word not in telling:
            continue
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((first, stop))
    return joined


def _places(text: str, words: list[str]) -> Iterator[tuple[int, int, int]]:
    """The places of each word, with its number; the last word may be the beginning of one."""
    for number, word in enumerate(dict.fromkeys(words)):
        for match in islice(re.finditer(word_pattern(word, begins=word == words[-1]), text), _MOST):
            yield match.start(), match.end(), number


def words_of(search: str) -> list[str]:
    """The words of what was typed, as they are compared with `folded` texts."""
    return re.findall(r"\w+", folded(composed(search)))


def word_pattern(word: str, *, begins: bool = False) -> str:
    """The regular expression that finds a word in a `folded` text, or words that begin with it.

    Between Chinese, Japanese or Korean characters may be white space: lines of a page end anywhere.
    """
    pieces = re.findall(_PIECES, word)
    last = "" if begins or has_together(pieces[-1]) else f"(?!{_LETTER})"
    if not has_together(pieces[0]):
        # Looking back from the end of the word is faster: searching begins with letters.
        pieces[0] += f"(?<!{_LETTER}{pieces[0]})"
    return r"\s*".join(pieces) + last


def folded(text: str) -> str:
    """The text in lower case and without accents, as long as before."""
    return text.translate(_folds())


@lru_cache(maxsize=1)
def _folds() -> dict[int, str]:
    wide = {code: unicodedata.normalize("NFKC", chr(code)).lower() for code in _WIDE}
    base = wide | {
        code: unicodedata.normalize("NFD", chr(code))[:1].lower() for codes in _LETTERS for code in codes
    }
    return {code: letter for code, letter in base.items() if len(letter) == 1 and letter != chr(code)}


def _on_one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)
