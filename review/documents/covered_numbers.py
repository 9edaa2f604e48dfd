"""Finds page numbers that nobody can see because something is drawn over them, as pictures are on covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from review.documents.drawing import Box, Drawing, different_dots
from review.documents.layout.lines import Line
from review.documents.visibility import box_of

Handle = Any
"""A handle of pdfium, which has no Python type."""

_AT_START = re.compile(r"\W*([A-Z]?\d{1,5}|[ivxlcIVXLC]{1,8})(?=\W|\Z)")
_AT_END = re.compile(r"(?:\A|(?<=\W))([A-Z]?\d{1,5}|[ivxlcIVXLC]{1,8})\W*\Z")
_LONGEST = 160
_MOST = 40
_WIDTH = 0.6
"""The usual width of a digit, of its type size."""

_VISIBLE = 0.02
"""The share of dots that differ from the others where a number is seen."""
_DIFFERENT = 12


def covered_numbers(page: Handle, lines: Sequence[Line]) -> tuple[int, ...]:
    """The `first` of the lines of an open page that begin or end with a number, none of which can be seen."""
    boxes = {line.first: list(_boxes(line)) for line in lines if len(line.text) <= _LONGEST}
    boxes = {first: found for first, found in boxes.items() if found}
    if not 0 < len(boxes) <= _MOST:
        return ()
    drawing = Drawing(page, [box for found in boxes.values() for box in found])
    return tuple(first for first, found in boxes.items() if all(_is_even(drawing.dots(box)) for box in found))


def _boxes(line: Line) -> Iterator[Box]:
    """The boxes of the numbers at the ends of a line."""
    width = _WIDTH * line.size
    if match := _AT_START.match(line.text):
        yield box_of(line._replace(right=min(line.right, line.left + width * match.end())))
    if match := _AT_END.search(line.text):
        signs = len(line.text) - match.start()
        yield box_of(line._replace(left=max(line.left, line.right - width * signs)))


def _is_even(dots: bytes) -> bool:
    """Whether a box has one colour only."""
    if not dots:
        return False
    usual = max(set(dots), key=dots.count)
    return different_dots(dots, usual, _DIFFERENT) < _VISIBLE * len(dots)
