"""Draws the theory map: a card for each theory, first wordings left and present ones right, unchanged ones across both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from review.domain.wording.named import capitalised
from review.export.figures.changes import Pair
from review.export.figures.lettering import shortened, width_of
from review.export.figures.picture import NewSheet
from review.export.figures.shades import INK, MUTED, PALE, RULE, channels, text_on
from review.export.figures.sheet import BODY, DASHED, DOTTED, HEADING, MOST, SMALL, SOLID, WIDTH, Sheet
from review.theory_map import Code, TheoryMap

if TYPE_CHECKING:
    from review.export.figures.theory_map import TheoryMapPicture

GAP, PAD, LANE = 2.0, 1.3, 3.4
"""Between cards; inside them; between the lines that lead to rivals. In millimetres."""
CHIP = 9.0
"""How wide the coloured part of a card is, with the code."""
LANES = 5
"""The most lines beside each other; further rivals are named only."""
NAME_LINES, CLAIM_LINES, MORE_LINES = 3, 14, 4
"""The most lines of a name, a proposition, and of sub-themes, rivals or changes."""
FOOT = 12.0
"""The room below a sheet for the codes of framings that are on another."""

_LINES = (SOLID, DASHED, DOTTED, SOLID, DASHED)
"""How the lines of framings beside each other differ."""

Paragraph = tuple[list[str], Mapping[str, Any]]
"""Lines and how they are written."""


@dataclass
class _Side:
    """One of the two maps: at which edge of the cards, and in which direction, its lines to rivals run."""

    map: TheoryMap
    edge: float
    outward: int
    cards: dict[str, tuple[float, float]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    @property
    def framings(self) -> list[Code]:
        """The rival framings with a line of their own."""
        return [code for code in self.map.rival_framings if code.rivals][:LANES]

    @property
    def room(self) -> float:
        """How much room the lines need."""
        return len(self.framings) * LANE + 2 if self.framings else 0


def draw(picture: TheoryMapPicture, new: NewSheet) -> Sequence[Sheet]:
    """The map on as many sheets as it needs."""
    return _Drawing(picture, new).run()


class _Drawing:
    """Places section after section from the top, and begins another sheet where one is full."""

    def __init__(self, picture: TheoryMapPicture, new: NewSheet) -> None:
        self._picture = picture
        self._new = new
        self._sheets: list[Sheet] = []
        self._sheet = new()
        self._y = 0.0
        self._colours = {code.id: code.colour for of in (picture.first, picture.now) for code in of.codes}
        now = _Side(picture.now, 0, 1)
        self._right = now.edge = WIDTH - now.room
        self._sides = [now]
        self._left = 0.0
        if picture.is_changed:
            first = _Side(picture.first, 0, -1)
            self._left = first.edge = first.room
            self._sides = [first, now]
        self._half = (self._right - self._left - GAP) / 2

    def run(self) -> Sequence[Sheet]:
        """Draw everything."""
        self._heads()
        self._programme_theory()
        for section, pairs in self._picture.sections():
            name, lines_of_first = section, self._height(pairs[0])
            for place, pair in enumerate(pairs):
                height = self._height(pair)
                needed = height if place else lines_of_first + self._section_height(section)
                if self._y + needed > MOST - FOOT and self._y > self._top:
                    self._turn()
                    name = f"{section} (continued)" if place else section
                    self._section(name)
                elif place == 0:
                    self._section(name)
                self._pair(pair, height)
        self._finish()
        return self._sheets

    # --- headings ------------------------------------------------------------------------------------------------------

    def _heads(self) -> None:
        if self._picture.is_changed:
            for x, text in (
                (self._left, "At first"),
                (self._left + self._half + GAP, f"Refined (version {self._picture.version})"),
            ):
                self._sheet.words(x, self._y, text, HEADING, bold=True)
            self._y += self._sheet.line_height(HEADING) + 1
        self._top = self._y

    def _programme_theory(self) -> None:
        texts = list(dict.fromkeys(side.map.programme_theory for side in self._sides))
        if not any(texts):
            return
        width = self._half if len(texts) > 1 else self._right - self._left
        lines = [self._sheet.wrapped(text, width - 2 * PAD, BODY, most=CLAIM_LINES) for text in texts]
        height = (max(map(len, lines)) + 1) * self._sheet.line_height() + 2 * PAD
        for place, of in enumerate(lines):
            x = self._left + place * (self._half + GAP)
            self._sheet.box(
                x, self._y, width, height, edge=INK if place else RULE, weight=1.4 if place else 0.5
            )
            title = "Programme theory, reworded" if place else "Programme theory"
            y = self._sheet.words(x + PAD, self._y + PAD, title, bold=True)
            self._sheet.lines(x + PAD, y, of)
        self._y += height + GAP

    def _section_lines(self, name: str) -> list[str]:
        return self._sheet.wrapped(name, self._right - self._left - 2 * PAD, HEADING, bold=True, most=2)

    def _section_height(self, name: str) -> float:
        return len(self._section_lines(name)) * self._sheet.line_height(HEADING) + PAD + GAP / 2

    def _section(self, name: str) -> None:
        height = self._section_height(name) - GAP / 2
        self._sheet.box(self._left, self._y, self._right - self._left, height, fill=PALE, edge="")
        lines = self._section_lines(name)
        self._sheet.lines(self._left + PAD, self._y + PAD / 2, lines, HEADING, bold=True)
        self._y += height + GAP / 2

    def _turn(self) -> None:
        self._finish()
        self._sheet, self._y = self._new(), 0.0
        self._heads()

    def _finish(self) -> None:
        self._y -= GAP
        below = [self._lead_to_rivals(side) for side in self._sides]
        self._sheets.append(self._sheet.end(max(self._y, *below)))
        for side in self._sides:
            side.done |= set(side.cards)
            side.cards.clear()

    # --- cards ---------------------------------------------------------------------------------------------------------

    def _is_across(self, pair: Pair) -> bool:
        """Whether one card shows it, because nothing changed."""
        return not pair.changes or not self._picture.is_changed

    def _paragraphs(self, code: Code, width: float, changes: Sequence[str]) -> list[Paragraph]:
        room, wrapped = width - CHIP - 2 * PAD, self._sheet.wrapped
        said = self._picture.claims(code)
        small = {"size": SMALL, "colour": MUTED}
        marked = ", ".join(changes)
        return [
            (wrapped(code.name, room, BODY, bold=True, most=NAME_LINES), {"bold": True}),
            (wrapped(said["proposition"], room, BODY, most=CLAIM_LINES), {}),
            (wrapped(said["subthemes"], room, SMALL, most=MORE_LINES), small),
            (wrapped(said["rivals"], room, SMALL, most=MORE_LINES), small),
            (
                wrapped(capitalised(marked), room, SMALL, bold=True, most=MORE_LINES),
                {"size": SMALL, "bold": True},
            ),
        ]

    def _cards(self, pair: Pair) -> list[tuple[float, float, Code | None, Sequence[str]]]:
        """Where cards are, how wide, and what they show: one across both maps, or one in each."""
        if self._is_across(pair):
            return [
                (
                    self._left,
                    self._right - self._left,
                    pair.present,
                    ("rejected",) if pair.present.rejected else (),
                )
            ]
        return [
            (self._left, self._half, pair.before, ()),
            (self._left + self._half + GAP, self._half, pair.after, pair.changes),
        ]

    def _height(self, pair: Pair) -> float:
        heights = [self._sheet.line_height() + self._sheet.line_height(SMALL)]
        for _, width, code, changes in self._cards(pair):
            if code is not None:
                paragraphs = self._paragraphs(code, width, changes)
                heights.append(
                    sum(
                        len(lines) * self._sheet.line_height(how.get("size", BODY))
                        for lines, how in paragraphs
                    )
                )
        return max(heights) + 2 * PAD

    def _pair(self, pair: Pair, height: float) -> None:
        for x, width, code, changes in self._cards(pair):
            if code is None:
                self._absent(x, width, changes, height)
            else:
                self._card(x, width, code, changes, height)
        for side, code in zip(
            self._sides, (pair.before, pair.after) if len(self._sides) > 1 else (pair.present,), strict=True
        ):
            if code is not None:
                side.cards[code.id] = (self._y, height)
        self._y += height + GAP

    def _card(self, x: float, width: float, code: Code, changes: Sequence[str], height: float) -> None:
        sheet = self._sheet
        colour = "#{:02x}{:02x}{:02x}".format(*channels(self._colours.get(code.id) or "#d9d9d9"))
        sheet.box(x, self._y, width, height, edge="")
        sheet.box(x, self._y, CHIP, height, fill=colour, edge="")
        dash = DASHED if code.rejected else SOLID
        edge, weight = (INK, 1.4) if changes else (RULE, 0.5)
        sheet.frame(x, self._y, width, height, edge=edge, weight=weight, dash=dash)
        sheet.code(x + CHIP / 2, self._y + PAD, code.id, CHIP - 1, colour=text_on(colour))
        y = self._y + PAD
        for lines, how in self._paragraphs(code, width, changes):
            y = sheet.lines(x + CHIP + PAD, y, lines, **how)

    def _absent(self, x: float, width: float, changes: Sequence[str], height: float) -> None:
        self._sheet.frame(x, self._y, width, height, edge=RULE, dash=DASHED)
        text = ", ".join(changes) or "not there yet"
        lines = self._sheet.wrapped(capitalised(text), width - 2 * PAD, SMALL, bold=True, most=MORE_LINES)
        self._sheet.lines(
            x + PAD, self._y + PAD, lines, SMALL, bold=bool(changes), colour=INK if changes else MUTED
        )

    # --- rivals --------------------------------------------------------------------------------------------------------

    def _lead_to_rivals(self, side: _Side) -> float:
        """A line for each framing beside the cards, with an arrow to each theory that it rivals; return how far down they go.

        A line from a framing on another sheet comes in from the top or the bottom, where the framing's code is.
        """
        lowest = self._y
        for lane, code in enumerate(side.framings):
            x = side.edge + side.outward * (lane + 1) * LANE
            share = (lane + 1) / (len(side.framings) + 1)
            arrows = [
                at + high * share
                for at, high in (side.cards[one] for one in code.rivals if one in side.cards)
            ]
            ends = list(arrows)
            if code.id in side.cards:
                top, height = side.cards[code.id]
                ends.append(top + height / 2)
                self._sheet.line([(side.edge, ends[-1]), (x, ends[-1])], dash=_LINES[lane])
                if side.done & set(code.rivals):
                    ends.append(self._top - 0.5)
            elif arrows and code.id not in side.done:
                ends.append(self._y + 1)
                half = self._sheet.line_height(SMALL) / 2
                name = shortened(code.id, FOOT - 2, SMALL)
                self._sheet.words(x - half, self._y + 1.5, name, SMALL, align=-1, upward=True)
                lowest = max(lowest, self._y + 2.5 + width_of(name, SMALL))
            if len(ends) > 1:
                self._sheet.line([(x, min(ends)), (x, max(ends))], dash=_LINES[lane])
            for at in arrows:
                self._sheet.line([(x, at), (side.edge, at)], head="open")
        return lowest
