"""Draws configurations: a line of boxes for each, and on the left the links between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from review.domain.theories.chain import WORDS
from review.domain.theories.configuration import Configuration, LinkKind
from review.domain.wording.named import named
from review.export.figures.picture import NewSheet
from review.export.figures.shades import INK, MUTED, PALE, PAPER, RULE
from review.export.figures.sheet import BODY, DASHED, DOTTED, HEADING, MOST, SMALL, SOLID, WIDTH, Dash, Sheet

if TYPE_CHECKING:
    from review.export.figures.cmoc import Cell, CmocPicture

LANE, LABEL, ARROW, PAD, GAP = 3.0, 22.0, 5.0, 1.2, 3.0
"""Between the lines of links; the room for a label; between boxes; inside them; between configurations. In millimetres."""
LANES = 6
"""The most links beside each other; further ones are in words only."""
CELL_LINES, NOTE_LINES = 7, 3
"""The most lines of an element, and of theories or links in words."""
FOOT = 12.0
"""The room that the key to the lines needs below."""

LINES: Mapping[LinkKind, tuple[Dash, float, str]] = {
    LinkKind.LEADS_TO: (SOLID, 1.1, "filled"),
    LinkKind.VARIANT: (DASHED, 0.7, "open"),
    LinkKind.RIVAL: (SOLID, 0.5, "open"),
    LinkKind.COUNTER_CASE: (DOTTED, 0.9, "open"),
}
"""How each kind of link is drawn."""


def draw(picture: CmocPicture, new: NewSheet) -> Sequence[Sheet]:
    """The configurations on as many sheets as they need; chains stay together where a sheet has room for them."""
    pages: list[list[Configuration]] = [[]]
    measure = _Page(picture, new(), picture.configurations)
    used = measure.head
    for of in picture.chains():
        heights = [measure.height(one) + GAP for one in of]
        if pages[-1] and used + sum(heights) > MOST - FOOT and sum(heights) < MOST - FOOT - measure.head:
            pages.append([])
            used = measure.head
        for one, height in zip(of, heights, strict=True):
            if pages[-1] and used + height > MOST - FOOT:
                pages.append([])
                used = measure.head
            pages[-1].append(one)
            used += height
    return [_Page(picture, new(), page).run() for page in pages]


class _Page:
    """One sheet with some of the configurations."""

    def __init__(self, picture: CmocPicture, sheet: Sheet, shown: Sequence[Configuration]) -> None:
        self._picture = picture
        self._sheet = sheet
        self._shown = shown
        on_page = {one.id: place for place, one in enumerate(shown)}
        self._lanes = _lanes(
            [
                (on_page[one], on_page[to], kind)
                for one, to, kind in picture.links
                if one in on_page and to in on_page
            ]
        )
        self._left = (max(self._lanes.values(), default=-1) + 1) * LANE + (2 if self._lanes else 0)
        self._box = (WIDTH - self._left - LABEL - 3 * ARROW) / 3
        self.head = sheet.line_height(HEADING) + 2

    # --- what needs how much room --------------------------------------------------------------------------------------

    def _cells(self, configuration: Configuration) -> list[list[tuple[Cell, list[str]]]]:
        return [
            [
                (cell, self._sheet.wrapped(cell.text, self._box - 2 * PAD, BODY, most=CELL_LINES))
                for cell in cells
            ]
            for cells in self._picture.cells(configuration).values()
        ]

    def _label(self, configuration: Configuration) -> list[tuple[str, float, bool]]:
        wrapped = self._sheet.wrapped
        texts = [named(configuration.status), *self._picture.theories(configuration).split(", ")]
        lines = [
            (line, HEADING, True)
            for line in wrapped(configuration.label, LABEL - 1, HEADING, bold=True, most=2)
        ]
        few = [line for text in texts if text for line in wrapped(text, LABEL - 1, SMALL, most=2)]
        return lines + [(line, SMALL, False) for line in few[:8]]

    def _linked(self, configuration: Configuration) -> list[str]:
        words = "; ".join(self._picture.linked_in_words(configuration))
        return self._sheet.wrapped(words, WIDTH - self._left - LABEL - ARROW, SMALL, most=NOTE_LINES)

    def height(self, configuration: Configuration) -> float:
        """How high a configuration is."""
        high = self._sheet.line_height
        boxes = [
            sum(len(lines) * high() + PAD for _, lines in cells) + PAD for cells in self._cells(configuration)
        ]
        label = sum(high(size) for _, size, _ in self._label(configuration))
        return max(*boxes, label + PAD, 8) + len(self._linked(configuration)) * high(SMALL)

    # --- drawing -------------------------------------------------------------------------------------------------------

    def _x(self, part: int) -> float:
        return self._left + LABEL + ARROW + part * (self._box + ARROW)

    def run(self) -> Sheet:
        """Draw the configurations below each other, then the links."""
        for part, name in enumerate(self._picture.parts):
            self._sheet.words(self._x(part) + self._box / 2, 0, name, HEADING, bold=True, align=0.5)
        y, places = self.head, []
        for one in self._shown:
            height = self.height(one)
            self._configuration(one, y, height)
            places.append((y, height))
            y += height + GAP
        self._links(places)
        return self._sheet.end(self._key(y))

    def _configuration(self, one: Configuration, y: float, height: float) -> None:
        sheet = self._sheet
        words = self._linked(one)
        boxes = height - len(words) * sheet.line_height(SMALL)
        sheet.box(self._left, y, LABEL, boxes, fill=PALE)
        line = y + PAD / 2
        for text, size, bold in self._label(one):
            line = sheet.words(self._left + 0.8, line, text, size, bold=bold, colour=INK if bold else MUTED)
        for part, cells in enumerate(self._cells(one)):
            x = self._x(part)
            sheet.line(
                [(x - ARROW, y + boxes / 2), (x - 0.3, y + boxes / 2)],
                colour=RULE if part == 0 else INK,
                head="filled" if part else "",
            )
            is_shown = any(cell.is_shown for cell, _ in cells)
            sheet.box(x, y, self._box, boxes, fill=PAPER, dash=SOLID if is_shown else DASHED)
            down = y + PAD
            for place, (cell, lines) in enumerate(cells):
                if place:
                    sheet.line(
                        [(x + PAD, down - PAD / 2), (x + self._box - PAD, down - PAD / 2)],
                        colour="#d0d0d0",
                        weight=0.4,
                    )
                down = sheet.lines(x + PAD, down, lines, italic=not cell.is_shown) + PAD
        sheet.lines(self._left + LABEL + ARROW, y + boxes + 0.5, words, SMALL, colour=MUTED)

    def _links(self, places: Sequence[tuple[float, float]]) -> None:
        used: dict[int, int] = {}
        for (one, to, kind), lane in self._lanes.items():
            x = self._left - 2 - lane * LANE
            ends = []
            for row in (one, to):
                used[row] = used.get(row, 0) + 1
                y, height = places[row]
                ends.append(y + min(height - 1, 1.5 + (used[row] - 1) * 1.8))
            dash, weight, head = LINES[kind]
            self._sheet.line([(self._left, ends[0]), (x, ends[0]), (x, ends[1])], weight=weight, dash=dash)
            self._sheet.line([(x, ends[1]), (self._left, ends[1])], weight=weight, dash=SOLID, head=head)

    def _key(self, y: float) -> float:
        """What the lines mean, and what is not drawn."""
        sheet, x = self._sheet, self._left
        high = sheet.line_height(SMALL)
        kinds = [kind for kind in LinkKind if any(kind is link[2] for link in self._lanes)]
        for kind in kinds:
            dash, weight, head = LINES[kind]
            sheet.line([(x, y + high / 2), (x + 5, y + high / 2)], weight=weight, dash=dash)
            sheet.line([(x + 5, y + high / 2), (x + 8, y + high / 2)], weight=weight, head=head)
            sheet.words(x + 9.5, y, WORDS[kind], SMALL)
            x += 32
        y += high if kinds else 0
        return sheet.note(self._left, y, f"{self._unshown()} {self._picture.note}".strip()) + 1

    def _unshown(self) -> str:
        """What italics and dashes mean, as far as they are drawn."""
        parts = [cells for one in self._shown for cells in self._picture.cells(one).values()]
        if all(cell.is_shown for cells in parts for cell in cells):
            return ""
        is_dashed = any(not any(cell.is_shown for cell in cells) for cells in parts)
        return f"In italics: no passage shows it.{' Dashed: nothing in the box is shown.' * is_dashed}"


def _lanes(links: Sequence[tuple[int, int, LinkKind]]) -> dict[tuple[int, int, LinkKind], int]:
    """A lane for each link, so that none runs over another: the short ones inside; those without a lane are left out."""
    taken: list[list[tuple[int, int]]] = []
    found = {}
    for link in sorted(links, key=lambda one: (abs(one[0] - one[1]), min(one[:2]), one)):
        low, high = min(link[:2]), max(link[:2])
        lane = next(
            (place for place, of in enumerate(taken) if all(high < a or low > b for a, b in of)), len(taken)
        )
        if lane >= LANES or low == high:
            continue
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[link] = lane
    return found
