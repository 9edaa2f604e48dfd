"""Two works field by field: each comparison has a few outcomes, so that the rules can be read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein

from review.ingest.duplicates.names import same_people
from review.ingest.duplicates.normalised import Normalised

_TITLE_CLOSE = 0.93
"""Jaro-Winkler similarity of titles that may differ by slips of typing, see `_only_misspelt`."""
_TITLE_ALIKE = 0.88
_WORDS_ALIKE = 0.75
"""Share of a title's characters that agree in the same order, for titles that are worded otherwise."""
_LONGEST_SLIP = 2
_SHORTEST_MISSPELT = 5
_SHORTEST_MAIN_TITLE = 4
_SHORTEST_ABSTRACT = 60
_ABSTRACT_SAME = 0.85
_ABSTRACT_DIFFERENT = 0.6
_SMALL_WORDS = frozenset("a an and as at by for from in into la le of on or s the to und with".split())
_CONTAINER_SMALL_WORDS = _SMALL_WORDS | frozenset("de del der des die du et für".split())


class Likeness(Enum):
    """How two fields compare; `UNKNOWN` where either is empty."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Titles(Enum):
    """How two titles compare."""

    SAME = "the same title"
    CLOSE = "almost the same title"
    EXTENDED = "one title continuing the other"
    ALIKE = "similar titles"
    DIFFERENT = "different titles"


class Years(Enum):
    """How two years compare; online first and printed issue often are a year apart."""

    SAME = "same"
    ADJACENT = "adjacent"
    APART = "apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Comparison:
    """Two works, compared field by field when a rule asks; symmetric but for which work is `left`."""

    left: Normalised
    right: Normalised

    @cached_property
    def titles(self) -> Titles:
        """The titles."""
        return compare_titles(self.left, self.right)

    @property
    def same_title(self) -> bool:
        """Whether the titles are the same but for spelling."""
        return self.titles in (Titles.SAME, Titles.CLOSE)

    @property
    def numbers_differ(self) -> bool:
        """Whether the numbers in the titles differ."""
        return self.left.numbers != self.right.numbers

    @property
    def marks(self) -> frozenset[str]:
        """What only one title says that it is: ``a correction`` …"""
        return self.left.marks ^ self.right.marks

    @cached_property
    def people(self) -> Likeness:
        """The authors."""
        left, right = self.left.people, self.right.people
        if not left or not right:
            return Likeness.UNKNOWN
        return Likeness.SAME if left == right or same_people(left, right) else Likeness.DIFFERENT

    @property
    def years(self) -> Years:
        """The years."""
        left, right = self.left.year, self.right.year
        if left is None or right is None:
            return Years.UNKNOWN
        return (Years.SAME, Years.ADJACENT, Years.APART)[min(abs(left - right), 2)]

    @property
    def doi(self) -> Likeness:
        """The DOIs, without their versions."""
        return _equal(self.left.doi, self.right.doi)

    @property
    def pmid(self) -> Likeness:
        """The PubMed numbers."""
        return _equal(self.left.pmid, self.right.pmid)

    @cached_property
    def container(self) -> Likeness:
        """The journals, by ISSN or name."""
        if self.left.identifiers & self.right.identifiers:
            return Likeness.SAME
        left, right = sorted((self.left.container, self.right.container))
        if not left or not right:
            return Likeness.UNKNOWN
        return Likeness.SAME if same_container(left, right) else Likeness.DIFFERENT

    @property
    def volumes(self) -> Likeness:
        """The volumes."""
        return _equal(self.left.volume, self.right.volume)

    @property
    def pages(self) -> Likeness:
        """The first pages; the letter before an electronic or supplement page may be missing on one side."""
        left, right = self.left.page, self.right.page
        if left is None or right is None:
            return Likeness.UNKNOWN
        same_letters = left[0] == right[0] or not left[0] or not right[0]
        return Likeness.SAME if left[1] == right[1] and same_letters else Likeness.DIFFERENT

    @property
    def same_place(self) -> bool:
        """Whether volume and first page agree."""
        return self.volumes is Likeness.SAME and self.pages is Likeness.SAME

    @property
    def other_place(self) -> bool:
        """Whether volume or first page say that these are two texts."""
        return Likeness.DIFFERENT in (self.volumes, self.pages)

    @cached_property
    def abstract(self) -> Likeness:
        """The beginnings of the abstracts, as far as both go."""
        left, right = self.left.abstract, self.right.abstract
        length = min(len(left), len(right))
        if length < _SHORTEST_ABSTRACT:
            return Likeness.UNKNOWN
        similarity = Indel.normalized_similarity(left[:length], right[:length])
        if similarity >= _ABSTRACT_SAME:
            return Likeness.SAME
        return Likeness.DIFFERENT if similarity < _ABSTRACT_DIFFERENT else Likeness.UNKNOWN


def compare_titles(left: Normalised, right: Normalised) -> Titles:
    """How the titles compare; an empty title differs from every title."""
    if not left.title or not right.title:
        return Titles.DIFFERENT
    if left.title == right.title:
        return Titles.SAME
    similarity = JaroWinkler.similarity(left.title, right.title)
    if similarity >= _TITLE_CLOSE and _only_misspelt(left.words, right.words):
        return Titles.CLOSE
    shorter, longer = sorted((left, right), key=lambda work: len(work.title))
    if len(shorter.words) >= _SHORTEST_MAIN_TITLE and longer.title.startswith(shorter.title):
        return Titles.EXTENDED
    if similarity >= _TITLE_ALIKE or Indel.normalized_similarity(left.title, right.title) >= _WORDS_ALIKE:
        return Titles.ALIKE
    return Titles.DIFFERENT


def _only_misspelt(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether titles differ in spelling, spacing and small words only.

    Jaro-Winkler takes *in men* and *in women* for almost the same, so every word needs a partner: words of five
    letters and more may differ by a slip, numbers and short words may not.
    """
    only_left = [word for word in left if word not in set(right) | _SMALL_WORDS]
    only_right = [word for word in right if word not in set(left) | _SMALL_WORDS]
    if "".join(only_left) == "".join(only_right):
        return True
    if len(only_left) != len(only_right):
        return False
    return all(_slip(word, other) for word, other in zip(only_left, only_right, strict=True))


