"""Compares titles: the same apart from spelling, one a continuation of the other, or only similar."""

from __future__ import annotations

from enum import Enum

from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein

from review.duplicates.normalised import Normalised

_TITLE_CLOSE = 0.93
"""Least Jaro-Winkler similarity of titles that may differ by typing errors, see `_only_misspelt`."""
_TITLE_ALIKE = 0.88
"""Least Jaro-Winkler similarity of titles with the same beginning."""
_WORDS_ALIKE = 0.75
"""Least share of characters that agree in order, for titles with different beginnings."""
_SHORTEST_MISSPELT = 5
"""The shortest word in which one letter may be wrong; shorter words that differ are different words."""
_LONG_WORD = 10
"""The shortest word in which two letters may be wrong."""
_OPPOSITES = (("hyper", "hypo"), ("inter", "intra"), ("macro", "micro"))
_SHORTEST_MAIN_TITLE = 4
_SMALL_WORDS = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "la", "le", "of", "on", "or", "s", "the", "to",
    "und", "with",
})  # fmt: skip


class Titles(Enum):
    """How two titles compare."""

    SAME = "the same title"
    CLOSE = "almost the same title"
    EXTENDED = "one title continuing the other"
    ALIKE = "similar titles"
    DIFFERENT = "different titles"


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

    To Jaro-Winkler *in men* and *in women* are almost the same, so every word needs a counterpart: long words may have
    a typing error, numbers and short words may not.
    """
    shared_or_small = (set(left) & set(right)) | _SMALL_WORDS
    only_left = [word for word in left if word not in shared_or_small]
    only_right = [word for word in right if word not in shared_or_small]
    if "".join(only_left) == "".join(only_right):
        return True
    if len(only_left) != len(only_right):
        return False
    return all(_slip(word, other) for word, other in zip(only_left, only_right, strict=True))


def _slip(left: str, right: str) -> bool:
    """Whether one word can be a misspelling or a regional spelling of the other; never *hypertension* and *hypotension*."""
    length = min(len(left), len(right))
    if length < _SHORTEST_MISSPELT or left[0] != right[0] or not (left.isalpha() and right.isalpha()):
        return False
    first, second = sorted((left, right))
    if any(first.startswith(one) and second.startswith(other) for one, other in _OPPOSITES):
        return False
    allowed = 2 if length >= _LONG_WORD else 1
    return Levenshtein.distance(left, right, score_cutoff=allowed) <= allowed
