"""The names that a person may have meant."""

from __future__ import annotations

from collections.abc import Mapping


def nearest(name: str, known: Mapping[str, object]) -> str:
    """The end of an error's sentence: the nearest valid name, or all of them."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), 1, 0.4)
    return f"; did you mean '{close[0]}'?" if close else f"; choose one of {', '.join(known)}"
