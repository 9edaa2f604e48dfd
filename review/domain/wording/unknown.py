"""Messages about unknown names."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST_COMPARED = 60
_LEAST_ALIKE = 0.7
"""How alike names are, between 0 and 1, of which one may be a slip of the other: ``agrees`` and ``refines`` are not."""

_IRREGULAR = {
    "category": "categories",
    "criterion": "criteria",
    "reading status": "statuses",
    "status": "statuses",
    "theory": "theories",
    "theory or rival framing": "theories and rival framings",
}


def unknown_name(kind: str, name: str, known: Iterable[str], between: str = ", ") -> str:
    """``Unknown stage 'x'. Stages: a, b``, or ``Did you mean 'a'?`` if a known name is similar.

    `between` separates the known names, which may have commas themselves.
    """
    known = list(known)
    if close := nearest(name, known):
        return f"Unknown {kind} '{name}'. Did you mean '{close}'?"
    plural = _IRREGULAR.get(kind, f"{kind}s")
    return f"Unknown {kind} '{name}'. {plural.capitalize()}: {between.join(known) or 'none'}"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name most similar to a mistyped one, ignoring case, or None."""
    from difflib import get_close_matches

    by_folded = {known.casefold(): known for known in names}
    found = get_close_matches(name[:_LONGEST_COMPARED].casefold(), by_folded, n=1, cutoff=_LEAST_ALIKE)
    return by_folded[found[0]] if found else None
