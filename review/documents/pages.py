"""Reads pages through pdfium: the text of a page as lines, with few calls per character.

The text of a page is read in one call if pdfium's text indexes equal its character indexes, and character by character
on the few other pages. Positions are read only at the ends of lines.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from review.documents.covered_numbers import covered_numbers
from review.documents.layout.lines import (
    LINE_END_HYPHENS,
    SLANTED,
    Line,
    PageLines,
    join_pieces,
    runs_leftward,
)
from review.documents.letter_spacing import joined_letters
from review.documents.unchecked import unchecked
from review.documents.visibility import Visibility

Handle = Any
"""A handle of pdfium, which has no Python type."""

MOST_CHARACTERS = 400_000
"""More characters than any readable page has; the rest of such a page is ignored."""

_LINE = re.compile(rf"[^\r\n{LINE_END_HYPHENS}]+")
_WORD = re.compile(r"[^\W\d_]{3}")
_FONT_NAME_BYTES = 64
_OUTSIDE = 2.0
_SLANT = 4.0
"""Degrees by which a line may be off the horizontal or vertical, as on scanned pages."""

_FEWEST_CROPPED = 10
_NARROWEST = 0.12
"""Letters are at least so wide, as a share of the type size."""

_SAMPLE = 40
_OUTER_PAGES = 3
_FEW_ON_OUTER_PAGE = 1500
_FEW = 300

_origin = unchecked(pdfium.FPDFText_GetCharOrigin)
_box = unchecked(pdfium.FPDFText_GetCharBox)
_matrix = unchecked(pdfium.FPDFText_GetMatrix)
_font_size = unchecked(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_font_info = unchecked(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)


class PageReader:
    """Reads pages of one open document, with reusable buffers."""

    def __init__(self, document: Handle) -> None:
        self._document = document
        self._matrix = pdfium.FS_MATRIX()
        self._bounds = pdfium.FS_RECTF()
        self._visible = 0.0, 0.0, 0.0, 0.0
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._sides = tuple(ctypes.c_double() for _ in range(4))
        self._to_matrix = ctypes.byref(self._matrix)
        self._to_origin = ctypes.byref(self._x), ctypes.byref(self._y)
        self._to_sides = tuple(map(ctypes.byref, self._sides))
        self._font_name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._fonts: dict[bytes, str] = {}
        self._to_font_flags = ctypes.byref(ctypes.c_int())
        self._label = ctypes.create_string_buffer(128)
        self._visibility = Visibility()
        self.unmapped = 0.0
        """The share of characters on the last page read that its fonts do not map to letters."""

        self.cropped: list[int] = []
        """The numbers of the pages with text outside of the visible part of the page, which is left out."""

    def read(self, number: int) -> PageLines:
        """The page with this number, from 1.

        Raises:
            ValueError: pdfium cannot load the page.
        """
        page = pdfium.FPDF_LoadPage(self._document, number - 1)
        if not page:
            raise ValueError(f"page {number} cannot be loaded")
        try:
            width = float(pdfium.FPDF_GetPageWidthF(page))
            height = float(pdfium.FPDF_GetPageHeightF(page))
            rotation = 90 * max(0, pdfium.FPDFPage_GetRotation(page))
            pdfium.FPDF_GetPageBoundingBox(page, self._bounds)
            bounds = self._bounds
            self._visible = bounds.left, bounds.right, bounds.bottom, bounds.top
            text_page = pdfium.FPDFText_LoadPage(page)
            if not text_page:
                raise ValueError(f"the text of page {number} cannot be loaded")
            try:
                text = page_text(text_page)
                self.unmapped = _unmapped_share(text_page, len(text))
                pieces = self._lines(number, text_page, text)
                make_line = partial(self._line, text_page)
                pieces = self._visibility.marked(page, text_page, pieces, make_line)
                lines = [joined_letters(text_page, line) for line in join_pieces(pieces)]
                covered = self._covered(number, page, text_page, lines)
            finally:
                pdfium.FPDFText_ClosePage(text_page)
        finally:
            pdfium.FPDF_ClosePage(page)
        origin = _rounded(bounds.left), _rounded(bounds.bottom)
        return PageLines(
            number, width, height, self.page_label(number), tuple(lines), rotation, origin, covered
        )

    def _covered(self, number: int, page: Handle, text_page: Handle, lines: list[Line]) -> tuple[int, ...]:
        """Lines whose number is covered, on the pages where this happens: covers, and pages with hardly any text.

        Recognised text is invisible, and may not lie exactly on what it repeats.
        """
        from_end = pdfium.FPDF_GetPageCount(self._document) - number
        most = _FEW_ON_OUTER_PAGE if min(number - 1, from_end) < _OUTER_PAGES else _FEW
        if sum(len(line.text) for line in lines) > most:
            return ()
        drawn = [line for line in lines if self._visibility.brightness_at(text_page, line.first) >= 0]
        return covered_numbers(page, drawn)

    def page_label(self, number: int) -> str:
        """The label of a page in the file, empty if it has none."""
        size = pdfium.FPDF_GetPageLabel(self._document, number - 1, self._label, len(self._label))
        if not 2 < size <= len(self._label):
            return ""
        return self._label.raw[: size - 2].decode("utf-16-le", "replace")

    def _lines(self, number: int, text_page: Handle, text: str) -> list[Line]:
        lines: list[Line] = []
        outside = 0
        for match in _LINE.finditer(text):
            drawn = match[0].rstrip()
            first = match.start() + len(drawn) - len(drawn.lstrip())
            drawn = drawn.lstrip()
            if not drawn:
                continue
            hyphen = text[match.end() : match.end() + 1] in LINE_END_HYPHENS and match.end() < len(text)
            line = self._line(text_page, first, drawn, hyphen)
            if _is_displaced(line):
                lines += self._without_displaced_end(text_page, line)
            elif self._is_inside(line):
                lines.append(line)
            else:
                visible = self._visible_parts(text_page, line)
                outside += len(line.text) - sum(len(part.text) for part in visible)
                lines += visible
        if outside >= _FEWEST_CROPPED:
            self.cropped.append(number)
        return lines

    def _line(self, text_page: Handle, first: int, text: str, hyphen: bool) -> Line:
        last = first + len(text) - 1
        middle = first + _typical(text)
        leftward = runs_leftward(text)
        _origin(text_page, middle if leftward else first, *self._to_origin)
        _matrix(text_page, middle, self._to_matrix)
        left, right, bottom, top = self._sides
        x, y = self._x.value, self._y.value
        if not _box(text_page, last, *self._to_sides):
            left.value = right.value = x
            bottom.value = top.value = y
        matrix = self._matrix
        a, b = matrix.a, matrix.b
        size = _font_size(text_page, middle) * math.hypot(matrix.c, matrix.d)
        angle, drawn = 0, ""
        if b or a < 0:
            turned = math.degrees(math.atan2(b, a))
            angle = round(turned / 90) % 4 * 90
            drawn = SLANTED if abs(turned - 90 * round(turned / 90)) > _SLANT else ""
        if angle == 0:
            start, end, baseline = x, right.value, y
        elif angle == 90:
            start, end, baseline = y, top.value, -x
        elif angle == 180:
            start, end, baseline = -x, -left.value, -y
        else:
            start, end, baseline = -y, -bottom.value, x
        if leftward:
            start, end = self._ends(text_page, first, text, angle)
        font = self._font(text_page, first)
        last_font = self._font(text_page, last) if len(text) > 1 else font
        start, end, baseline, size = round(start, 2), round(end, 2), round(baseline, 2), round(abs(size), 2)
        if not math.isfinite(start + end + baseline + size):
            start, end, baseline, size = map(_rounded, (start, end, baseline, size))
        return Line(first, text, start, end, baseline, size, font, last_font, angle, hyphen, drawn)

    def _ends(self, text_page: Handle, first: int, text: str, angle: int) -> tuple[float, float]:
        """Where a line that runs leftward ends and begins, along its direction.

        Its first and last characters do not tell: they can be digits, which run rightward, or marks of vowels, which
        pdfium moves.
        """
        low, high = math.inf, -math.inf
        sides = self._sides[2:] if angle in (90, 270) else self._sides[:2]
        for index, character in enumerate(text, first):
            if not character.isspace() and _box(text_page, index, *self._to_sides):
                low, high = min(low, sides[0].value), max(high, sides[1].value)
        return (low, high) if angle in (0, 90) else (-high, -low)

    def _font(self, text_page: Handle, index: int) -> str:
        size = _font_info(text_page, index, self._font_name, _FONT_NAME_BYTES, self._to_font_flags)
        if not 1 < size <= _FONT_NAME_BYTES:
            return ""
        name = self._font_name.raw[: size - 1]
        found = self._fonts.get(name)
        return self._fonts.setdefault(name, name.decode("utf-8", "replace")) if found is None else found

    def _is_inside(self, line: Line) -> bool:
        """Whether both ends of a line lie in the visible part of the page."""
        low, high, across_low, across_high = self._visible
        if line.angle:
            if line.angle in (90, 270):
                low, high, across_low, across_high = across_low, across_high, low, high
            if line.angle in (180, 270):
                low, high = -high, -low
            if line.angle in (90, 180):
                across_low, across_high = -across_high, -across_low
        return (
            low - _OUTSIDE <= line.left
            and line.right <= high + _OUTSIDE
            and across_low - _OUTSIDE <= line.baseline <= across_high + _OUTSIDE
        )

    def _without_displaced_end(self, text_page: Handle, line: Line) -> list[Line]:
        """The line, and its last word as another if that is drawn elsewhere, as marks at the next line's start are."""
        cut = line.text.rstrip().rfind(" ")
        if cut > 0:
            kept = self._line(text_page, line.first, line.text[:cut].rstrip(), hyphen=False)
            if not _is_displaced(kept):
                rest = self._line(text_page, line.first + cut + 1, line.text[cut + 1 :], line.hyphen)
                return [kept, rest]
        return [line]

    def _visible_parts(self, text_page: Handle, line: Line) -> list[Line]:
        """The runs of a line's characters that lie in the visible part of the page."""
        low, high, under, above = self._visible
        parts, start = [], -1
        left, right, bottom, top = self._sides
        for offset, character in enumerate(line.text + "\n"):
            index = line.first + offset
            visible = (
                offset < len(line.text)
                and pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
                and low - _OUTSIDE <= (left.value + right.value) / 2 <= high + _OUTSIDE
                and under - _OUTSIDE <= (bottom.value + top.value) / 2 <= above + _OUTSIDE
            )
            if visible and start < 0 and not character.isspace():
                start = offset
            elif not visible and start >= 0 and not (character.isspace() and offset < len(line.text)):
                text = line.text[start:offset].rstrip()
                parts.append(
                    self._line(text_page, line.first + start, text, line.hyphen and offset == len(line.text))
                )
                start = -1
        return parts


