"""Text as the lines of a part: wrapped to a width, indented, or below what it begins with."""

from __future__ import annotations

from textual.content import Content

from review.tui.widgets.items.parts import PartLine


def wrapped(text: Content, width: int, part: str = "", indent: int = 0) -> list[PartLine]:
    """A text in lines of the width, `indent` is in cells."""
    return hanging(Content(" " * indent), text, width, part)


def hanging(lead: Content, text: Content, width: int, part: str = "") -> list[PartLine]:
    """A text after `lead`; its further lines begin where the first one does."""
    first, *others = text.wrap(max(1, width - lead.cell_length))
    space = Content(" " * lead.cell_length)
    return [PartLine(lead + first, part), *(PartLine(space + line, part) for line in others)]
