"""Numbers with nouns and verbs, and lists of which only the beginning is named."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun in singular or plural: ``1 page``, ``2 pages``, ``1,000 records``; `plural` if it is not in -s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def are(number: int) -> str:
    """The verb for a number of things: ``is`` for one, else ``are``."""
    return "is" if number == 1 else "are"


def was(number: int) -> str:
    """The verb for a number of things: ``was`` for one, else ``were``."""
    return "was" if number == 1 else "were"


def has(number: int) -> str:
    """The verb for a number of things: ``has`` for one, else ``have``."""
    return "has" if number == 1 else "have"


def do(number: int, verb: str) -> str:
    """Any other verb for a number of things: ``waits`` for one, else ``wait``."""
    return f"{verb}s" if number == 1 else verb


def them(number: int) -> str:
    """The pronoun for a number of things: ``it`` for one, else ``them``."""
    return "it" if number == 1 else "them"


def first_of(texts: Sequence[str], most: int) -> str:
    """The first texts of a list, and how many more there are: ``T1, T2 and 1,204 more``."""
    named, more = ", ".join(texts[:most]), len(texts) - most
    return f"{named} and {more:,} more" if more > 0 else named
