"""Text of figures in characters: in one line, and in lines of a terminal, whose letters may be two cells wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from review.export.formats.text import legible

CUT = "…"
"""The end of a text that is shortened."""

_ORDERS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks that turn the reading direction of what follows, also outside the text that they are in."""
_SPACES = re.compile("[^\\S\N{NO-BREAK SPACE}]+")
"""What a line may be broken at."""


_SIGNS = "_-./"
"""Behind what a long word is broken."""


def on_a_line(text: str) -> str:
    """Outside text in one line, without control characters and without marks that turn the reading direction."""
    return _SPACES.sub(" ", _ORDERS.sub("", legible(text))).strip()


ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
"""The categories of characters that take no room of their own."""


def cells(text: str) -> int:
    """How many cells of a terminal a line is wide."""
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, width: int) -> str:
    """A line with spaces up to a width, shortened if it is wider."""
    fitted = shortened(text, width)
    return fitted + " " * (width - cells(fitted))


def shortened(text: str, width: int) -> str:
    """As much of a line as fits, with an ellipsis if that is not all."""
    if cells(text) <= width:
        return text
    while text and cells(text + CUT) > width:
        text = text[:-1]
    return text.rstrip() + CUT


def wrapped(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Outside text in lines of a width, the first of which begins with `first` and the `others` with that.

    A word that is too long for a line is broken behind a sign (file names: `_`, `-`, `.`), else where the line is full.
    """
    lines = [""]
    room = max(2, width - max(cells(first), cells(others)))
    for word in on_a_line(text).split(" "):
        for place, piece in enumerate(_pieces(word, room)):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if not place and cells(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [f"{others if place else first}{line}" for place, line in enumerate(lines) if line]


def to_break(piece: str) -> int:
    """After how many characters to break a word that goes on: behind the last sign in its second half, else at its end."""
    signs = [place for place, character in enumerate(piece, 1) if character in _SIGNS]
    return signs[-1] if signs and 2 * signs[-1] >= len(piece) else len(piece)


def _pieces(word: str, room: int) -> Iterator[str]:
    piece, across = "", 0
    for character in word:
        wide = _cells_of(character)
        if wide and across + wide > room:
            kept = to_break(piece)
            yield piece[:kept]
            piece = piece[kept:]
            across = cells(piece)
        piece += character
        across += wide
    yield piece
