"""Colours of figures: legible on paper, in grey, and for people who see few colours."""

from __future__ import annotations

import re

INK = "#1a1a1a"
"""Text and the lines that matter."""
BLACK = "#000000"
"""Text on colours: this or `PAPER` has enough contrast with any."""
MUTED = "#595959"
"""Text that matters less."""
RULE = "#8c8c8c"
"""Edges of boxes."""
PALE = "#f2f2f2"
"""Behind headings."""
PAPER = "#ffffff"
SERIES = ("#1f4e79", "#c8d9ea", "#6b9ac4", "#eef3f8", "#3a6ea5", "#9dbdda")
"""Parts of one bar: neighbours differ in lightness."""
HATCHES = ("", "", "////", "....", "\\\\\\\\", "xxxx")
"""The same parts in patterns, for what is copied in grey."""
_DEEPEST = (31, 78, 121)
_HEX = re.compile("#[0-9a-fA-F]{6}")


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``; white for anything else."""
    given = colour if _HEX.fullmatch(colour) else PAPER
    red, green, blue = (int(given[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2)."""
    red, green, blue = (
        share / 12.92 if (share := one / 255) <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for one in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(fill: str) -> str:
    """Black or white, by what is easier to read on a colour."""
    return max((BLACK, PAPER), key=lambda one: contrast(one, fill))


def shade(share: float) -> str:
    """The colour of a cell, from white for 0 to the darkest for 1."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(255 + (deep - 255) * share) for deep in _DEEPEST)
    return f"#{red:02x}{green:02x}{blue:02x}"
