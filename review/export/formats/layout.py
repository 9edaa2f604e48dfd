"""How a printed table is laid out on an A4 page: which way the page lies, the size of the type, how wide each column is.

All lengths are in points. Texts are measured with the widths of Helvetica and Arial, with some room to spare, because the font
that prints them is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from review.export.formats.text import shown
from review.export.table import NUMBERS, Cell, Column, Kind, PrintedTable

POINTS_PER_INCH = 72
POINTS_PER_CM = POINTS_PER_INCH / 2.54
PAGE = (21.0 * POINTS_PER_CM, 29.7 * POINTS_PER_CM)
"""Width and height of an upright A4 page."""
MARGIN = 2.0 * POINTS_PER_CM

SIZES = (9.0, 8.0, 7.0, 6.0)
"""The sizes of the type, from the usual one to the smallest that is legible."""

PADDING = 8.0
"""The room beside a text in its column, left and right together."""
MARK_PADDING = 3.0
"""The same in a column of marks."""

UPRIGHT = 1.25
"""Tables whose texts would be wider than this many upright pages side by side lie on their side."""
LONG_TEXT = 270.0
"""A text is broken into lines anyway: more than this counts no further when the page's direction is chosen."""
COMFORTABLE = 72.0
"""Short texts in a column of this width are seldom broken into lines; columns get it if there is room."""
SHORT_HEADING = 8
"""A heading of so few characters is not broken."""
LEGIBLE = 8.0
"""Headings of numbers are turned where the type would have to be smaller than this."""
FOLDED = 16
"""A longer heading is in two lines when it is turned."""
HEADING_LINES = 3
"""The lines that the headings of numbers may have, which are longer than the numbers."""
MEASURED = 60
"""So many rows, all over the table, decide which column gets how much."""
STEPS = (64.0, 16.0, 4.0)
"""How much room is moved from one column to another."""
ONE_LINE = 1.25
"""The height of a line at size 1, which is what a turned heading takes across."""
LONGEST_WORD = 130.0
"""A longer word (an address, a name without spaces) is broken."""
MARKS_ACROSS = 0.4
"""Headings of marks that would take more than this share of the page are turned."""

TOLERANCE = 0.01
BOLD = 1.09
SPARE = 1.06
_NARROW = dict.fromkeys("iljI.,:;|!'’‘/\\ \u00a0()[]ft", 0.29) | dict.fromkeys('r-–“”"*^°', 0.36)
_WIDE = dict.fromkeys("mMW@%—…", 0.95) | dict.fromkeys("wABCDEGHKNOPQRSUVXYZ&", 0.72) | {"●": 0.62}
_WIDTHS = _NARROW | _WIDE
_USUAL, _FULL = 0.56, 1.0
_AFTER_HYPHENS = r"(?<=[^\W\d_]-)(?=[^\W\d_])"
"""Between the parts of a word such as Voluntary-sector."""
_PARTS = re.compile(_AFTER_HYPHENS)
BREAKS = re.compile(rf"[^\S\u00a0]+|{_AFTER_HYPHENS}")
"""Where a line may be broken."""


@dataclass(frozen=True)
class Layout:
    """A table on its page: `widths` of the columns, `size` of the type, and whether the headings of marks are `turned`.

    `turned_numbers`: those of numbers, too. `head_height` is the height of the row of headings if some are turned, else 0.
    """

    landscape: bool
    size: float
    widths: tuple[float, ...]
    turned: bool = False
    turned_numbers: bool = False
    head_height: float = 0.0

    def is_turned(self, column: Column) -> bool:
        """Whether the heading of a column is turned."""
        return self.turned_numbers if column.kind in NUMBERS else self.turned and column.kind is Kind.MARK

    def heading(self, column: Column) -> str:
        """The heading of a column, with a line end where it is folded."""
        return folded(column.heading) if self.is_turned(column) and self.turned_numbers else column.heading


@dataclass(frozen=True)
class _Needs:
    """What a column needs at size 1: the widths of its widest word and widest line, and the `lengths` of texts of some rows."""

    word: float
    text: float
    lengths: Sequence[float]
    padding: float

    def least(self, size: float) -> float:
        return min(self.word * size, LONGEST_WORD) + self.padding

    def most(self, size: float) -> float:
        return self.text * size + self.padding


def room(*, landscape: bool) -> float:
    """The width between the margins."""
    return PAGE[landscape] - 2 * MARGIN


def width_of(text: str, *, bold: bool = False) -> float:
    """The width of a text on one line at size 1."""
    ems = sum(_WIDTHS.get(c, _USUAL if c < "\u1100" else _FULL) for c in text)
    return ems * SPARE * (BOLD if bold else 1)


def lines_of(text: str, width: float, *, bold: bool = False) -> int:
    """The number of lines of a text in a column of a width, at size 1; a word that is wider is broken."""
    return sum(_lines_of_paragraph(line, width, bold=bold) for line in text.split("\n"))


