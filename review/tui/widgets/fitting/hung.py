"""An entry of a list in one line, or in several of which the first stands out."""

from __future__ import annotations

from textual.content import Content

INDENT = Content("  ")


def hung(entry: Content, width: int) -> list[Content]:
    """The lines of an entry, those after the first below its text."""
    first, *others = entry.wrap(width)
    if not others:
        return [first]
    # The first line may be broken elsewhere if the others are shorter, so the whole is wrapped to the shorter lines.
    first, *others = entry.wrap(width - INDENT.cell_length)
    return [first, *(INDENT + line for line in others)]
