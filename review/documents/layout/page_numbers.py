"""Numbers at the edges of a page that may be its page number, with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from review.documents.layout.lines import HIDDEN, Line, PageLines
from review.documents.layout.number_forms import (
    Piece,
    Standing,
    candidates,
    has_number,
    is_footnote,
    is_number,
    is_sentence,
    letters,
    number_at_start,
    style_and_value,
    tidy,
)

_ZONE = 0.25
"""The part of a page's height, from each edge, in which numbers are looked for."""
_ROWS = 4
"""The outermost rows at each edge that are looked at: a stamp or a notice may stand outside of the page number."""
_FEW = 10
_SAME_ROW = 0.45
_SUPERSCRIPT_RISE = 0.75
_SMALL = 0.8
_LEAST_SIZE = 4.0
_LONGEST = 250
_SPREAD = 1.15
"""How much wider than high a page is on which two printed pages may stand."""
_MANY_NUMBERS = 3
_STANDS_OUT = 1.15
_APART = 4.0


class Shown(NamedTuple):
    """A number at the edge of a page.

    `printed` is what the page shows; `value` counts, `style` (a prefix such as `A-`, `i` or `I` for roman) does not.
    `depth` is the distance of the baseline from the `edge` (1 upper, -1 lower) in points; `left` and `right` are the
    distances from the sides and `middle` the distance from the middle, None where a text of changing width is between.
    `beside` has the letters of its row; `sentence`: they read like a sentence or a reference. `half` is 0, or -1 or 1 for the left or right half of a wide page.
    """

    page: int
    printed: str
    value: int
    style: str
    standing: Standing
    edge: int
    rank: int
    depth: float
    left: float | None
    middle: float | None
    right: float | None
    height: float
    size: float
    bold: bool
    beside: str = ""
    sentence: bool = False
    total: int = 0
    half: int = 0


class _Frame(NamedTuple):
    """A page as seen by the lines of one direction, and by how much their coordinates are shifted.

    `low` and `high` are where the text of most pages ends and begins, from the lower edge.
    """

    width: float
    height: float
    across: float
    up: float
    low: float = 0.0
    high: float = 0.0


def counting_numbers(pages: Sequence[PageLines]) -> list[list[Shown]]:
    """The numbers at the edges of each page, without those that are beside the same words on a page nearby, too.

    Years, dates and last pages in running heads stay the same; page numbers never do.
    """
    block = _text_block(pages)
    shown = [numbers_at_edges(page, block) for page in pages]
    seen = [{_apart_from_page(one) for one in numbers} for numbers in shown]
    return [
        [
            one
            for one in numbers
            if one.standing >= Standing.MARKED
            or not any(
                _apart_from_page(one) in near for near in (*seen[max(0, n - 2) : n], *seen[n + 1 : n + 3])
            )
        ]
        for n, numbers in enumerate(shown)
    ]


def _apart_from_page(one: Shown) -> tuple[str, str, int, int]:
    return one.printed, one.beside, one.edge, one.half


def _text_block(pages: Sequence[PageLines]) -> tuple[float, float]:
    """The lowest and highest baselines that most pages have: small printed pages fill only a part of large sheets."""
    upright = [
        [line.baseline for line in page.lines if line.angle == 0 and line.drawn != HIDDEN] for page in pages
    ]
    lows, highs = (sorted(map(pick, filter(None, upright))) for pick in (min, max))
    if not lows:
        return 0.0, 0.0
    few = len(lows) // _FEW
    return lows[few], highs[-1 - few]


def numbers_at_edges(page: PageLines, block: tuple[float, float] = (0.0, 0.0)) -> list[Shown]:
    """The numbers at the edges of a page, those of its halves included if it is wide enough for two printed pages.

    `block` has the lowest and highest baselines of the document.
    """
    found: list[Shown] = []
    seen = [line for line in page.lines if line.drawn != HIDDEN and line.first not in page.covered]
    for angle in {line.angle for line in seen}:
        lines = [line for line in seen if line.angle == angle]
        frame = _frame(page, angle)
        if angle == 0:
            frame = frame._replace(low=block[0] + frame.up, high=block[1] + frame.up)
        found += _numbers(page.number, lines, frame, 0)
        if frame.width > _SPREAD * frame.height:
            gutter = frame.width / 2 - frame.across
            for half, inside in ((-1, True), (1, False)):
                part = [line for line in lines if (line.left + line.right < 2 * gutter) is inside]
                part_frame = _Frame(
                    frame.width / 2,
                    frame.height,
                    frame.across - (0 if inside else frame.width / 2),
                    frame.up,
                    frame.low,
                    frame.high,
                )
                found += _numbers(page.number, part, part_frame, half)
    return found