def _lines_of_paragraph(text: str, width: float, *, bold: bool) -> int:
    width += TOLERANCE  # a column may be exactly as wide as its text
    lines, used, space = 1, 0.0, width_of(" ", bold=bold)
    for word in text.split(" "):
        for part in _PARTS.split(word):
            across = width_of(part, bold=bold)
            if used and used + across > width:
                lines, used = lines + 1, 0.0
            broken = int(across // width) if width > TOLERANCE else 0
            lines, used = lines + broken, used + across - broken * width
        used += space
    return lines


def folded(heading: str) -> str:
    """A long heading in two lines, about as long as each other."""
    spaces = [place for place, sign in enumerate(heading) if sign == " "]
    if len(heading) <= FOLDED or not spaces:
        return heading
    middle = min(spaces, key=lambda place: max(width_of(heading[:place]), width_of(heading[place + 1 :])))
    return f"{heading[:middle]}\n{heading[middle + 1 :]}"


def laid_out(table: PrintedTable) -> Layout:
    """The layout of a table: the largest type, and an upright page before one on its side, in which no word is broken.

    If there is none, the columns share the widest page in proportion to what they need. Headings of marks are turned where they
    would take much of the page, those of numbers only where the type is larger for it and would hardly be legible else.
    """
    heads = sum(_heading_width(column) for column in table.columns if column.kind is Kind.MARK)
    turned = heads * SIZES[0] > MARKS_ACROSS * room(landscape=True)
    usual = _largest(table, turned=turned, turned_numbers=False)
    if usual.size >= LEGIBLE or not any(column.kind in NUMBERS for column in table.columns):
        return usual
    other = _largest(table, turned=turned, turned_numbers=True)
    return other if other.size > usual.size else usual


def _largest(table: PrintedTable, *, turned: bool, turned_numbers: bool) -> Layout:
    """The layout with the largest type, given which headings are turned."""
    how = Layout(True, SIZES[-1], (), turned, turned_numbers)
    needs = [_needs(place, column, table.rows, how) for place, column in enumerate(table.columns)]
    side_by_side = sum(min(need.most(SIZES[0]), LONG_TEXT) for need in needs)
    upright_is_enough = side_by_side <= UPRIGHT * room(landscape=False)
    for size in SIZES:
        for landscape in (False, True) if upright_is_enough else (True,):
            if sum(need.least(size) for need in needs) <= room(landscape=landscape):
                return _layout(table, needs, replace(how, size=size, landscape=landscape))
    return _layout(table, needs, how)


def _layout(table: PrintedTable, needs: Sequence[_Needs], how: Layout) -> Layout:
    """The layout with the widths of the columns, and the height of turned headings."""
    lines = [
        line for column in table.columns if how.is_turned(column) for line in how.heading(column).split("\n")
    ]
    height = max((width_of(line, bold=True) for line in lines), default=0.0) * how.size
    return replace(
        how,
        widths=_shared(needs, how.size, room(landscape=how.landscape)),
        head_height=height + 2 * PADDING if lines else 0.0,
    )


def _heading_width(column: Column) -> float:
    return width_of(column.heading, bold=True)


def _needs(place: int, column: Column, rows: Sequence[Sequence[Cell]], how: Layout) -> _Needs:
    texts = [shown(row[place]) for row in rows]
    every = len(texts) // MEASURED + 1
    widest = max((width_of(line) for text in texts for line in text.split("\n")), default=0.0)
    heading = _heading_width(column)
    if column.kind is Kind.MARK:
        across = max(ONE_LINE if how.turned else heading, widest)
        return _Needs(across, across, (across,) * len(texts[::every]), MARK_PADDING)
    if how.is_turned(column):
        across = max(ONE_LINE * (1 + how.heading(column).count("\n")), widest)
        return _Needs(across, across, (across,) * len(texts[::every]), PADDING)
    heading_word = (
        heading if len(column.heading) <= SHORT_HEADING else _widest_word([column.heading], bold=True)
    )
    word = max(_widest_word(texts), heading_word)
    if column.kind in NUMBERS:
        heading /= HEADING_LINES
    return _Needs(word, max(word, widest, heading), [*map(width_of, texts[::every])], PADDING)


def _widest_word(texts: Iterable[str], *, bold: bool = False) -> float:
    return max(
        (width_of(word, bold=bold) for word in {word for text in texts for word in BREAKS.split(text)}),
        default=0.0,
    )


def _shared(needs: Sequence[_Needs], size: float, room: float) -> tuple[float, ...]:
    """The widths of the columns: all that they ask for if there is room, else such that the rows are as low as possible."""
    least, most = [need.least(size) for need in needs], [need.most(size) for need in needs]
    if sum(most) <= room:
        return tuple(most)
    if sum(least) >= room:
        return tuple(width * room / sum(least) for width in least)
    comfortable = [max(narrow, min(full, COMFORTABLE)) for narrow, full in zip(least, most, strict=True)]
    narrowest = comfortable if sum(comfortable) < room else least
    asked = [full - narrow for narrow, full in zip(narrowest, most, strict=True)]
    share = (room - sum(narrowest)) / sum(asked)
    widths = [narrow + share * more for narrow, more in zip(narrowest, asked, strict=True)]
    return tuple(_with_low_rows(widths, narrowest, most, needs, size))


def _with_low_rows(
    widths: list[float],
    narrowest: Sequence[float],
    most: Sequence[float],
    needs: Sequence[_Needs],
    size: float,
) -> list[float]:
    """The widths after moving room from column to column, in ever smaller steps, as long as the rows get lower by it."""

    def height(widths: Sequence[float]) -> float:
        """How many lines all rows together have, about."""
        lines = [
            [length * size / (width - need.padding) for length in need.lengths]
            for width, need in zip(widths, needs, strict=True)
        ]
        return float(sum(max(1.0, *of_row) for of_row in zip(*lines, strict=True)))

    lowest = height(widths)
    for step in STEPS:
        improved = True
        while improved:
            improved = False
            for giver, taker in permutations(range(len(widths)), 2):
                if widths[giver] - step < narrowest[giver] or widths[taker] + step > most[taker]:
                    continue
                moved = [*widths]
                moved[giver] -= step
                moved[taker] += step
                if (now := height(moved)) < lowest - TOLERANCE:
                    widths, lowest, improved = moved, now, True
    return widths
