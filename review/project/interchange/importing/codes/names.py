"""Names, ids and colours of codes from other programs, made fit for a theory map."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import count, product
from string import ascii_lowercase
from typing import NamedTuple, Self

LONGEST_NAME = 200
"""The most characters of a code's name; a longer one is cut."""

NAMELESS = "(no name)"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_OWN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,63}) +(\S.*)")
_USUAL_ID = re.compile(r"(?:T[0-9]+|R[A-Z]+)(?:\.[a-z]+)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 4.5
_STEPS = 40


class CodeName(NamedTuple):
    """The name of a code in a file, and what it says if an id is before it, as this program writes it: ``T1 Market logic``."""

    whole: str
    id: str = ""
    rest: str = ""

    @classmethod
    def read(cls, name: str) -> Self:
        """The parts of a name."""
        line = plain_line(name) or NAMELESS
        found = _OWN.fullmatch(line)
        return cls(line, found[1], found[2]) if found else cls(line)

    @property
    def has_usual_id(self) -> bool:
        """Whether the id is one as this program gives them, and not a word: ``T1.a``."""
        return _USUAL_ID.fullmatch(self.id) is not None


def plain_line(text: str) -> str:
    """A text in one line, without characters that control a terminal."""
    return " ".join(_CONTROL.sub(" ", text).split())


def shortened(name: str) -> str:
    """A name of at most `LONGEST_NAME` characters."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def free_theory_id(taken: Collection[str], *, is_rival: bool = False) -> str:
    """The id of a new theory, a number higher than all (``T8``), or of a new rival framing (``RC``)."""
    if is_rival:
        return next(one for letters in _letters() if (one := f"R{letters.upper()}") not in taken)
    numbers = [int(code[1:]) for code in taken if re.fullmatch(r"T[0-9]{1,6}", code)]
    return next(one for number in count(max(numbers, default=0) + 1) if (one := f"T{number}") not in taken)


def free_subtheme_id(theory: str, taken: Collection[str]) -> str:
    """The id of a new sub-theme: ``T8.a``, ``T8.b`` …."""
    return next(one for letters in _letters() if (one := f"{theory}.{letters}") not in taken)


def _letters() -> Iterator[str]:
    """``a`` to ``z``, then ``aa`` and so on."""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def light(colour: str) -> str:
    """A colour on which black text can be read, as light as needed; ``""`` if it is not a colour."""
    if not _COLOUR.fullmatch(colour):
        return ""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for step in range(_STEPS + 1):
        lighter = [round(channel + (255 - channel) * step / _STEPS) for channel in channels]
        if (_luminance(lighter) + 0.05) / 0.05 >= _LEAST_CONTRAST:
            return "#{:02x}{:02x}{:02x}".format(*lighter)
    return "#ffffff"


def _luminance(channels: list[int]) -> float:
    """The relative luminance of a colour (WCAG 2.1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
