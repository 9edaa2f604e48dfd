"""Colours of codes: the theory map's own, toned so that text on them can be read in either theme."""

from __future__ import annotations

from textual.color import Color

from review.theory_map import TheoryMap

_PALETTE = (
    *("#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#edc948", "#76b7b2", "#e15759"),
    *("#9c755f", "#86bcb6", "#d37295", "#8cd17d", "#b6992d"),
)
"""For codes without a colour in the map, by their place in it."""


def code_colour(theory_map: TheoryMap, code: str, *, dark: bool) -> tuple[str, str]:
    """The background and foreground of a code (a sub-theme has its theory's), as ``#rrggbb``."""
    colour = _colour(theory_map, code)
    background = colour.blend(Color.parse("#15181e" if dark else "#fbfaf7"), 0.55)
    return background.hex6, ("#f2f4f8" if dark else "#16191d")


def code_ink(theory_map: TheoryMap, code: str, *, dark: bool) -> str:
    """A code's colour for text and lines on the theme's own background, as ``#rrggbb``."""
    return _colour(theory_map, code).blend(Color.parse("#ffffff" if dark else "#000000"), 0.35).hex6


def _colour(theory_map: TheoryMap, code: str) -> Color:
    theory = theory_map.theory_of(code)
    return Color.parse(theory.colour or _PALETTE[theory_map.codes.index(theory) % len(_PALETTE)])
