"""Draws a part of a page, to see what has contrast there."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

Handle = Any
"""A handle of pdfium, which has no Python type."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

CONTRAST = 16
"""The smallest difference of brightness, of 255, that can be seen."""

_MOST_DOTS = 1_000_000
_WHITE = 0xFFFFFFFF


def different_dots(dots: bytes, brightness: int, least: int) -> int:
    """How many dots differ by more than `least` from a brightness."""
    alike = bytes(range(max(0, brightness - least), min(255, brightness + least) + 1))
    return len(dots.translate(None, alike))


class Drawing:
    """The part of a page that has some boxes, drawn in grey, one dot a point."""

    def __init__(self, page: Handle, boxes: Sequence[Box]) -> None:
        self._page = page
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(1.0, (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
        self._area = (0, 0, max(1, round(width * scale)), max(1, round(height * scale)), 0)
        spans = [self._dots_of(box) for box in boxes]
        self._left, self._top = (min(span[side] for span in spans) for side in (0, 1))
        right, bottom = (max(span[side] for span in spans) for side in (2, 3))
        self._rows = self._drawn(right - self._left, bottom - self._top)

    def contrast(self, box: Box, brightness: int) -> float:
        """The share of a box that differs visibly from letters of this brightness; 1 for a box off the page."""
        dots = self.dots(box)
        return different_dots(dots, brightness, CONTRAST) / len(dots) if dots else 1.0

    def dots(self, box: Box) -> bytes:
        """The brightness of each dot of a box."""
        left, top, right, bottom = self._dots_of(box)
        rows = self._rows[top - self._top : bottom - self._top]
        return b"".join(row[left - self._left : right - self._left] for row in rows)

    def _drawn(self, width: int, height: int) -> list[bytes]:
        bitmap = pdfium.FPDFBitmap_CreateEx(max(1, width), max(1, height), pdfium.FPDFBitmap_Gray, None, 0)
        if not bitmap:
            raise MemoryError
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, max(1, width), max(1, height), _WHITE)
            area = (-self._left, -self._top, *self._area[2:])
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, *area, pdfium.FPDF_GRAYSCALE)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * max(1, height))
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return [dots[row * stride : row * stride + width] for row in range(height)]

    def _dots_of(self, box: Box) -> tuple[int, int, int, int]:
        """The columns and rows of a box: first column, first row, and those after the last."""
        (left, top), (right, bottom) = self._dot(box[0], box[3]), self._dot(box[2], box[1])
        left, right = sorted((left, right))
        top, bottom = sorted((top, bottom))
        _, _, width, height, _ = self._area
        return (
            max(0, min(left, width)),
            max(0, min(top, height)),
            max(0, min(right + 1, width)),
            max(0, min(bottom + 1, height)),
        )

    def _dot(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, *self._area, x, y, across, down)
        return across.value, down.value
