"""Messages about unknown names."""

from __future__ import annotations

from collections.abc import Iterable

_IRREGULAR = {
    "criterion": "criteria",
    "status": "statuses",
    "reading status": "statuses",
    "inclusion criterion": "criteria",
    "exclusion criterion": "criteria",
}


def unknown_name(kind: str, name: str, known: Iterable[str]) -> str:
    """``Unknown stage 'x'. Stages: a, b``, or ``Did you mean 'a'?`` if a known name is similar."""
    from difflib import get_close_matches

    known = list(known)
    if close := get_close_matches(name, known, 1):
        return f"Unknown {kind} '{name}'. Did you mean '{close[0]}'?"
    plural = _IRREGULAR.get(kind, f"{kind}s")
    return f"Unknown {kind} '{name}'. {plural.capitalize()}: {', '.join(known) or 'none'}"
