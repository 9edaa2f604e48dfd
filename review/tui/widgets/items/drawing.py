"""Draws one line of a list: what Textual does for texts of any kind, without wrapping, links and places for the mouse."""

from __future__ import annotations

from functools import lru_cache

import rich.style
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

STYLES = 1_000
"""The styles that are kept as the terminal needs them; lines have the same few again and again."""


def drawn(content: Content, width: int, style: Style) -> Strip:
    """A line of a width; one that is longer is wrapped, and only its beginning is drawn."""
    if "\n" in content.plain or "\t" in content.plain or content.cell_length > width:
        content = (content.wrap(max(1, width)) or [Content("")])[0]
    segments = [Segment(text, _terminal_style(one)) for text, one in content.render(style, "")]
    return Strip(segments, content.cell_length).adjust_cell_length(width, style.rich_style)


@lru_cache(STYLES)
def _terminal_style(style: Style) -> rich.style.Style:
    return style.rich_style
