"""Finds pages that are images of text, and draws the image for text recognition."""

from __future__ import annotations

import ctypes
from io import BytesIO

import pypdfium2.raw as pdfium

from review.documents.pages import Handle

FEWEST_SIGNS = 25
"""A page with fewer letters and digits may be a scan."""

LEAST_INK = 0.004
"""The smallest share of ink on a page for which recognition is worthwhile."""

RESOLUTION = 300
"""The resolution in dots per inch for recognition, for which tesseract was trained."""

_GLANCE = 60
_DARK = 160
_MOST_DOTS = 25_000_000
_POINTS_TO_AN_INCH = 72
_WHITE = 0xFFFFFFFF


def may_be_scanned(text: str) -> bool:
    """Whether a page with this text has so few letters and digits that it may be a scan."""
    signs = 0
    for character in text:
        signs += character.isalnum()
        if signs >= FEWEST_SIGNS:
            return False
    return True


def ink(document: Handle, number: int) -> float:
    """The share of a page (from 1) of an open document that has ink.

    Raises:
        ValueError: pdfium cannot load the page.
    """
    _, _, gray = _drawn(document, number, _GLANCE)
    return sum(dot < _DARK for dot in gray) / len(gray)


def image(document: Handle, number: int) -> tuple[bytes, float]:
    """A page as a grey PNG image, and its dots per inch; fewer than usual for very large pages.

    Raises:
        ValueError: pdfium cannot load the page.
    """
    from PIL import Image

    width, height, gray = _drawn(document, number, RESOLUTION)
    written = BytesIO()
    Image.frombytes("L", (width, height), gray).save(written, "PNG")
    page = pdfium.FS_SIZEF()
    pdfium.FPDF_GetPageSizeByIndexF(document, number - 1, page)
    return written.getvalue(), width / page.width * _POINTS_TO_AN_INCH


def _drawn(document: Handle, number: int, resolution: int) -> tuple[int, int, bytes]:
    """A page drawn in grey: width and height in dots, and the dots row by row."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise ValueError(f"page {number} cannot be loaded")
    try:
        points = (pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
        scale = resolution / _POINTS_TO_AN_INCH
        scale *= min(1.0, (_MOST_DOTS / max(1.0, points[0] * points[1] * scale * scale)) ** 0.5)
        width, height = (max(1, round(side * scale)) for side in points)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
        if not bitmap:
            raise MemoryError
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    finally:
        pdfium.FPDF_ClosePage(page)
    return width, height, b"".join(dots[row : row + width] for row in range(0, stride * height, stride))
