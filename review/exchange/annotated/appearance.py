"""How a highlight looks: its lines, the band of each that it colours, and how strong the colour is."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from review.exchange.annotated.messages import Band

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""

LEGIBLE = 10.0
"""The least contrast of black text with its highlight on white paper; 21 is that of black on white (WCAG 2)."""

_MARGIN = 0.12
_STEPS = 20


def lines(bands: Sequence[Band]) -> list[Box]:
    """The parts of lines as they are, whatever of them is coloured, with a margin beside the letters.

    The margin is a share of the usual height of the lines.
    """
    if _go_across(bands):
        margin = _MARGIN * median(one.top - one.bottom for one in bands)
        return [(one.left, one.bottom - margin, one.right, one.top + margin) for one in bands]
    margin = _MARGIN * median(one.right - one.left for one in bands)
    return [(one.left - margin, one.bottom, one.right + margin, one.top) for one in bands]


def coloured(bands: Sequence[Band]) -> list[Box]:
    """What is coloured of the lines: all, or a band of each; bands are counted from the top, or from the left."""
    across = _go_across(bands)
    found = []
    for (left, bottom, right, top), band in zip(lines(bands), bands, strict=True):
        first, last = band.number / band.of, (band.number + 1) / band.of
        if across:
            found.append((left, top - last * (top - bottom), right, top - first * (top - bottom)))
        else:
            found.append((left + first * (right - left), bottom, left + last * (right - left), top))
    return found


def around(boxes: Sequence[Box]) -> Box:
    """The rectangle around boxes."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of ``#rrggbb``, each from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def strength(colour: tuple[float, float, float]) -> float:
    """How opaque a colour may be so that black text on it stays legible, up to 1: that is most colours of a theory map."""
    for step in range(_STEPS, 0, -1):
        share = step / _STEPS
        if (_luminance([1 - share * (1 - one) for one in colour]) + 0.05) / 0.05 >= LEGIBLE:
            return share
    return 1 / _STEPS


def _luminance(colour: Sequence[float]) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2)."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _go_across(bands: Sequence[Band]) -> bool:
    """Whether lines go across the page; on turned pages they go up or down, and are narrow and high."""
    return sum(one.right - one.left for one in bands) >= sum(one.top - one.bottom for one in bands)
