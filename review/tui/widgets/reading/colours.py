"""Colours of codings on the text: tints that overlap visibly and leave the text legible, in light and dark themes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import Color, ColorParseError

TINT = 0.30
"""How much of a code's colour goes into the background of its text."""

OVERLAP_TINT = 0.42
"""The same where codings overlap."""

_LEAST_CONTRAST = 2.5
"""Between a bar or a word in a code's colour and the background; 1 is none, 21 is black on white."""

_UNCOLOURED = Color(128, 128, 128)


def parsed(colour: str) -> Color:
    """The colour of that name, grey where it is empty or not a colour."""
    try:
        return Color.parse(colour)
    except ColorParseError:
        return _UNCOLOURED


def tinted(background: Color, colours: Sequence[str]) -> Color:
    """The background under text that has been given these codes: the last one's colour, stronger where there are more."""
    return background.blend(parsed(colours[-1]), TINT if len(colours) == 1 else OVERLAP_TINT)


def legible(colour: str, background: Color) -> Color:
    """The colour, moved away from the background until it can be told from it."""
    shown = parsed(colour)
    away = background.get_contrast_text(alpha=1)
    for _ in range(6):
        if _contrast(shown, background) >= _LEAST_CONTRAST:
            break
        shown = shown.blend(away, 0.25)
    return shown


def _contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours (WCAG 2.1)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
