"""Numbers at the edges of a page that may be its page number, with the place where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from review.documents.layout.lines import HIDDEN, Line, PageLines
from review.domain.roman import from_roman

_ZONE = 0.25
"""The part of a page's height, from each edge, in which numbers are looked for."""
_ROWS = 4
"""The outermost rows at each edge that are looked at: a stamp or a notice may stand outside of the page number."""
_SAME_ROW = 0.45
_SUPERSCRIPT_RISE = 0.75
_SMALL = 0.8
_LEAST_SIZE = 4.0
_LONGEST = 250
_SPREAD = 1.15
"""How much wider than high a page is on which two printed pages may stand."""
_MANY_NUMBERS = 3
_LONGEST_SHORT = 2
"""The letters of abbreviations such as pp., which may stand for other words in the middle of a text."""
_STANDS_OUT = 1.15
_APART = 4.0

_NUMBER = (
    r"(?P<number>"
    r"(?:[A-Z]{1,2}|[A-Z]{1,3}[-–.]|[A-Z][a-z]{1,11}[-–]|[a-z](?=\d{2})|\d{1,2} ?[-–] ?|\d{1,4}\.e)?\d{1,5}"
    r"|[ivxlc]{1,8}|[IVXLC]{1,8})"
)
_PAGE = (
    r"(?:\b(?:pages?|pg|pp?|seite|página|pagina|pàgina|pág|pag|sida|side|strona|sivu|стр|страница|oldal)\b\.?"
    r"|第|\bS\.)(?:\s?(?:no\b\.?|number\b|nr\b\.?|#))?"
)
_OF = r"(?:\s*(?:of|von|de|sur|di|av|van|из|od|/|\|)\s*(?P<total>\d{1,5}|[ivxlc]{1,8}\b))"
_DECORATION = r"[-–—~•·∙|\s<>‹›«»_]*"
_WHOLE = re.compile(rf"(?P<before>{_DECORATION}){_NUMBER}(?P<after>{_DECORATION})")
_BETWEEN_SIGNS = re.compile(rf"(?P<before>\S{{1,2}})\s+{_NUMBER}(?P<after>\s+)(?P=before)")
_OF_TOTAL = re.compile(rf"(?<![\w./:(\[-]){_NUMBER}{_OF}(?![\w/:.]\d|\w)", re.IGNORECASE)
_MARKED = re.compile(rf"{_PAGE}\s*[-–:]?\s*{_NUMBER}{_OF}?(?:\s*页|(?![\w/:(]|[.,]\d))", re.IGNORECASE)
_START = re.compile(rf"{_NUMBER}(?P<bar>\s*[|│•·–—]\s*(?=\S)|\s+(?=\S)|(?=[A-Z][a-z]))")
_END = re.compile(rf"(?P<bar>\s*[|│•·]\s*|(?<!\d)\s*[–—]\s*|\s+|(?<=[a-z])(?=\d)){_NUMBER}\Z")
_WITHIN = re.compile(r"(?<!\S)(?P<number>(?:(?:\d{1,2}|[A-Z]{1,3}|[A-Z][a-z]{1,11})[-–])?\d{1,5})(?!\S)")
_HAS_NUMBER = re.compile(r"\d|\b[ivxlcIVXLC]+(?:\b|(?=[A-Z]))")
_FOOTNOTE = re.compile(r"\W?\d{1,4}[.)]?\s+(?=[^\s|│•·–—-])")
_COUNTED = re.compile(
    r"(?:\b(?:fig(?:ure|ura)?|table|tab|box|chart|map|plate|exhibit|chapter|section|part|appendix|annexe?|vol(?:ume)?|no|nr|issue"
    r"|number|question|step|slide|case|version|revision|edition|module|lesson|session|unit|item|note|phase|group|level|study"
    r"|abbildung|abb|tabelle|kapitel|figur|tableau|chapitre|tabla|cap[ií]tulo|cuadro|art(?:icle|ikel)?|§)\.?|\d\s?[-–—]|[#§$£€№(\[=+<>,;:/])\s*\Z",
    re.IGNORECASE,
)
"""Ends of texts after which a number counts other things than pages."""
_SENTENCE = re.compile(r"(?:[,;!?]|[a-z]{2}\.)(?:\s|\Z)")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_PARTS = re.compile(r"(?P<prefix>.*?)(?P<digits>\d+)")


class Standing(IntEnum):
    """How a number stands in its row, the clearest last."""

    WITHIN_TEXT = 0
    BESIDE_TEXT = 1
    IN_ROW = 2
    ALONE = 3
    BARRED = 4
    MARKED = 5
    OF_TOTAL = 6


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
    """A page as seen by the lines of one direction: all coordinates from its lower left corner."""

    width: float
    height: float
    across: float
    up: float


def counting_numbers(pages: Sequence[PageLines]) -> list[list[Shown]]:
    """The numbers at the edges of each page, without those that stand beside the same words on a page nearby, too.

    Years, dates and last pages in running heads stay the same; page numbers never do.
    """
    shown = [numbers_at_edges(page) for page in pages]
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


