"""Keys and colours of codes in the Reader, and the default ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from review.theory_map.values import Code

RESERVED_KEYS = frozenset("jkJKvrnuyogtTWMSH/+-~^'[].,?") | {"enter", "escape", "space", "tab"}
"""Keys reserved by the Reader, which codes cannot have."""

GIVING_WAY = frozenset("ACE")
"""Keys of the Reader that are given to no code, but that a map may have for one: the Reader's act has another key there."""

_DIGITS = "1234567890"
_LETTERS = "".join(key for key in ascii_lowercase + ascii_uppercase if key not in RESERVED_KEYS | GIVING_WAY)

PALETTE = (
    *("#6699ff", "#88eeee", "#99dd66", "#aa9966", "#ffcc22", "#ddddbb", "#aaaadd"),
    *("#44aa22", "#ff44ee", "#44dd88", "#ccccff", "#99bbcc", "#ee88aa", "#ff6622"),
)
"""Backgrounds for black text, distinguishable with normal and colour-blind vision (the first seven and last two well).

Theories use them from the start and rival framings from the end.
"""


def free_keys(taken: Iterable[str], *, is_rival: bool = False) -> list[str]:
    """The free keys: for a theory digits first, for a rival framing letters first."""
    used = set(taken)
    return [key for key in (_LETTERS + _DIGITS if is_rival else _DIGITS + _LETTERS) if key not in used]


def with_keys_and_colours(
    codes: Iterable[Code], kept: Mapping[str, Sequence[str]] | None = None
) -> tuple[Code, ...]:
    """The codes, with free keys and colours for those without; the choice is deterministic.

    `kept`: the key and the colour that codes had before; they keep them unless the map gives them to another code.
    A code's key stays ``""`` when all keys are taken; colours are reused when all are taken.
    """
    filled = list(codes)
    keys = {code.key for code in filled if code.key}
    colours = {code.colour for code in filled if code.colour}
    for place, code in enumerate(filled):
        key, colour = (kept or {}).get(code.id, ("", ""))
        own_key, own_colour = "" if key in keys else key, "" if colour in colours else colour
        filled[place] = replace(code, key=code.key or own_key, colour=code.colour or own_colour)
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
