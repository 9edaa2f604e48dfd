"""A theory or rival framing as a box of the map, or as a line of the list, made for a width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from review.theory_map import Code
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.widgets.record_columns import fitted

NAME = 30
"""The cells that a theory's name has at least in one line with its counts."""

BAR = "▌"
"""It has the theory's colour."""


class Box(NamedTuple):
    """What a box shows.

    `counts` has the line of counts in several wordings, the longest first: the first one that fits is shown. `ink` is the
    theory's colour, as ``#rrggbb``.
    """

    code: Code
    counts: Sequence[Content]
    ink: str

    @property
    def rejected(self) -> str:
        """What stands after the name of a theory that was rejected."""
        return " (rejected)" if self.code.rejected else ""


def as_box(box: Box, width: int, *, chosen: bool) -> list[Content]:
    """The name in the upper edge, the proposition, the counts, and in the lower edge what a framing rivals."""
    edge = "$border" if chosen else "$border-blurred"
    room = max(1, width - 4)
    lines = [line for text in _texts(box, room) for line in text.wrap(room)]
    rows = [
        _upper(box, edge, width, chosen=chosen),
        *(
            Content.assemble(
                (BAR, box.ink),
                " ",
                line,
                " " * (room - line.cell_length),
                " " if width > 3 else "",
                ("│", edge),
            )
            for line in lines
        ),
        _lower(box, edge, width),
    ]
    ground = f"{_style(box)} on {'$panel' if chosen else '$surface'}"
    return [row.stylize_before(ground) for row in rows]


def as_line(box: Box, width: int, *, chosen: bool) -> Content:
    """The name and the counts in one line."""
    room = max(0, width - 3)
    counts = _counts_in(box, room - NAME)
    name = fitted(f"{box.code.id} {box.code.name}{box.rejected}", max(12, room - counts.cell_length - 2))
    ground = f"{_style(box)} on {'$primary-muted' if chosen else '$surface'}"
    line = Content.assemble((BAR, box.ink), " ", (name, f"bold {box.ink}"), "  ", counts, " ")
    return line.stylize_before(ground)


def _style(box: Box) -> str:
    return "italic $text-muted" if box.code.rejected else "$foreground"


def _texts(box: Box, room: int) -> list[Content]:
    return [Content(plain(box.code.proposition)), _counts_in(box, room)]


def _counts_in(box: Box, room: int) -> Content:
    return next((one for one in box.counts if one.cell_length <= room), box.counts[-1])


def _upper(box: Box, edge: str, width: int, *, chosen: bool) -> Content:
    name = f" {plain(box.code.name)}{box.rejected}"
    title = Content.assemble((plain(box.code.id), f"bold {box.ink}"), (name, "bold") if chosen else name)
    title = title.truncate(max(0, width - 6), ellipsis=True)
    rest = "─" * max(1, width - 5 - title.cell_length)
    return Content.assemble(("┌─", edge), " ", title, " ", (f"{rest}┐", edge))


def _lower(box: Box, edge: str, width: int) -> Content:
    if not box.code.rivals:
        return Content.styled(f"└{'─' * (width - 2)}┘", edge)
    rivals = Content(f"rivals {plain(', '.join(box.code.rivals))}").truncate(max(0, width - 6), ellipsis=True)
    rest = "─" * max(1, width - 5 - rivals.cell_length)
    return Content.assemble((f"└{rest}", edge), " ", rivals.stylize(MUTED), " ", ("─┘", edge))
