"""Values as a program gives them, refused in one line if they are of another kind, before anything is done with them."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from operator import index

from review.errors import ReviewError

_LONGEST_SHOWN = 40


def as_text(name: str, value: object) -> str:
    """The value of the argument `name`, which must be text.

    Raises:
        ReviewError: it is not text.
    """
    if not isinstance(value, str):
        raise ReviewError(f"{name} must be text, not {shown(value)}")
    return value


def as_optional_text(name: str, value: object) -> str:
    """The same, where None means ``""``.

    Raises:
        ReviewError: it is neither text nor None.
    """
    return "" if value is None else as_text(name, value)


def as_whole_number(name: str, value: object) -> int:
    """A whole number, of Python or of NumPy.

    Raises:
        ReviewError: it is not a whole number.
    """
    try:
        return index(value)  # type: ignore[arg-type]  # whatever it is, other values raise
    except TypeError:
        raise ReviewError(f"{name} must be a whole number, not {shown(value)}") from None


def as_names(name: str, value: object) -> tuple[str, ...]:
    """A list of names; one name alone would be taken apart into its letters.

    Raises:
        ReviewError: it is not a list, or has something else than text.
    """
    if isinstance(value, str):
        raise ReviewError(f"{name} must be a list, such as {[value]}, not the text '{value}'")
    if not isinstance(value, Iterable):
        raise ReviewError(f"{name} must be a list, not {shown(value)}")
    return tuple(as_text(f"each of {name}", one) for one in value)


def shown(value: object) -> str:
    """A value in a message, on one line; an empty cell of a table is ``nan`` in pandas."""
    said = " ".join(repr(value).split())
    said = said if len(said) <= _LONGEST_SHOWN else f"{said[:_LONGEST_SHOWN]}…"
    return f"{said} (an empty cell?)" if isinstance(value, float) and isnan(value) else said
