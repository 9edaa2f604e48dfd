"""Which known name somebody typed, and messages about unknown names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from review.domain.wording.given import as_text
from review.errors import UnknownNameError

Name = TypeVar("Name", bound=str)

_LONGEST_COMPARED = 60
_LEAST_ALIKE = 0.7
"""How alike names are, between 0 and 1, of which one may be a slip of the other: ``agrees`` and ``refines`` are not."""

_MOST_NAMED, _NAMED = 50, 20
"""The most names that are all listed, and how many of more are."""

_IRREGULAR = {
    "box": "boxes",
    "category": "categories",
    "criterion": "criteria",
    "reading status": "statuses",
    "search": "searches",
    "status": "statuses",
    "theory": "theories",
    "theory or rival framing": "theories and rival framings",
    "theory, rival framing or section": "theories, rival framings and sections",
}


def folded(name: str) -> str:
    """A name without differences of case, spaces and signs: ``setaside`` for ``Set aside`` and ``set-aside``."""
    return "".join(filter(str.isalnum, name.casefold()))


def meant(kind: str, typed: str, known: Iterable[Name]) -> Name:
    """The known name that somebody typed, in any case, with or without spaces and signs.

    Raises:
        ReviewError: it is not text.
        UnknownNameError: none; the text names the most similar one, or all.
    """
    names, typed = list(known), as_text(kind, typed)
    same = [name for name in names if name == typed] or [
        name for name in names if folded(name) == folded(typed)
    ]
    if not same:
        raise UnknownNameError(unknown_name(kind, typed, names))
    return same[0]


def unknown_name(kind: str, name: str, known: Iterable[str], between: str = ", ") -> str:
    """``Unknown stage 'x'. Stages: a, b``, or ``Did you mean 'a'?`` if a known name is similar.

    `between` separates the known names, which may have commas themselves. Of many, the shortest are named: theories before sub-themes.
    """
    known = list(known)
    if close := nearest(name, known):
        return f"Unknown {kind} '{name}'. Did you mean '{close}'?"
    first, of, rest = kind.partition(" of ")
    plural = _IRREGULAR.get(kind) or f"{_IRREGULAR.get(first, first + 's')}{of}{rest}"
    listed = between.join(known) or "none"
    if len(known) > _MOST_NAMED:
        listed = f"{between.join(sorted(known, key=len)[:_NAMED])} and {len(known) - _NAMED:,} others"
    return f"Unknown {kind} '{name}'. {plural.capitalize()}: {listed}"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name most similar to a mistyped one, ignoring case, or None."""
    from difflib import get_close_matches

    by_folded = {known.casefold(): known for known in names}
    found = get_close_matches(str(name)[:_LONGEST_COMPARED].casefold(), by_folded, n=1, cutoff=_LEAST_ALIKE)
    return by_folded[found[0]] if found else None
