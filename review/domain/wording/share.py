"""Shares in words and in per cent."""

from __future__ import annotations

from decimal import Decimal


def in_ten(share: float) -> str:
    """A share from 0 to 1 in plain words, such as "about 7 in 10" or "nearly all".

    >>> in_ten(0.71)
    'about 7 in 10'
    """
    if share >= 0.95:
        return "nearly all"
    return "almost none" if share < 0.05 else f"about {max(1, round(10 * share))} in 10"


def percentage(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in per cent with one decimal; None if `whole` is 0.

    The exact fraction is rounded half up (1 of 16 is 6.3), independent of binary floating point.
    """
    if not whole:
        return None
    tenths = (2000 * part + whole) // (2 * whole)
    return Decimal(tenths).scaleb(-1)
