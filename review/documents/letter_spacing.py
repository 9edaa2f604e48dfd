"""Joins words that are set with a space between all their letters, as some titles and headings are: ``T H E  P A I R``."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from review.documents.layout.lines import NO_SPACE, Line

Handle = Any
"""A handle of pdfium, which has no Python type."""

_Edges = tuple[tuple[float, float], tuple[float, float]]
"""Left and right, bottom and top."""

_SPACED = re.compile(r"\S{1,2}(?: {1,4}\S{1,2}){3,}")
"""Letters, some with a mark, between spaces."""

_FEWEST_LETTERS = 4
_WIDEST = 0.8
_WORD_GAP = 1.5


def joined_letters(text_page: Handle, line: Line) -> Line:
    """The line with its letters joined into words if they are spaced; spaces between letters become `NO_SPACE`.

    A gap between words is half as wide again as those between letters.
    """
    if not _SPACED.fullmatch(line.text) or not _is_word_like(line.text):
        return line
    places = [index for index, sign in enumerate(line.text) if sign != " "]
    edges = [_edges(text_page, line.first + index) for index in places]
    across = 0 if line.angle in (0, 180) else 1
    gaps = {
        here: abs(_gap(before, after, across))
        for (here, following), (before, after) in zip(pairwise(places), pairwise(edges), strict=True)
        if following - here > 1
    }
    usual = median(gaps.values())
    if usual > _WIDEST * line.size:
        return line
    text = list(line.text)
    for here, gap in gaps.items():
        if gap < _WORD_GAP * usual:
            following = here + 1
            while text[following] == " ":
                text[following] = NO_SPACE
                following += 1
    return line._replace(text="".join(text))


def _is_word_like(text: str) -> bool:
    """Whether single letters may be those of words: letters, and not just the alphabet or a row of cells."""
    letters = [part for part in text.split(" ") if part]
    single = [part for part in letters if part[0].isalpha()]
    alphabetical = all(a <= b for a, b in pairwise(letters))
    return (
        len(single) >= max(_FEWEST_LETTERS, 0.7 * len(letters)) and not alphabetical and len(set(letters)) > 2
    )


def _edges(text_page: Handle, index: int) -> _Edges:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return (left.value, right.value), (bottom.value, top.value)


def _gap(before: _Edges, after: _Edges, across: int) -> float:
    """The gap between two characters, in the direction of the line."""
    (a, b), (c, d) = before[across], after[across]
    return max(c - b, a - d)
