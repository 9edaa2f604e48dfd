"""The lines of a page as drawn in the file: text, position, type size and font, in drawing order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

LINE_END_HYPHENS = "\ufffe\x02"
"""The characters that pdfium uses for a hyphen at the end of a line."""

NO_GLYPHS = -1
"""The `first` of lines that are not from pdfium and have no map to its characters."""

NO_SPACE = "\u200b"
"""Replaces a space between the letters of a word; clean text has none (see `review.documents.layout.cleaning`)."""

HIDDEN, SLANTED = "hidden", "slanted"
"""How a line may be `drawn`: so that nobody can see it, or at an angle, as watermarks are."""

_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OVERPRINTED = 0.8
_SAME_BASELINE = 0.45
_SUPERSCRIPT_RISE = 0.75
_WIDEST_SPACE = 1.2
_NARROWEST_SPACE = 0.12


class Line(NamedTuple):
    """One line of a page, in reading direction.

    `first` is pdfium's index of the first character (`NO_GLYPHS` if the line is not from pdfium), and `text` has one
    code point for each character from there.
    `left`, `right` and `baseline` are in points, with the page rotated so that the line is horizontal and later lines are
    lower; a line of Arabic or Hebrew begins at its `right`. `size` is the type size in its middle, `font` the font of the first character and `last_font` of the
    last. `angle` is the direction of the line on the page: 0, 90, 180 or 270 degrees anticlockwise. `hyphen`: the line
    ended with a hyphen (which is not part of `text`). `drawn` is empty for most lines; see `HIDDEN` and `SLANTED`.
    """

    first: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str = ""
    last_font: str = ""
    angle: int = 0
    hyphen: bool = False
    drawn: str = ""

    @property
    def width(self) -> float:
        """The length of the line in points."""
        return self.right - self.left

    @property
    def runs_leftward(self) -> bool:
        """Whether the line is read from right to left."""
        return runs_leftward(self.text)

    def mirrored(self) -> Line:
        """The line as if the page were seen from behind, so that a line that runs leftward begins at its `left`."""
        return self._replace(left=-self.right, right=-self.left)

    @property
    def is_bold(self) -> bool:
        """Whether the line seems to be all bold."""
        return is_bold(self.font) and is_bold(self.last_font)


class PageLines(NamedTuple):
    """The content of a page: size in points, label in the file, and lines in drawing order.

    `rotation` is by how many degrees clockwise the page is turned when it is shown, `origin` the lower left corner of what
    is shown of it. `width` and `height` are of the page as it is shown; lines stand where they are before that.
    `covered` are the `first` of lines whose number cannot be seen, because something is drawn over it.
    """

    number: int
    width: float
    height: float
    label: str
    lines: tuple[Line, ...]
    rotation: int = 0
    origin: tuple[float, float] = (0.0, 0.0)
    covered: tuple[int, ...] = ()


_BOLD = re.compile(r"bold|black|heavy|semibd|demi|[-.]b$|-bd|\.b\b|medi$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_bold(font: str) -> bool:
    """Whether a font is bold, by its name."""
    return bool(_BOLD.search(font))


def runs_leftward(text: str) -> bool:
    """Whether a text is read from right to left: most of its letters are Arabic, Hebrew or of a script like them."""
    if text.isascii() or not _LEFTWARD.search(text):
        return False
    return 2 * len(_LEFTWARD.findall(text)) > sum(map(str.isalpha, text))


def is_overprinted(run: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether smaller text runs through lines of one size, as through a watermark behind the text."""
    top, bottom = run[0].baseline + 0.7 * run[0].size, run[-1].baseline
    left, right = min(line.left for line in run), max(line.right for line in run)
    through = sum(
        min(right, line.right) - max(left, line.left)
        for line in lines
        if line.size < 0.7 * run[0].size
        and bottom < line.baseline + 0.3 * line.size < top
        and line.left < right
        and line.right > left
    )
    return through > _OVERPRINTED * (right - left)


def join_pieces(pieces: Iterable[Line]) -> list[Line]:
    """Join pieces of a line that pdfium separated: those on one baseline that touch, as around superscripts.

    The characters of a line stay in one run, so that `first` still maps to each of them: the line break between two
    pieces becomes a space and a line feed if there was a gap, and is kept otherwise (both are cleaned up later, see
    `review.documents.layout.cleaning`).
    """
    joined: list[Line] = []
    for piece in pieces:
        if joined and goes_on_in_line(joined[-1], piece) and _follows(joined[-1], piece):
            joined[-1] = _joined(joined[-1], piece)
        elif joined and piece.runs_leftward and goes_on_in_line(piece, joined[-1]):
            # pdfium gives the end of such a line first where marks of vowels separate it.
            joined.insert(-1, piece)
        else:
            joined.append(piece)
    return joined


def goes_on_in_line(line: Line, piece: Line) -> bool:
    """Whether a piece goes on where a line ends, on about the same baseline."""
    if line.angle != piece.angle or line.drawn != piece.drawn or line.hyphen:
        return False
    larger = max(line.size, piece.size)
    tolerance = _SAME_BASELINE if abs(line.size - piece.size) < 0.1 * larger else _SUPERSCRIPT_RISE
    if abs(line.baseline - piece.baseline) > tolerance * larger:
        return False
    return -0.3 * larger < _gap(line, piece) < _WIDEST_SPACE * larger


def _follows(line: Line, piece: Line) -> bool:
    """Whether the characters of a piece follow those of the line in pdfium's count."""
    return piece.first - line.first - len(line.text) <= 2


def _gap(line: Line, piece: Line) -> float:
    """The distance between the end of a line and a piece that follows it."""
    return line.left - piece.right if line.runs_leftward else piece.left - line.right


def _joined(line: Line, piece: Line) -> Line:
    larger = line if len(line.text) >= len(piece.text) else piece
    between = piece.first - line.first - len(line.text)
    spaced = _gap(line, piece) > _NARROWEST_SPACE * larger.size
    break_ = (" \n" if spaced else "\r\n")[:between]
    return line._replace(
        text=line.text + break_ + piece.text,
        left=min(line.left, piece.left),
        right=max(line.right, piece.right),
        baseline=larger.baseline,
        size=larger.size,
        last_font=piece.last_font,
        hyphen=piece.hyphen,
    )
