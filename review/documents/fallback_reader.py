"""A fallback for pages that pdfium refuses or garbles: pdfplumber, which maps some fonts better.

pdfplumber counts characters differently, so that its lines have no map to pdfium's glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from review.documents.layout.cleaning import clean_pieces
from review.documents.layout.lines import NO_GLYPHS, Line, PageLines

MOSTLY = 0.5
"""The share of unreadable characters above which a page counts as garbled."""

_IN_VAIN = 3
"""The number of pages without improvement after which to give up: pdfplumber cannot map the file's fonts either."""

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_SUSPECT = re.compile(rf"\(cid:\d+\)|{_UNREADABLE.pattern}")
_WORD_GAP = 0.15
"""The gap between letters that counts as a space, as a share of the type size."""


def garbled_share(texts: Iterable[str]) -> float:
    """The share of unreadable characters: replacement and private-use characters, controls, bare glyph numbers."""
    text = " ".join(texts)
    if "(cid:" not in text and not _UNREADABLE.search(text):
        return 0.0
    suspects = _SUSPECT.findall(text)
    garbled = sum(not _is_known(sign) for sign in suspects)
    signs = len(suspects) + len("".join(_SUSPECT.sub("", text).split()))
    return garbled / signs


def is_garbled(page: PageLines, unmapped: float) -> bool:
    """Whether a page is mostly unreadable; `unmapped` is the share of characters that its fonts do not map."""
    return max(unmapped, garbled_share(line.text for line in page.lines)) >= MOSTLY


class FallbackReader:
    """Reads single pages of one file with pdfplumber, as long as that helps. `pages` counts the improved ones."""

    def __init__(self, path: Path) -> None:
        self.pages = 0
        self._path = path
        self._in_vain = 0

    def read(self, number: int, label: str = "") -> PageLines | None:
        """The page with this number, from 1; None if pdfplumber does not improve it."""
        if self._in_vain >= _IN_VAIN:
            return None
        page = self._attempt(number, label)
        if page is None or not page.lines or garbled_share(line.text for line in page.lines) >= MOSTLY:
            self._in_vain += 1
            return None
        self.pages += 1
        return page

    def _attempt(self, number: int, label: str) -> PageLines | None:
        import pdfplumber

        try:
            with pdfplumber.open(self._path, pages=[number]) as file:
                page = file.pages[0]
                lines = page.extract_text_lines(use_text_flow=True, x_tolerance_ratio=_WORD_GAP)
                found = tuple(_line(line, float(page.height)) for line in lines)
                return PageLines(number, float(page.width), float(page.height), label, found)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises all kinds of errors on damaged pages
            return None


def version() -> str:
    """The fallback reader and its version, as stored in documents."""
    from importlib.metadata import version as version_of

    return f"pdfplumber {version_of('pdfplumber')}"


def _line(found: dict[str, Any], height: float) -> Line:
    first, last = found["chars"][0], found["chars"][-1]
    return Line(
        NO_GLYPHS,
        found["text"],
        float(found["x0"]),
        float(found["x1"]),
        height - float(found["bottom"]),
        float(first["size"]),
        str(first["fontname"]),
        str(last["fontname"]),
    )


def _is_known(sign: str) -> bool:
    """Whether a private-use character is known: a bullet or Greek letter of the old symbol fonts."""
    return len(sign) == 1 and sign != _REPLACEMENT and any(text.strip() for text, _ in clean_pieces(sign))
