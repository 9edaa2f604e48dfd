"""Stems and stop words of languages, given by their codes; both libraries are loaded when they are needed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from review.domain.texts.characters import composed, has_together

_LISTED = """
ar arabic, ca catalan, cs czech, da danish, de german, el greek, en english, eo esperanto, es spanish, et estonian,
eu basque, fa persian, fi finnish, fr french, ga irish, hi hindi, hu hungarian, hy armenian, id indonesian, it italian,
lt lithuanian, nb norwegian, ne nepali, nl dutch, nn norwegian, no norwegian, pl polish, pt portuguese, ro romanian,
ru russian, sr serbian, st sesotho, sv swedish, ta tamil, tr turkish, yi yiddish
"""

STEMMERS = dict(entry.strip().split(" ") for entry in _LISTED.split(","))
"""The Snowball stemmer of each language that has one, by the language's code."""

_HIRAGANA = re.compile("[\u3041-\u3096]+")

_LISTED_AS = {"no": "nb", "nn": "nb"}
"""Languages whose list of stop words has the code of another."""


@lru_cache(maxsize=500_000)
def stem(word: str, language: str) -> str:
    """The stem of a word in lower case, or the word itself in a language without a stemmer."""
    name = STEMMERS.get(language)
    return str(_snowball(name).stemWord(word)) if name and not has_together(word) else word


@cache
def _snowball(name: str) -> Any:  # noqa: ANN401 - the library has no types
    import snowballstemmer

    return snowballstemmer.stemmer(name)


@cache
def listed_stop_words(language: str) -> frozenset[str]:
    """The words of a language that do not indicate a subject; none if the library has no list of them.

    Words are as texts are read: in lower case, and without the apostrophe of ``qu'``.
    """
    from stop_words import StopWordError, get_stop_words

    try:
        listed = get_stop_words(_LISTED_AS.get(language, language))
    except StopWordError:
        return frozenset()
    # Characters of Chinese and Korean mean little by themselves, but are parts of words: 用 of 用户. Hiragana are not.
    return frozenset(
        composed(word.lower().strip("'’"))
        for word in listed
        if not has_together(word) or _HIRAGANA.fullmatch(word)
    )
