"""What the parts of a figure mean: a sample of each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.export.figures.shades import INK

if TYPE_CHECKING:
    from review.export.figures.sheet import Sheet

SAMPLE, BETWEEN = 5.0, 5.0
"""How wide a sample is, and the room between two, in millimetres."""


def legend(sheet: Sheet, left: float, y: float, parts: Sequence[tuple[str, str, str]]) -> float:
    """Draw samples (name, colour, pattern) in as many lines as they need, and return where the next thing may begin."""
    from review.export.figures.lettering import shortened, width_of
    from review.export.figures.sheet import SMALL, WIDTH

    x, high = left, sheet.line_height(SMALL)
    for name, colour, hatch in parts:
        text = shortened(name, WIDTH - left - SAMPLE - 2, SMALL)
        across = SAMPLE + 1.5 + width_of(text, SMALL)
        if x > left and x + across > WIDTH:
            x, y = left, y + high * 1.3
        sheet.box(x, y + high * 0.15, SAMPLE, high * 0.7, fill=colour, edge=INK, weight=0.4, hatch=hatch)
        sheet.words(x + SAMPLE + 1.5, y, text, SMALL)
        x += across + BETWEEN
    return y + high * 1.4
