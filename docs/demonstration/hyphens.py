"""Soft hyphens for the two-column pages: a rule of thumb that breaks words where journals break theirs."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"

_LONG_WORD = re.compile(r"\b[a-z]{7,}\b")
_BETWEEN_CONSONANTS = re.compile(
    r"(?<=[a-z]{2}[aeiouy][bcdfglmnprstvxz])"
    r"(?=[bcdfgjklmnpqrstvwz][aeiouy][a-z]{2})"
)
_BEFORE_ENDING = re.compile(r"(?<=[a-z]{3})(?=(?:ment|tion|sion|ness|less|ship)s?$)")
_ONE_SOUND = {"sh", "th", "ch", "ph", "ck", "gh", "wh", "ng", "gn"}
_GLIDES = re.compile("[bcdfgpt][lr]")


def with_soft_hyphens(text: str) -> str:
    """The text with soft hyphens in its long words: between two consonants amid vowels, and before common endings."""
    return _LONG_WORD.sub(lambda word: _broken(word.group()), text)


def _broken(word: str) -> str:
    places = {place.start() for place in _BEFORE_ENDING.finditer(word)} | {
        place.start()
        for place in _BETWEEN_CONSONANTS.finditer(word)
        if (pair := word[place.start() - 1 : place.start() + 1]) not in _ONE_SOUND
        and not _GLIDES.fullmatch(pair)
    }
    for place in sorted(places, reverse=True):
        word = word[:place] + SOFT_HYPHEN + word[place:]
    return word
