"""Compares lists of authors, however each database writes names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from review.domain.citation import in_braces
from review.duplicates.normalising import folded

_NOBODY = {
    "",
    "unknown",
    "anonymous",
    "anon",
    "na",
    "n a",
    "none",
    "no authors listed",
    "et al",
    "others",
    "null",
}
_CONNECTING = {"and", "de", "der", "di", "for", "of", "on", "the", "van", "von"}
_INITIALS = re.compile(r"(?:[A-Z]\.?[- ]?){1,3}|[A-Z]{1,3}")
_ALIKE = 0.92
_SHORTEST_MISSPELT = 5
_ORGANISATION_WORDS = 3
_MOST_AUTHORS = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A person or organisation: the words that may be the family name, and the initials of the others."""

    words: tuple[str, ...]
    initials: frozenset[str]


def names(authors: tuple[str, ...]) -> tuple[Name, ...]:
    """The authors to compare, at most twelve, without placeholders such as ``Anonymous``."""
    found = (_name(author) for author in authors[:_MOST_AUTHORS] if not is_nobody(author))
    return tuple(name for name in found if name.words)


def is_nobody(author: str) -> bool:
    """Whether an author is a placeholder, such as ``Anonymous`` or ``et al.``."""
    return folded(author) in _NOBODY


def same_people(left: tuple[Name, ...], right: tuple[Name, ...]) -> bool:
    """Whether both lists name the same authors: half of the shorter list, or its first with no more than two names.

    Databases shorten lists of authors, misspell names and reorder them, so a partial match is enough.
    """
    shorter, longer = sorted((left, right), key=len)
    found = sum(any(same_name(name, other) for other in longer) for name in shorter)
    return 2 * found >= len(shorter) and (same_name(left[0], right[0]) or 3 * found >= 2 * len(shorter))


def same_name(left: Name, right: Name) -> bool:
    """Whether two names share a possible family name and their initials do not contradict it.

    Names of three or more words are organisations (``Mental Health Foundation``): three quarters of the words must agree,
    or all of one be in the other (a committee, and the same with the house that it belongs to).
    """
    if min(len(left.words), len(right.words)) >= _ORGANISATION_WORDS:
        one, other = set(left.words), set(right.words)
        return 4 * len(one & other) >= 3 * max(len(one), len(other)) or one <= other or other <= one
    if not any(_same_word(word, other) for word in left.words for other in right.words):
        return False
    return not (left.initials and right.initials) or bool(left.initials & right.initials)


def _name(author: str) -> Name:
    family, comma, given = ("", "", "") if in_braces(author) else author.partition(",")
    if comma and given.strip():
        words = _long_words(folded(family))
        return Name(words or tuple(folded(family).split()), _first_letters(given))
    parts = re.sub(r"[{},]", " ", author).split()
    initials = [part for part in parts[1:] if _INITIALS.fullmatch(part)] or [
        part for part in parts if _INITIALS.fullmatch(part)
    ]
    others = [part for part in parts if part not in initials] or parts
    words = _long_words(folded(" ".join(others)))
    letters = _first_letters(" ".join(initials)) if initials else frozenset(word[0] for word in words)
    return Name(words, letters)


def _long_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split() if len(word) > 1 and word not in _CONNECTING)


def _first_letters(given: str) -> frozenset[str]:
    letters = folded(given).split()
    if len(letters) == 1 and given.strip().isupper():
        return frozenset(letters[0])
    return frozenset(word[0] for word in letters)


def _same_word(left: str, right: str) -> bool:
    if left == right:
        return True
    if min(len(left), len(right)) < _SHORTEST_MISSPELT:
        return False
    return JaroWinkler.similarity(left, right, score_cutoff=_ALIKE) > 0
