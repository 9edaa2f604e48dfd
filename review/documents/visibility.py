"""Finds text of a page that nobody can see: invisible, white on white, or in type too small to read.

Colours and render modes are asked at both ends of each line, which is cheap; only a page with a line that may be hidden is looked
at word by word, and drawn where its background decides. The recognised text of a scan is invisible, too, but
lies over the image that it repeats: it is read.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium

from review.documents.drawing import CONTRAST, Box, Drawing, Handle
from review.documents.layout.lines import HIDDEN, Line
from review.documents.unchecked import unchecked

MakeLine = Callable[[int, str, bool], Line]
"""Makes the line of some characters: the index of the first, their text, whether a hyphen follows."""

_SMALLEST = 1.0
_PALEST = 255 - CONTRAST
_BACKGROUND = 0.3
"""The share of a line's box that must contrast with its letters; letters cover less than half of it."""

_COVERED = 0.5
_TALLEST = 4.0
"""Lines higher than this many times a line are what it may be printed on."""

_INVISIBLE = -1
_FEWEST_LETTERS = 3
_MOST_OBJECTS = 50_000
_DEEPEST = 6
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)

_text_object = unchecked(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_render_mode = unchecked(pdfium.FPDFTextObj_GetTextRenderMode)
_fill_colour = unchecked(pdfium.FPDFPageObj_GetFillColor)


class _Objects(NamedTuple):
    """What a page draws: how many text objects that are certainly seen, how many in doubt, and the boxes of its images."""

    seen: int
    doubtful: int
    images: list[Box]


class _Part(NamedTuple):
    """A line, or the part of one, whose letters are all of about one brightness; -1 if they are invisible."""

    line: Line
    brightness: int

    @property
    def is_doubtful(self) -> bool:
        return _is_doubtful(self.brightness)


def _is_doubtful(brightness: int) -> bool:
    """Whether letters of this brightness may be hidden."""
    return not 0 <= brightness < _PALEST


class Visibility:
    """Marks the hidden lines of pages."""

    def __init__(self) -> None:
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._to_colour = tuple(map(ctypes.byref, self._colour))
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._last, self._last_brightness = 0, 0

    def marked(
        self, page: Handle, text_page: Handle, lines: Sequence[Line], make_line: MakeLine
    ) -> list[Line]:
        """The lines of an open page, with those that nobody can see marked as hidden.

        A line of which only a part is hidden becomes several, which `make_line` makes.
        """
        # Another page may have another object at the same address.
        self._last = 0
        if not self._are_certain(text_page, lines):
            objects = self._objects(page)
            parts = [part for line in lines for part in self._parts(text_page, line, objects, make_line)]
            unseen = _without_contrast(page, parts)
            if not _is_recognised(parts, unseen, objects.images):
                lines = [
                    part.line._replace(drawn=HIDDEN)
                    if index in unseen and _has_words(part.line)
                    else part.line
                    for index, part in enumerate(parts)
                ]
        return [
            line._replace(drawn=HIDDEN) if _is_tiny(line) and _has_words(line) else line for line in lines
        ]

    def _are_certain(self, text_page: Handle, lines: Sequence[Line]) -> bool:
        """Whether the first and the last letter of each line are certainly seen."""
        for line in lines:
            for index in (line.first, line.first + len(line.text) - 1):
                if not 0 <= self.brightness_at(text_page, index) < _PALEST:
                    return False
        return True

    def _objects(self, page: Handle) -> _Objects:
        """What the objects of a page are, with those in forms; an image in a form counts with the form's box."""
        seen = doubtful = 0
        images: list[Box] = []
        kind_of, brightness_of = pdfium.FPDFPageObj_GetType, self._brightness
        for drawn, outermost in _objects_of(page):
            kind = kind_of(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                if 0 <= brightness_of(drawn) < _PALEST:
                    seen += 1
                else:
                    doubtful += 1
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(outermost, *self._sides):
                left, bottom, right, top = (side.value for side in self._sides)
                images.append((left, bottom, right, top))
        return _Objects(seen, doubtful, images)

    def _brightness(self, text: Handle) -> int:
        """The brightness of the letters of a text object, up to 255; -1 if they are invisible."""
        mode = _render_mode(text)
        if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            return _INVISIBLE
        if mode not in _FILLED or not _fill_colour(text, *self._to_colour):
            return 0
        red, green, blue, opacity = self._colour
        if opacity.value < CONTRAST:
            return _INVISIBLE
        return green.value and (299 * red.value + 587 * green.value + 114 * blue.value) // 1000

    def _parts(
        self, text_page: Handle, line: Line, objects: _Objects, make_line: MakeLine
    ) -> Iterator[_Part]:
        """The parts of a line that are seen or in doubt; the whole line where the page has only one of both."""
        starts = [0]
        if objects.seen:
            starts += [i + 1 for i, sign in enumerate(line.text) if sign == " "]
        found = [(start, self.brightness_at(text_page, line.first + start)) for start in starts]
        runs = [found[0]]
        for start, brightness in found[1:]:
            if _is_doubtful(brightness) != _is_doubtful(runs[-1][1]):
                runs.append((start, brightness))
        if len(runs) == 1:
            yield _Part(line, runs[0][1])
            return
        for (start, brightness), (end, _) in pairwise([*runs, (len(line.text), 0)]):
            text = line.text[start:end].rstrip()
            if text:
                hyphen = line.hyphen and end == len(line.text)
                yield _Part(make_line(line.first + start, text, hyphen), brightness)

    def brightness_at(self, text_page: Handle, index: int) -> int:
        """The brightness of the character with this index, up to 255; -1 if it is invisible."""
        address = _text_object(text_page, index)
        if not address:
            return 0
        # Most lines are one object, and asking about an object costs more than comparing two.
        if address != self._last:
            self._last, self._last_brightness = address, self._brightness(ctypes.c_void_p(address))
        return self._last_brightness


def _objects_of(page: Handle) -> Iterator[tuple[Handle, Handle]]:
    """The objects of a page and, for each, the outermost form that it is in (itself if in none)."""
    forms: list[tuple[Handle, Handle, int]] = []
    left = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    get, kind_of, form = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    for index in range(left):
        drawn = get(page, index)
        if kind_of(drawn) == form:
            forms.append((drawn, drawn, 1))
        else:
            yield drawn, drawn
    while forms and left < _MOST_OBJECTS:
        holder, outermost, depth = forms.pop()
        count = min(max(0, pdfium.FPDFFormObj_CountObjects(holder)), _MOST_OBJECTS - left)
        left += count
        for index in range(count):
            drawn = pdfium.FPDFFormObj_GetObject(holder, index)
            if kind_of(drawn) != form:
                yield drawn, outermost
            elif depth < _DEEPEST:
                forms.append((drawn, outermost, depth + 1))


def _is_recognised(parts: Sequence[_Part], unseen: set[int], images: Sequence[Box]) -> bool:
    """Whether the unseen text is that of a scan: over its image, where it is most of the text."""
    over = [0, 0]
    for index, part in enumerate(parts):
        left, bottom, right, top = box_of(part.line)
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(low <= x <= high and under <= y <= above for low, under, high, above in images):
            over[index in unseen] += len(part.line.text)
    return over[1] > over[0]


def _without_contrast(page: Handle, parts: Sequence[_Part]) -> set[int]:
    """The indexes of the parts that are invisible, or as pale as what they are drawn on."""
    unseen = {index for index, part in enumerate(parts) if part.brightness == _INVISIBLE}
    pale = [index for index, part in enumerate(parts) if part.is_doubtful and index not in unseen]
    if pale:
        seen = [box_of(part.line) for part in parts if not part.is_doubtful and not part.line.angle]
        under = {index for index in pale if _covered(box_of(parts[index].line), seen) > _COVERED}
        unseen |= under
        pale = [index for index in pale if index not in under]
    if pale:
        drawing = Drawing(page, [box_of(parts[index].line) for index in pale])
        for index in pale:
            line, brightness = parts[index]
            if drawing.contrast(box_of(line), brightness) < _BACKGROUND:
                unseen.add(index)
    return unseen


def _covered(box: Box, others: Sequence[Box]) -> float:
    """The share of a box that lies under seen lines of about its own height, whose letters are not its background."""
    left, bottom, right, top = box
    area = max((right - left) * (top - bottom), 0.01)
    shares = (
        (min(right, box[2]) - max(left, box[0])) * (min(top, box[3]) - max(bottom, box[1])) / area
        for box in others
        if box[0] < right
        and left < box[2]
        and box[1] < top
        and bottom < box[3]
        and box[3] - box[1] < _TALLEST * (top - bottom)
    )
    return min(1.0, sum(shares))


def _is_tiny(line: Line) -> bool:
    """Whether a line is too small to read; fonts that are drawn by the file may have any size."""
    return 0 < line.size < _SMALLEST and abs(line.right - line.left) < _SMALLEST * len(line.text)


def _has_words(line: Line) -> bool:
    """Whether a line has more than signs, such as the white half of a drawn bullet."""
    return sum(map(str.isalnum, line.text)) >= _FEWEST_LETTERS


def box_of(line: Line) -> Box:
    """The box of a line on the page, without descenders."""
    low, high = line.baseline, line.baseline + 0.7 * line.size
    match line.angle:
        case 90:
            return -high, line.left, -low, line.right
        case 180:
            return -line.right, -high, -line.left, -low
        case 270:
            return low, -line.right, high, -line.left
        case _:
            return line.left, low, line.right, high
