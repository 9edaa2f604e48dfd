"""Text in figures: cleaned, measured and wrapped with the font that comes with matplotlib, whatever letters it has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

from review.export.figures.characters import CUT, ZERO_WIDTH, on_a_line, to_break

MISSING = "\N{WHITE SQUARE}"
"""What is drawn for a character that the font lacks."""
POINT = 25.4 / 72
"""A point in millimetres."""
_EM = 1000
"""The size in which letters are measured."""


def font_file(*, bold: bool = False, italic: bool = False) -> Path:
    """The file of a face of DejaVu Sans."""
    face = {
        (False, False): "",
        (True, False): "-Bold",
        (False, True): "-Oblique",
        (True, True): "-BoldOblique",
    }
    return Path(get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{face[bold, italic]}.ttf"


@cache
def _font(*, bold: bool) -> FT2Font:
    font = FT2Font(str(font_file(bold=bold)))
    font.set_size(_EM, 72)
    return font


@cache
def _letters(*, bold: bool = False, italic: bool = False) -> frozenset[int]:
    """The characters that a face has."""
    return frozenset(FT2Font(str(font_file(bold=bold, italic=italic))).get_charmap())


def drawable(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """The text with `MISSING` for what the face lacks; marks that belong to such a character are left out."""
    letters, drawn = _letters(bold=bold, italic=italic), []
    for character in text:
        if ord(character) in letters:
            drawn.append(character)
        elif unicodedata.category(character)[0] not in "MC":
            drawn.append(MISSING)
    return "".join(drawn)


def can_slant(text: str, *, bold: bool = False) -> bool:
    """Whether the slanted face has all that the upright one has of a text: it lacks some scripts."""
    upright = {ord(one) for one in text} & _letters(bold=bold)
    return upright <= _letters(bold=bold, italic=True)


@lru_cache(maxsize=8192)
def _advance(character: str, *, bold: bool) -> float:
    """How wide a character is, in ems."""
    kind = unicodedata.category(character)
    if kind in ZERO_WIDTH:
        return 0.0
    if ord(character) not in _letters(bold=bold):
        return 1.0
    return float(_font(bold=bold).load_char(ord(character)).linearHoriAdvance) / 65536 / _EM


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How many millimetres wide a line of text is, of `size` points."""
    return sum(_advance(character, bold=bold) for character in text) * size * POINT


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """A text in lines that are at most `width` millimetres wide; the last of `most` lines ends with an ellipsis if it goes on.

    A word that is too long for a line, as in scripts without spaces, is broken behind a sign, else where the line is full.
    """
    lines = [""]
    for word in on_a_line(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
            continue
        pieces = list(_pieces(word, width, size, bold=bold))
        lines += pieces if lines[-1] else []
        lines = lines if lines[-1] else pieces
    if most and len(lines) > most:
        lines = [*lines[: most - 1], shortened(f"{lines[most - 1]} {lines[most]}", width, size, bold=bold)]
    return [line for line in lines if line]


def _pieces(word: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word in pieces that fit; what is combined with a character stays with it."""
    piece, across = "", 0.0
    for character in word:
        more = _advance(character, bold=bold) * size * POINT
        if piece and more and across + more > width:
            kept = to_break(piece)
            yield piece[:kept]
            piece = piece[kept:]
            across = sum(_advance(one, bold=bold) for one in piece) * size * POINT
        piece += character
        across += more
    yield piece


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """As much of a line as fits, with an ellipsis if that is not all."""
    text = on_a_line(text)
    if width_of(text, size, bold=bold) <= width:
        return text
    while text and width_of(text + CUT, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + CUT
