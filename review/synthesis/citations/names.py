"""Names of authors as they are compared: without accents, signs and case; and whether two are a spelling apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from review.domain import family_names

PARTICLES = family_names.PARTICLES - {"do"}
"""Particles as they are looked for in prose, where ``do`` is a verb."""

_SMALL = {"of", "for", "the", "and", "on", "in", "to", "at", "with", "by", "a", "an"}
_ET_AL = re.compile(r",?\s*\b(?:et\s+al\b\.?|and\s+(?:colleagues|others))\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|&)?|\band\b|&|;)\s*")
_NEAR, _NEARER = 10, 5
"""How long a name must be for two letters, or one, to be a slip."""


def folded(name: str) -> str:
    """A name as it is compared: ``O’Brien-Smith`` and ``OBrien Smith`` are one."""
    return name.lower() if name.isascii() and name.isalpha() else _folded(name)


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    plain = unicodedata.normalize(
        "NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l").casefold()
    )
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = re.sub(r"['’`´.]", "", plain.replace("&", " and "))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split()).removeprefix("the ")


@lru_cache(maxsize=10_000)
def without_particles(name: str) -> str:
    """A folded name without ``van``, ``de`` and the like before it."""
    words = name.split()
    while len(words) > 1 and words[0] in PARTICLES:
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=1_000)
def people(authors: str) -> tuple[tuple[str, ...], bool]:
    """The folded family names in a citation, and whether more follow (``et al.``)."""
    shorter = _ET_AL.sub("", authors)
    names = []
    for one in _BETWEEN.split(shorter):
        name = folded(" ".join(word for word in one.split() if not re.fullmatch(r"(?:[A-Z]\.-?)+", word)))
        if name and not re.fullmatch(r"[a-z](?: [a-z]){0,2}", name):
            names.append(name)
    return tuple(names), shorter != authors


def is_acronym(name: str) -> bool:
    """Whether a name is an abbreviation like ``LGA``, ``DoH`` or ``R&D``."""
    return bool(re.fullmatch(r"[A-Z][A-Za-z&]{0,8}[A-Z&]?", name)) and sum(map(str.isupper, name)) > 1


def initials_of(name: str) -> set[str]:
    """How an organisation may be abbreviated, folded: ``Department of Health`` as ``dh`` and ``doh``."""
    words = folded(name).split()
    long = [word for word in words if word not in _SMALL]
    if len(long) < 2:
        return set()
    return {"".join(word[0] for word in long), "".join(word[0] for word in words)}


def are_near(one: str, other: str) -> bool:
    """Whether two different folded names are one letter apart, two if they are long, with the same beginning."""
    if one == other or one[:1] != other[:1]:
        return False
    shorter = min(len(one), len(other))
    most = 2 if shorter >= _NEAR else 1 if shorter >= _NEARER else 0
    if shorter == _NEARER - 1 and max(len(one), len(other)) == _NEARER:
        most = 1  # Hoof, Hooff
    return abs(len(one) - len(other)) <= most and most > 0 and _distance(one, other, most) <= most


def _distance(one: str, other: str, most: int) -> int:
    """How many letters have to be changed, added, left out or swapped; more than `most` is only reported as more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            if before and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return row[-1]
