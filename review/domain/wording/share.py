"""Shares in words."""

from __future__ import annotations


def in_ten(share: float) -> str:
    """A share from 0 to 1 in plain words, such as "about 7 in 10" or "nearly all".

    >>> in_ten(0.71)
    'about 7 in 10'
    """
    if share >= 0.95:
        return "nearly all"
    return "almost none" if share < 0.05 else f"about {max(1, round(10 * share))} in 10"
