"""Draws the flow: the way of the records down on the left, what leaves it on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.domain.searches.flow import Box
from review.export.figures.picture import NewSheet
from review.export.figures.shades import INK, PALE, PAPER, RULE
from review.export.figures.sheet import BODY, MOST, SMALL, WIDTH, Sheet

if TYPE_CHECKING:
    from review.export.figures.flow import FlowPicture

BAND, GAP, PAD, DOWN = 6.0, 7.0, 1.5, 6.0
"""The bands that name the phases; between boxes beside each other; inside boxes; between boxes below each other. In millimetres."""
LEFT = BAND + 3
MAIN = 58.0
"""How wide the boxes of the way down are."""
OTHER = 46.0
"""How wide the box of other methods is."""

Line = tuple[str, float, bool]
"""A line of a box: its text, size, and whether it is bold."""


PARTS = (14, 8, 5, 3, 1, 0)
"""The most sources or criteria of a box: the first with which the flow fits a page."""
NAME_LINES, PART_LINES, NOTE_LINES = 40, 2, 6
"""The most lines of a box's name, whose number is never cut off, of a source or criterion, and of the note below."""


def draw(picture: FlowPicture, new: NewSheet) -> Sheet:
    """The flow on one sheet, with fewer sources and criteria where it would not fit a page."""
    sheets = (_Drawing(picture, new(), most).run() for most in PARTS)
    return (
        next((sheet for sheet in sheets if sheet.height <= MOST), None)
        or _Drawing(picture, new(), PARTS[-1]).run()
    )