def numbers_at_edges(page: PageLines) -> list[Shown]:
    """The numbers at the edges of a page, those of its halves included if it is wide enough for two printed pages."""
    found: list[Shown] = []
    seen = [line for line in page.lines if line.drawn != HIDDEN and line.first not in page.covered]
    for angle in {line.angle for line in seen}:
        lines = [line for line in seen if line.angle == angle]
        frame = _frame(page, angle)
        found += _numbers(page.number, lines, frame, 0)
        if frame.width > _SPREAD * frame.height:
            gutter = frame.width / 2 - frame.across
            for half, inside in ((-1, True), (1, False)):
                part = [line for line in lines if (line.left + line.right < 2 * gutter) is inside]
                part_frame = _Frame(
                    frame.width / 2, frame.height, frame.across - (0 if inside else frame.width / 2), frame.up
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
        near = [line for line in lines if line.baseline + frame.up > frame.height - zone]
    else:
        near = [line for line in lines if line.baseline + frame.up < zone]
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
    if len(whole) > _LONGEST or not _HAS_NUMBER.search(whole):
        return
    if sum(_WHOLE.fullmatch(text) is not None for text in texts) > _MANY_NUMBERS:
        return
    is_footnote = edge < 0 and (match := _FOOTNOTE.match(whole)) and _SENTENCE.search(whole, match.end())
    depth = frame.height - row[0].baseline - frame.up if edge > 0 else row[0].baseline + frame.up
    for index, (line, text) in enumerate(zip(row, texts, strict=True)):
        if not _HAS_NUMBER.search(text) or _is_mark(row, index):
            continue
        others = " ".join([*texts[:index], *texts[index + 1 :]])
        piece = _Piece(text, others, index == 0, index == len(row) - 1, _stands_out(row, index))
        left, right = line.left + frame.across, frame.width - frame.across - line.right
        for found in _at_start(piece) if is_footnote and not piece.stands_out else _candidates(piece):
            printed, total = found.match["number"], found.match.groupdict().get("total")
            style, value = _style_and_value(printed)
            most = _style_and_value(total) if total else (style, value)
            if not value or most < (style, value) or most[0] != style:
                continue
            yield Shown(
                page,
                _tidy(printed),
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
                _NOT_LETTERS.sub("", found.beside).casefold(),
                _SENTENCE.search(found.beside) is not None,
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


class _Piece(NamedTuple):
    """A piece of a row: its text and that of the others, whether it is the first or last, and whether it stands out."""

    text: str
    others: str
    first: bool
    last: bool
    stands_out: bool


class _Candidate(NamedTuple):
    """A number in a piece: how it stands, what is beside it, and from which sides its distance is known (l, m, r)."""

    match: re.Match[str]
    standing: Standing
    beside: str
    sides: str


def _candidates(piece: _Piece) -> Iterator[_Candidate]:
    """The numbers in a piece of a row that may be page numbers."""
    text, others = piece.text, piece.others
    if match := _WHOLE.fullmatch(text) or _BETWEEN_SIGNS.fullmatch(text):
        yield _alone(piece, match)
        return
    for match in (*_MARKED.finditer(text), *_OF_TOTAL.finditer(text)):
        rest = text[: match.start()] + text[match.end() :]
        at_start, at_end = match.start() == 0, match.end() == len(text)
        standing = Standing.OF_TOTAL if match["total"] else Standing.MARKED
        if match.re is _OF_TOTAL and rest.strip():
            if not (at_start and piece.first) and not (at_end and piece.last):
                continue
            standing = Standing.BESIDE_TEXT
        if at_start or at_end or (match["total"] and len(match[0].split()[0].rstrip(".")) > _LONGEST_SHORT):
            sides = ("l" if at_start else "") + ("r" if at_end else "") + ("m" if not rest.strip() else "")
            yield _Candidate(match, standing, rest + others, sides or "lmr")
    yield from _at_start(piece)
    if (match := _END.search(text)) and piece.last and not _COUNTED.search(text[: match.start()]):
        standing = Standing.BARRED if match["bar"].strip() else Standing.BESIDE_TEXT
        yield _Candidate(match, standing, text[: match.start()] + others, "r")
    for match in _WITHIN.finditer(text):
        if 0 < match.start() < match.end() < len(text) and not _COUNTED.search(text[: match.start()]):
            rest = text[: match.start()] + text[match.end() :]
            yield _Candidate(match, Standing.WITHIN_TEXT, rest + others, "lr")


def _alone(piece: _Piece, match: re.Match[str]) -> _Candidate:
    """A number that is a piece of its own."""
    if (match["before"].strip() and match["after"].strip()) or "|" in match[0]:
        return _Candidate(match, Standing.BARRED, piece.others, "lmr")
    if not piece.others:
        return _Candidate(match, Standing.ALONE, "", "lmr")
    if piece.last:
        return _Candidate(match, Standing.IN_ROW, piece.others, "r")
    if piece.first:
        standing = Standing.IN_ROW if piece.stands_out else Standing.BESIDE_TEXT
        return _Candidate(match, standing, piece.others, "l")
    return _Candidate(match, Standing.IN_ROW, piece.others, "lmr")


def _at_start(piece: _Piece) -> Iterator[_Candidate]:
    """The number that a row begins with."""
    if not piece.first:
        return
    if match := _WHOLE.fullmatch(piece.text):
        yield _alone(piece, match)
    elif match := _START.match(piece.text):
        rest = piece.text[match.end() :]
        if rest[0] not in ").]%":
            standing = Standing.BARRED if match["bar"].strip() else Standing.BESIDE_TEXT
            yield _Candidate(match, standing, rest + piece.others, "l")


def _style_and_value(printed: str) -> tuple[str, int]:
    """What stays and what counts in a printed number; the value is 0 if it is no number."""
    if match := _PARTS.fullmatch(printed):
        return _tidy(match["prefix"]), int(match["digits"])
    return "i" if printed.islower() else "I", from_roman(printed)


def _tidy(printed: str) -> str:
    """A number without spaces and with one kind of dash."""
    return printed.replace("–", "-").replace(" ", "")
