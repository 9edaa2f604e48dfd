"""Codes where there is little room: cut so that no two of them look alike."""

from __future__ import annotations

from collections.abc import Collection

from review.tui.support.plain import shorten


def brief_code(code: str, codes: Collection[str], room: int) -> str:
    """A code in at most `room` cells that none of the other `codes` is cut to: ``T3.co`` for ``T3.complex``.

    Its beginning if no other code begins like this, else its beginning and end (``T3…x``); with an ellipsis at the end if
    that does not tell it from the others, either.
    """
    if len(code) <= room:
        return code
    others = [other for other in codes if other != code]
    for end in range(room):
        cut = _cut(code, room, end)
        if all(_cut(other, room, end) != cut and other != cut for other in others):
            return cut
    return shorten(code, room)


def _cut(code: str, room: int, end: int) -> str:
    """The beginning of a code, or the beginning and so many characters of its end."""
    if len(code) <= room or not end:
        return code[:room]
    return f"{code[: room - end - 1]}…{code[-end:]}"