class _Drawing:
    """Places the steps from the top; each is as high as the higher of its boxes."""

    def __init__(self, picture: FlowPicture, sheet: Sheet, most: int) -> None:
        self._picture = picture
        self._sheet = sheet
        self._most = most

    def run(self) -> Sheet:
        """Draw everything."""
        y = self._identification()
        screening = y
        for box, leaving in self._picture.steps:
            y = self._step(y, [box], [list(leaving)])
        self._band(screening, y - DOWN, "Screening")
        included = [
            *self._lines([Box.INCLUDED]),
            *self._wrapped([(self._picture.studies, BODY, True)], MAIN),
        ]
        height = max(self._height(included), 15)
        self._box(LEFT, y, MAIN, height, included)
        self._band(y, y + height, "Included")
        y += height + 2
        return self._sheet.end(self._sheet.note(LEFT, y, self._picture.note, NOTE_LINES))

    # --- identification ------------------------------------------------------------------------------------------------

    def _identification(self) -> float:
        """Databases and registers with the duplicates, and other methods, if any found something; they join before screening.

        Where other methods alone found something, their box is the first of the way down.
        """
        picture, sheet = self._picture, self._sheet
        others = [box for box in picture.identified(self._picture.others) if box in picture.flow.boxes]
        has_others = not picture.only_others and any(
            picture.count(box).n != 0 or picture.count(box).computed for box in others
        )
        leaving = WIDTH - LEFT - MAIN - GAP - ((OTHER + GAP) if has_others else 0)
        by = "other methods" if picture.only_others else "databases and registers"
        heads = [(LEFT, MAIN + GAP + leaving, f"Identification by {by}")]
        heads += [(WIDTH - OTHER, OTHER, "Identification by other methods")] if has_others else []
        y = self._headings(heads)
        first = [
            ("Records identified from:", BODY, False),
            *self._lines(others if picture.only_others else picture.identified(picture.databases)),
        ]
        gone = self._lines([Box.DUPLICATES], leaving)
        other: list[Line] = []
        x = WIDTH - OTHER
        if has_others:
            other = [("Records identified from:", BODY, False), *self._lines(others, OTHER)]
        height = max(self._height(self._wrapped(first, MAIN)), self._height(gone))
        self._box(LEFT, y, MAIN, height, self._wrapped(first, MAIN))
        self._box(LEFT + MAIN + GAP, y, leaving, self._height(gone), gone)
        self._arrow(
            [(LEFT + MAIN, y + self._height(gone) / 2), (LEFT + MAIN + GAP, y + self._height(gone) / 2)]
        )
        end = y + height
        if has_others:
            high = self._height(self._wrapped(other, OTHER))
            self._box(x, y, OTHER, high, self._wrapped(other, OTHER))
            end = max(end, y + high)
        self._band(0, end, "Identification")
        following = end + DOWN + (2 if has_others else 0)
        self._arrow([(LEFT + MAIN / 2, y + height), (LEFT + MAIN / 2, following)])
        if has_others:
            join = end + 3
            sheet.line([(x + OTHER / 2, y + high), (x + OTHER / 2, join)])
            self._arrow([(x + OTHER / 2, join), (LEFT + MAIN / 2, join)])
        return following

    def _headings(self, heads: Sequence[tuple[float, float, str]]) -> float:
        lines = [self._sheet.wrapped(text, width - 2 * PAD, BODY, bold=True) for _, width, text in heads]
        high = self._sheet.line_height()
        height = max(map(len, lines)) * high + PAD
        for (x, width, _), of in zip(heads, lines, strict=True):
            self._sheet.box(x, 0, width, height, fill=PALE, edge="")
            top = (height - len(of) * high) / 2
            self._sheet.lines(x + width / 2, top, of, bold=True, align=0.5)
        return height + 2

    # --- steps ---------------------------------------------------------------------------------------------------------

    def _step(self, y: float, boxes: Sequence[Box], leaving: Sequence[Sequence[Box]]) -> float:
        """A box of the way down with what leaves it on the right, and the arrow to the next."""
        wide, x = WIDTH - LEFT - MAIN - GAP, LEFT + MAIN + GAP
        stays = self._lines(boxes)
        out = [[line for box in of for line in self._lines([box], wide)] for of in leaving]
        right = sum(self._height(lines) for lines in out)
        height = max(self._height(stays), min(right, 24))
        self._box(LEFT, y, MAIN, height, stays)
        below = y
        for lines in out:
            self._box(x, below, wide, self._height(lines), lines)
            below += self._height(lines)
        middle = y + min(height, right) / 2
        self._arrow([(LEFT + MAIN, middle), (x, middle)])
        end = max(y + height, below) + DOWN
        self._arrow([(LEFT + MAIN / 2, y + height), (LEFT + MAIN / 2, end)])
        return end

    def _lines(self, boxes: Sequence[Box], width: float = MAIN) -> list[Line]:
        lines: list[Line] = []
        for box in boxes:
            lines.append((self._picture.named(box), BODY, True))
            lines += [(part, SMALL, False) for part in self._picture.parts(box, self._most)]
        return self._wrapped(lines, width)

    def _wrapped(self, lines: Sequence[Line], width: float) -> list[Line]:
        return [
            (line, size, bold)
            for text, size, bold in lines
            for line in self._sheet.wrapped(
                text, width - 2 * PAD, size, bold=bold, most=NAME_LINES if bold else PART_LINES
            )
        ]

    def _height(self, lines: Sequence[Line]) -> float:
        return sum(self._sheet.line_height(size) for _, size, _ in lines) + 2 * PAD

    def _box(self, x: float, y: float, width: float, height: float, lines: Sequence[Line]) -> None:
        self._sheet.box(x, y, width, height, fill=PAPER, edge=RULE, weight=0.7)
        below = y + PAD
        for text, size, bold in lines:
            below = self._sheet.words(x + PAD, below, text, size, bold=bold)

    def _arrow(self, points: Sequence[tuple[float, float]]) -> None:
        self._sheet.line(points, colour=INK, head="filled")

    def _band(self, top: float, bottom: float, text: str) -> None:
        self._sheet.box(0, top, BAND, bottom - top, fill=PALE, edge="")
        high = self._sheet.line_height(BODY)
        self._sheet.words((BAND - high) / 2, (top + bottom) / 2, text, bold=True, align=0.5, upward=True)