def _slip(left: str, right: str) -> bool:
    if min(len(left), len(right)) < _SHORTEST_MISSPELT or not (left.isalpha() and right.isalpha()):
        return False
    return (
        Levenshtein.distance(left, right, score_cutoff=_LONGEST_SLIP) <= _LONGEST_SLIP and left[0] == right[0]
    )


def _equal(left: str, right: str) -> Likeness:
    if not left or not right:
        return Likeness.UNKNOWN
    return Likeness.SAME if left == right else Likeness.DIFFERENT


@lru_cache(maxsize=1 << 16)
def same_container(left: str, right: str) -> bool:
    """Whether two folded names are one journal: equal, abbreviated word by word, or as initials (``pnas``)."""
    if left == right:
        return True
    shorter, longer = sorted(
        (_telling_words(left), _telling_words(right)), key=lambda words: len("".join(words))
    )
    if len(shorter) == 1 and len(longer) > 2 and shorter[0] == "".join(word[0] for word in longer):
        return True
    return bool(shorter) and len(longer) <= 2 * len(shorter) and _abbreviates(shorter, longer)


def _telling_words(container: str) -> list[str]:
    return [word for word in container.split() if word not in _CONTAINER_SMALL_WORDS]


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether each short word stands, in order, for the next long word that begins alike and holds its letters."""
    remaining = iter(long)
    return short[0][0] == long[0][0] and all(
        any(_stands_for(word, other) for other in remaining) for word in short
    )


def _stands_for(short: str, long: str) -> bool:
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)
