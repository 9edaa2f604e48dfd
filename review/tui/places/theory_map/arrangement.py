"""Where the boxes of theories and rival framings are: in columns by category, or in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.geometry import Region

from review.theory_map import Code, TheoryMap
from review.tui.places.theory_map.columns import columns_of, rival_rows

OF_RIVALS = "Rival framings, below the theories they rival"

HeightOf = Callable[[Code, int], int]
"""The lines that a theory's box takes at a width."""


class Heading(NamedTuple):
    """The name of a category."""

    text: str
    region: Region


class Arrangement(NamedTuple):
    """The boxes in the order of the map, and the headings between them.

    `above` are the headings of the columns, which stay above the rest; a list has none.
    """

    boxes: Sequence[tuple[Code, Region]] = ()
    headings: Sequence[Heading] = ()
    above: Sequence[Heading] = ()
    height: int = 0

    def box_at(self, x: int, y: int) -> str:
        """The code of the box in a cell; ``""`` if there is none."""
        return next((code.id for code, region in self.boxes if region.contains(x, y)), "")

    def region_of(self, code: str) -> Region | None:
        """Where a theory's box is."""
        return next((region for one, region in self.boxes if one.id == code), None)

    def beside(self, code: str, by: int) -> str:
        """The code of the nearest box in the next column to the right (1) or left (-1); ``""`` if there is none."""
        here = self.region_of(code)
        beside = [(one, at) for one, at in self.boxes if here and (at.x - here.x) * by > 0]
        if not here or not beside:
            return ""
        return min(beside, key=lambda box: (abs(box[1].x - here.x), abs(box[1].y - here.y)))[0].id

    def category_at(self, y: int) -> str:
        """The heading that a row of a list is below; ``""`` where the heading itself is that row."""
        passed = [heading for heading in self.headings if heading.region.y <= y]
        return passed[-1].text if passed and passed[-1].region.y != y else ""


def in_columns(theory_map: TheoryMap, width: int, height_of: HeightOf) -> Arrangement:
    """Columns of theories, and rival framings in rows below the columns that they rival."""
    columns = columns_of(theory_map)
    starts = [width * number // len(columns) for number in range(len(columns) + 1)] if columns else [0, width]
    boxes: list[tuple[Code, Region]] = []
    end = 0
    for (_, codes), x, next_x in zip(columns, starts, starts[1:], strict=False):
        y = 0
        for code in codes:
            boxes.append((code, Region(x, y, next_x - x - 1, height_of(code, next_x - x - 1))))
            y += boxes[-1][1].height
        end = max(end, y)
    headings = []
    if theory_map.rival_framings:
        headings.append(Heading(OF_RIVALS, Region(0, end, width, 1)))
        end += 1
    for row in rival_rows(theory_map.rival_framings, columns):
        at, y = 0, end
        for wide, rival in row:
            if rival:
                # A map without theories has no columns: its framings are as wide as the map.
                x, room = starts[at], starts[at + max(1, wide)] - starts[at] - 1
                boxes.append((rival, Region(x, y, room, height_of(rival, room))))
                end = max(end, y + boxes[-1][1].height)
            at += wide
    above = [
        Heading(name.capitalize(), Region(x, 0, next_x - x - 1, 1))
        for (name, _), x, next_x in zip(columns, starts, starts[1:], strict=False)
    ]
    return Arrangement(boxes, headings, above, end)


def in_list(theory_map: TheoryMap, width: int) -> Arrangement:
    """One line for each theory, below its category; the first category is above the list."""
    boxes: list[tuple[Code, Region]] = []
    headings: list[Heading] = []
    parts = [(name.capitalize(), codes) for name, codes in columns_of(theory_map)]
    if theory_map.rival_framings:
        parts.append((OF_RIVALS, list(theory_map.rival_framings)))
    y = -1
    for name, codes in parts:
        headings.append(Heading(name, Region(0, y, width, 1)))
        boxes += [(code, Region(0, y + 1 + number, width, 1)) for number, code in enumerate(codes)]
        y += 1 + len(codes)
    return Arrangement(boxes, headings, (), max(0, y))
