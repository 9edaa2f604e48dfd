"""Text as the lines of a part: wrapped to a width, indented, or below what it begins with."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from review.tui.widgets.items.parts import PartLine

_APART = 3
"""The cells between parts that are beside each other."""


def wrapped(text: Content, width: int, part: str = "", indent: int = 0) -> list[PartLine]:
    """A text in lines of the width, `indent` is in cells."""
    return hanging(Content(" " * indent), text, width, part)


def flowing(parts: Iterable[Content], width: int, part: str = "", indent: int = 0) -> list[PartLine]:
    """Parts beside each other, three cells apart; one for which a line has no room begins the next.

    One that is longer than a line is wrapped alone.
    """
    room, space = max(1, width - indent), Content(" " * indent)
    lines: list[Content] = []
    for one in parts:
        if lines and lines[-1].cell_length + _APART + one.cell_length <= room:
            lines[-1] += Content(" " * _APART) + one
        else:
            lines += one.wrap(room)
    return [PartLine(space + line, part) for line in lines]


def hanging(lead: Content, text: Content, width: int, part: str = "") -> list[PartLine]:
    """A text after `lead`; its further lines begin where the first one does."""
    first, *others = text.wrap(max(1, width - lead.cell_length))
    space = Content(" " * lead.cell_length)
    return [PartLine(lead + first, part), *(PartLine(space + line, part) for line in others)]