def page_text(text_page: Handle) -> str:
    """The text of an open page, one code point per pdfium character (at most `MOST_CHARACTERS`)."""
    count = min(pdfium.FPDFText_CountChars(text_page), MOST_CHARACTERS)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(0, written)].decode("utf-16-le", "surrogatepass")
    if written == count == len(text):
        return text
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count))


def raw_text(document: Handle, number: int) -> str:
    """The text of a page of an open document as pdfium extracts it, with line-end hyphens as hyphens."""
    with opened_page(document, number) as (_, text_page):
        return page_text(text_page).replace("\ufffe", "-\r\n").replace("\x02", "-\r\n")


@contextmanager
def opened_page(document: Handle, number: int) -> Iterator[tuple[Handle, Handle]]:
    """An open page (from 1) and its text, closed together at the end.

    Raises:
        ValueError: pdfium cannot load the page.
    """
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise ValueError(f"page {number} cannot be loaded")
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            raise ValueError(f"the text of page {number} cannot be loaded")
        try:
            yield page, text_page
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _unmapped_share(text_page: Handle, count: int) -> float:
    """The share of characters without a mapping to letters, from a sample spread over the page."""
    sample = range(0, count, max(1, count // _SAMPLE))
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1 for index in sample)
    return unmapped / len(sample) if sample else 0.0


def _is_displaced(line: Line) -> bool:
    """Whether a line ends where no line of so many letters can end, so that its end is drawn elsewhere."""
    return abs(line.right - line.left) < _NARROWEST * line.size * (len(line.text) - 1)


def _typical(text: str) -> int:
    """The offset of a typical character of a line: inside a word near the middle, not a drop cap, mark or space."""
    match = _WORD.search(text, len(text) // 2) or _WORD.search(text)
    return match.start() + 1 if match else 0


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\x00"


def _rounded(value: float) -> float:
    """A coordinate rounded to a hundredth of a point; 0 if it is not a number."""
    return round(value, 2) if math.isfinite(value) else 0.0
