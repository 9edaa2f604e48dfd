"""The Reader's keys and colours of codes, and which of them a code gets when the theory map names none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.theory_map.values import Code

RESERVED_KEYS = frozenset("jkJKvrnuyogtTWMSH/+-~^'[].,?") | {"enter", "escape", "space", "tab"}
"""The keys with a meaning of their own in the Reader; no code can have one of them."""

_DIGITS = "1234567890"
_LETTERS = "".join(key for key in ascii_lowercase + ascii_uppercase if key not in RESERVED_KEYS)

PALETTE = (
    *("#6699ff", "#88eeee", "#99dd66", "#aa9966", "#ffcc22", "#ddddbb", "#aaaadd"),
    *("#44aa22", "#ff44ee", "#44dd88", "#ccccff", "#99bbcc", "#ee88aa", "#ff6622"),
)
"""Backgrounds for black text, apart for normal and for colour-blind eyes (the first seven and the last two widely so).

Theories take them from the front and rival framings from the back.
"""


def free_keys(taken: Iterable[str], *, is_rival: bool = False) -> list[str]:
    """The keys that no code has: for a theory the digits first, for a rival framing the letters."""
    used = set(taken)
    return [key for key in (_LETTERS + _DIGITS if is_rival else _DIGITS + _LETTERS) if key not in used]


def with_keys_and_colours(codes: Iterable[Code]) -> tuple[Code, ...]:
    """The codes, those without a key or a colour given the next free one, always the same for the same codes.

    A code's key stays ``""`` when all keys are taken; colours are used again when all are taken.
    """
    filled = list(codes)
    keys = {code.key for code in filled}
    colours = {code.colour for code in filled}
    spare = [colour for colour in PALETTE if colour not in colours] or list(PALETTE)
    from_front, from_back = cycle(spare), cycle(reversed(spare))
    for place, code in enumerate(filled):
        key = code.key or next(iter(free_keys(keys, is_rival=code.is_rival)), "")
        colour = code.colour or next(from_back if code.is_rival else from_front)
        keys.add(key)
        filled[place] = replace(code, key=key, colour=colour)
    return tuple(filled)