def _frame(page: PageLines, angle: int) -> _Frame:
    turned = page.rotation % 180 != 0
    width, height = (page.height, page.width) if turned else (page.width, page.height)
    left, bottom = page.origin
    if angle == 90:
        return _Frame(height, width, -bottom, left + width)
    if angle == 180:
        return _Frame(width, height, left + width, bottom + height)
    if angle == 270:
        return _Frame(height, width, bottom + height, -left)
    return _Frame(width, height, -left, -bottom)


def _numbers(page: int, lines: Sequence[Line], frame: _Frame, half: int) -> list[Shown]:
    found: list[Shown] = []
    for edge in (1, -1):
        for rank, row in enumerate(_rows(lines, frame, edge)):
            found += _numbers_of_row(page, row, frame, edge, rank, half)
    return found


def _rows(lines: Sequence[Line], frame: _Frame, edge: int) -> Iterator[list[Line]]:
    """The outermost rows at an edge: lines on one baseline, from left to right."""
    zone = _ZONE * frame.height
    if edge > 0:
        least = min(frame.height, frame.high or frame.height) - zone - frame.up
        near = [line for line in lines if line.baseline > least]
    else:
        most = max(0.0, frame.low) + zone - frame.up
        near = [line for line in lines if line.baseline < most]
    near.sort(key=lambda line: -edge * line.baseline)
    row: list[Line] = []
    count = 0
    for line in near:
        if row and not _in_row(line, row[0]):
            yield sorted(row, key=lambda line: line.left)
            count += 1
            if count == _ROWS:
                return
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.left)


def _in_row(line: Line, other: Line) -> bool:
    """Whether two lines are pieces of a row; the mark of a footnote is smaller and higher than its text."""
    small, large = sorted((line.size, other.size))
    rise = _SAME_ROW if small > _SMALL * large else _SUPERSCRIPT_RISE
    return abs(line.baseline - other.baseline) <= rise * max(large, _LEAST_SIZE)


def _numbers_of_row(
    page: int, row: Sequence[Line], frame: _Frame, edge: int, rank: int, half: int
) -> Iterator[Shown]:
    texts = [" ".join(line.text.split()) for line in row]
    whole = " ".join(texts)
    if len(whole) > _LONGEST or not has_number(whole) or sum(map(is_number, texts)) > _MANY_NUMBERS:
        return
    may_be_footnote = edge < 0 and is_footnote(whole)
    depth = frame.height - row[0].baseline - frame.up if edge > 0 else row[0].baseline + frame.up
    for index, (line, text) in enumerate(zip(row, texts, strict=True)):
        if not has_number(text) or _is_mark(row, index):
            continue
        others = " ".join([*texts[:index], *texts[index + 1 :]])
        piece = Piece(text, others, index == 0, index == len(row) - 1, _stands_out(row, index))
        left, right = line.left + frame.across, frame.width - frame.across - line.right
        for found in (
            number_at_start(piece) if may_be_footnote and not piece.stands_out else candidates(piece)
        ):
            printed, total = found.match["number"], found.match.groupdict().get("total")
            style, value = style_and_value(printed)
            most = style_and_value(total) if total else (style, value)
            if not value or most < (style, value) or most[0] != style:
                continue
            yield Shown(
                page,
                tidy(printed),
                value,
                style,
                found.standing,
                edge,
                rank,
                depth,
                left if "l" in found.sides else None,
                (left - right) / 2 if "m" in found.sides else None,
                right if "r" in found.sides else None,
                frame.height,
                line.size,
                line.is_bold,
                letters(found.beside),
                is_sentence(found.beside),
                most[1] if total else 0,
                half,
            )


def _is_mark(row: Sequence[Line], index: int) -> bool:
    """Whether the first piece of a row is the mark of a footnote: smaller than the text beside it."""
    return index == 0 and len(row) > 1 and row[0].size < _SMALL * row[1].size and not _stands_out(row, 0)


def _stands_out(row: Sequence[Line], index: int) -> bool:
    """Whether the first piece of a row is larger than the others, or far from them: the mark of a footnote is neither."""
    if index or len(row) == 1:
        return False
    line, following = row[:2]
    usual = max(other.size for other in row[1:])
    return line.size > _STANDS_OUT * usual or following.left - line.right > _APART * usual
