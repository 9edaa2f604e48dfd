"""Makes colours legible: those of codes, which users choose, and those of text on any background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rich.color import ColorSystem
from textual.color import Color, ColorParseError

from review.theory_map import TheoryMap

LEAST_CONTRAST = 4.5
"""Contrast of text with its background (WCAG 2.1, AA), from 1 (none) to 21 (black on white)."""

GROUNDS = ("background", "surface", "panel", "primary-muted")
"""The theme's variables for the backgrounds of a code's id: screen, boxes, panes, focus and cursor."""

TINT = 0.30
"""The share of a code's colour in the background of coded text."""

OVERLAP_TINT = 0.42
"""The share where codings overlap."""

_UNCOLOURED = Color(128, 128, 128)
_STEPS = 40


def code_ink(theory_map: TheoryMap, code: str, theme: Mapping[str, str]) -> str:
    """A code's colour for its id and bar, as ``#rrggbb``; a sub-theme has its theory's colour.

    `theme` has the current theme's variables: the lightness of the map's colour is changed until
    it is legible on all `GROUNDS`.
    """
    return ink(theory_map.theory_of(code).colour, theme)


def ink(colour: str, theme: Mapping[str, str]) -> str:
    """A colour made legible on all `GROUNDS` of a theme, as ``#rrggbb``."""
    return legible(parsed(colour), *(Color.parse(theme[name]) for name in GROUNDS)).hex6


def parsed(colour: str) -> Color:
    """The colour of that name; grey if it is empty or unknown."""
    try:
        return Color.parse(colour)
    except ColorParseError:
        return _UNCOLOURED


@lru_cache(maxsize=4096)
def legible(colour: Color, *grounds: Color) -> Color:
    """The nearest lighter or darker shade that is legible on every background, at most white or black.

    It is also legible in a terminal of 256 colours, unless no colour is legible on all mapped backgrounds.
    """
    hue, saturation, lightness = colour.hsl
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    end = 1 if _least_contrast(white, grounds) > _least_contrast(black, grounds) else 0
    shades = (
        Color.from_hsl(hue, saturation, lightness + (end - lightness) * step / _STEPS)
        for step in range(1, _STEPS)
    )
    fitting = (shade for shade in (colour, *shades) if _can_be_read(shade, grounds))
    return next(fitting, white if end else black)


def _can_be_read(colour: Color, grounds: Sequence[Color]) -> bool:
    return (
        _least_contrast(colour, grounds) >= LEAST_CONTRAST
        and _least_contrast(in_256_colours(colour), [in_256_colours(ground) for ground in grounds])
        >= LEAST_CONTRAST
    )


def _least_contrast(colour: Color, grounds: Sequence[Color]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


@lru_cache(maxsize=4096)
def in_256_colours(colour: Color) -> Color:
    """The colour to which Rich maps an opaque colour in a terminal of 256 colours."""
    return Color(*colour.rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def tinted(background: Color, colours: Sequence[str]) -> Color:
    """The background of text with these codes: tinted with the last one's colour, more if there are several."""
    return background.blend(parsed(colours[-1]), TINT if len(colours) == 1 else OVERLAP_TINT)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two opaque colours (WCAG 2.1), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def _luminance(colour: Color) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
