"""Compares names of journals, proceedings and series, abbreviated or not."""

from __future__ import annotations

from functools import lru_cache

_SMALL_WORDS = frozenset({
    "a", "an", "and", "as", "at", "by", "de", "del", "der", "des", "die", "du", "et", "for", "from", "fur", "in", "into",
    "la", "le", "of", "on", "or", "s", "the", "to", "und", "with",
})  # fmt: skip


@lru_cache(maxsize=1 << 16)
def same_container(left: str, right: str) -> bool:
    """Whether two folded names mean one journal: equal, abbreviated word by word, or as initials (``pnas``)."""
    if left == right:
        return True
    shorter, longer = sorted(
        (_distinctive_words(left), _distinctive_words(right)), key=lambda words: len("".join(words))
    )
    if len(shorter) == 1 and len(longer) > 2 and shorter[0] == "".join(word[0] for word in longer):
        return True
    return bool(shorter) and len(longer) <= 2 * len(shorter) and _abbreviates(shorter, longer)


def _distinctive_words(container: str) -> list[str]:
    return [word for word in container.split() if word not in _SMALL_WORDS]


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether each short word, in order, abbreviates the next long word with the same beginning and its letters."""
    remaining = iter(long)
    return short[0][0] == long[0][0] and all(
        any(_stands_for(word, other) for other in remaining) for word in short
    )


def _stands_for(short: str, long: str) -> bool:
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)
