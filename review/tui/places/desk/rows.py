"""The desk's material as lines of a width: headings, and below them passages, configurations and memos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from textual.content import Content

from review.domain.wording.quoted import quoted
from review.tui.places.desk.material import Item, ItemKind
from review.tui.support.plain import plain, shorten
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import hanging, wrapped
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES

QUOTE = 240
"""The most characters shown of a quotation; Enter opens the Reader at it."""

LEAD = 2
"""The cells for the sign of the stance."""

FREE = 1
"""The cells that words leave free before the scroll bar."""

KEPT = 32_768
"""Items whose lines are kept. At two widths, as the scroll bar comes with the list: of fewer than are listed, none would be found."""

MUTED, WARNING, DONE = "$foreground-muted", "$text-warning", "$text-success"


def material_lines(
    items: Sequence[Item], width: int, is_used: Callable[[Item], bool], ink: Callable[[str], str]
) -> list[PartLine]:
    """All lines; each of an item belongs to its part. `ink` gives the colour of a heading's code."""
    width -= FREE
    lines: list[PartLine] = []
    heading = ""
    for item in items:
        if item.heading != heading:
            lines += [PartLine(Content(" "))] if lines else []
            code = item.heading.partition(" ")[0] if item.kind is ItemKind.PASSAGE else ""
            named = Content.styled(shorten(item.heading, max(1, width)), f"bold {ink(code)}".strip())
            lines.append(PartLine(named))
            heading = item.heading
        lines += _item(item, max(LEAD + 8, width), used=is_used(item))
    return lines


@lru_cache(KEPT)
def _item(item: Item, width: int, *, used: bool) -> Sequence[PartLine]:
    """The lines of an item, kept: every token in the prose changes those of one of them."""
    words = shorten(item.words, QUOTE)
    shown = quoted(words) if item.kind is ItemKind.PASSAGE else words
    return [
        *hanging(_lead(item), Content(shown), width, item.id),
        *(
            line
            for part in _source(item, width - LEAD, used=used)
            for line in wrapped(part, width, item.id, LEAD)
        ),
    ]


def _lead(item: Item) -> Content:
    """The sign of the stance."""
    if item.stance is None:
        return Content(" " * LEAD)
    return Content.assemble((STANCE_SIGNS[item.stance], f"bold {STANCE_STYLES[item.stance]}"), " ")


def _source(item: Item, room: int, *, used: bool) -> Sequence[Content]:
    """Where it is from, whether the prose has it, and what stands against quoting it: below that where a line has no room."""
    notes = [
        ("in the prose", f"bold {DONE}") if used else ("", ""),
        ("not in its text any more", WARNING) if item.is_lost else ("", ""),
        ("source not in N", WARNING) if not item.is_included else ("", ""),
    ]
    source = Content.styled(plain(item.source), MUTED)
    beside = Content(" · ").join(Content.styled(*note) for note in notes if note[0])
    if not beside:
        return (source,)
    line = source + Content(" · ") + beside
    return (line,) if line.cell_length <= room else (source, beside)
