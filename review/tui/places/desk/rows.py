"""The desk's material as lines of a width: headings, and below them passages, configurations and memos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from textual.content import Content

from review.domain.wording.quoted import quoted
from review.tui.places.desk.material import Item, ItemKind
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.items.parts import FREE, PartLine, PartLines
from review.tui.widgets.items.wrapped import hanging, wrapped
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES

QUOTE = 240
"""The most characters shown of a quotation; Enter opens the Reader at it."""

LEAD = 2
"""The cells for the sign of the stance."""

KEPT = 32_768
"""Items whose lines are kept: of fewer than are listed, none would be found."""

DONE = "$text-success"


class ReadyLines(NamedTuple):
    """The lines of items, with what they were made of: in the background, as there may be tens of thousands."""

    items: Sequence[Item] = ()
    used: frozenset[str] = frozenset()
    inks: Mapping[str, str] = {}
    width: int = 0
    lines: PartLines = PartLines()

    def made_for(
        self, items: Sequence[Item], used: frozenset[str], inks: Mapping[str, str], width: int
    ) -> ReadyLines:
        """The lines of these items; where they are those that there are, these."""
        if self.are_of(items, used, inks, width):
            return self
        made = PartLines(material_lines(items, width, used, inks))
        return ReadyLines(items, used, inks, width, self.lines if made.is_same(self.lines) else made)

    def are_of(
        self, items: Sequence[Item], used: frozenset[str], inks: Mapping[str, str], width: int
    ) -> bool:
        """Whether they were made of these, for this width."""
        return self.items is items and (self.used, self.inks, self.width) == (used, inks, width)


def material_lines(
    items: Sequence[Item], width: int, used: frozenset[str], inks: Mapping[str, str]
) -> list[PartLine]:
    """All lines; each of an item belongs to its part. `used` is what the prose uses, `inks` the colours of codes."""
    width -= FREE
    lines: list[PartLine] = []
    heading = ""
    for item in items:
        if item.heading != heading:
            lines += [PartLine(Content(" "))] if lines else []
            code = item.heading.partition(" ")[0] if item.kind is ItemKind.PASSAGE else ""
            named = Content.styled(shorten(item.heading, max(1, width)), f"bold {inks.get(code, '')}".strip())
            lines.append(PartLine(named))
            heading = item.heading
        lines += _item(item, max(LEAD + 8, width), used=not used.isdisjoint(item.used_by))
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
