"""Finds lines that are not part of the text: running heads, footers, page and line numbers, watermarks, hidden text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from review.documents.layout.lines import HIDDEN, SLANTED, Line, PageLines, is_overprinted
from review.documents.layout.number_forms import letters

_MARGIN = 0.13
_EDGE = 0.09
_OUTERMOST = 4
_ALONE = 1.7
_SAME_PLACE = 4.0
_NEAR = 3
_SHORT = 8
_LONGEST = 250
_PAGE_OF = re.compile(r"\b(page|p\.|seite)?\s*\d+\s*(of|/|von|de)\s*\d+|\bpage\s*\d+", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-–—\s|]*(page\s*)?(?P<number>\d{1,5}|[ivxlc]{1,7})(\s*(of|/)\s*\d+)?[-–—\s|]*", re.IGNORECASE
)
_CAPTION = re.compile(r"(table|fig|box|chart)", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
_WATERMARK = 1.8
_SLANTED_LARGER = 1.3
_MANY = 4
_SHORTEST_MARK = 4
_LINE_NUMBER = re.compile(r"\d{1,4}(?=\s|$)")


class _Candidate(NamedTuple):
    page: int
    line: int
    baseline: float


def side_line_kinds(pages: Sequence[PageLines]) -> list[dict[int, str]]:
    """For each page, the kinds of the lines (by index) that are not part of its text.

    Kinds are `running head`, `footer`, `page number`, `line number`, `watermark` and `hidden text`. A line near the upper
    or lower edge is a running head or a footer if the same words are at the same height of a nearby page; a number
    there is a page number; vertical lines at the edge of a page are running heads.
    """
    usual = _usual_size(pages)
    kinds = [_by_drawing(page, usual) for page in pages]
    by_words = _by_words(pages, kinds)
    for position, page in enumerate(pages):
        for index in _sideways(page):
            kinds[position][index] = "running head"
    for (words, top), candidates in by_words.items():
        enough = 2 if len(words) >= _SHORT else 3
        _set(kinds, _repeated(candidates, enough) if words else (), top)
    for (_, top), candidates in _by_count(pages, kinds).items():
        _set(kinds, _repeated(candidates, 3), top)
    for mark in _watermarks(pages, usual):
        kinds[mark.page].setdefault(mark.line, "watermark")
    for (_, top), candidates in _by_style(pages, kinds).items():
        _set(kinds, _repeated(candidates, 2), top)
    for position, page in enumerate(pages):
        for index in _line_numbers(page, kinds[position]):
            kinds[position][index] = "line number"
        _keep_numbers_of_the_text(page, kinds[position])
    return kinds


def _set(kinds: Sequence[dict[int, str]], candidates: Iterable[_Candidate], top: bool) -> None:
    """Records lines as running heads or footers unless they already have a kind."""
    for candidate in candidates:
        kinds[candidate.page].setdefault(candidate.line, "running head" if top else "footer")


def _by_words(
    pages: Sequence[PageLines], kinds: Sequence[dict[int, str]]
) -> dict[tuple[str, bool], list[_Candidate]]:
    """The lines at the edges of pages by their words; bare numbers are recorded as page numbers."""
    margins = [list(_margin_lines(page)) for page in pages]
    numberings = Counter(
        numbering
        for position, page in enumerate(pages)
        for numbering in {_numbering(page.lines[index], position) for index, _ in margins[position]}
    )
    found: defaultdict[tuple[str, bool], list[_Candidate]] = defaultdict(list)
    for position, page in enumerate(pages):
        for index, top in margins[position]:
            line = page.lines[index]
            if numbering := _numbering(line, position):
                at_edge = not _MARGIN * page.height < line.baseline < (1 - _MARGIN) * page.height
                if at_edge or numberings[numbering] > 1:
                    kinds[position].setdefault(index, "page number")
                continue
            found[_words(line.text), top].append(_Candidate(position, index, line.baseline))
    return found


def _numbering(line: Line, position: int) -> str:
    """A key that is equal for bare numbers of the same numbering."""
    match = _NUMBER.fullmatch(line.text)
    if not match:
        return ""
    number = match["number"]
    return f"{int(number) - position}" if number.isdecimal() else "roman"


def _words(text: str) -> str:
    """The letters of a line, which stay the same from page to page."""
    return letters(_PAGE_OF.sub("", text))


def _margin_lines(page: PageLines) -> Iterator[tuple[int, bool]]:
    """The lines near the upper (True) or lower (False) edge of a page: in the margin, or the outermost ones."""
    upright = [(line.baseline, index) for index, line in enumerate(page.lines) if is_upright(line)]
    if not upright:
        return
    upright.sort(reverse=True)
    high, low = page.height * (1 - _MARGIN), page.height * _MARGIN
    for rank, (baseline, index) in enumerate(upright):
        within = low <= baseline <= high and _OUTERMOST <= rank < len(upright) - _OUTERMOST
        if within or len(page.lines[index].text) > _LONGEST:
            continue
        from_end = len(upright) - 1 - rank
        if from_end < min(_OUTERMOST, rank) or (baseline < low and from_end < rank):
            yield index, False
        elif rank < _OUTERMOST or baseline > high:
            yield index, True


def _repeated(candidates: Sequence[_Candidate], enough: int) -> Iterator[_Candidate]:
    """The candidates of the same words or style that are at the same height of a nearby page."""
    if len(candidates) < enough:
        return
    for position, candidate in enumerate(candidates):
        near = candidates[max(0, position - 4) : position + 5]
        if any(
            0 < abs(candidate.page - other.page) <= _NEAR
            and abs(candidate.baseline - other.baseline) <= _SAME_PLACE
            for other in near
        ):
            yield candidate


def _by_count(
    pages: Sequence[PageLines], kinds: Sequence[dict[int, str]]
) -> dict[tuple[int, bool], list[_Candidate]]:
    """The outermost lines that begin or end with a number, grouped by how the number counts with the pages.

    This finds heads that differ from page to page, as in manuals and dictionaries.
    """
    found: defaultdict[tuple[int, bool], list[_Candidate]] = defaultdict(list)
    for position, page in enumerate(pages):
        upright = [(line.baseline, index) for index, line in enumerate(page.lines) if is_upright(line)]
        if len(upright) < _OUTERMOST:
            continue
        for (baseline, index), top in ((max(upright), True), (min(upright), False)):
            text = page.lines[index].text
            if index not in kinds[position] and len(text) < _LONGEST / 2:
                for number in set(_NUMBER_AT_END.findall(text)):
                    found[int(number) - position, top].append(_Candidate(position, index, baseline))
    return found


def is_upright(line: Line) -> bool:
    """Whether a line runs from left to right on the page and can be seen."""
    return line.angle == 0 and not line.drawn


def _by_drawing(page: PageLines, usual: int) -> dict[int, str]:
    """The lines that are not text by how they are drawn: those nobody can see, and large ones at an angle."""
    return {
        index: "hidden text" if line.drawn == HIDDEN else "watermark"
        for index, line in enumerate(page.lines)
        if line.drawn == HIDDEN or (line.drawn == SLANTED and line.size > _SLANTED_LARGER * usual)
    }


def _usual_size(pages: Sequence[PageLines]) -> int:
    """The type size, in whole points, of most text."""
    sizes: Counter[int] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size)] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=0)


def _watermarks(pages: Sequence[PageLines], usual: int) -> Iterator[_Candidate]:
    """Lines in much larger type than the text that other text runs through, or at the same place on many pages."""
    found: defaultdict[tuple[str, int], list[_Candidate]] = defaultdict(list)
    for position, page in enumerate(pages):
        for index, line in enumerate(page.lines):
            if line.size > _WATERMARK * usual:
                found[line.text, round(line.left)].append(_Candidate(position, index, line.baseline))
    for candidates in found.values():
        yield from _repeated(candidates, _MANY)
        for mark in candidates:
            lines = pages[mark.page].lines
            line = lines[mark.line]
            if len(line.text) >= _SHORTEST_MARK and is_overprinted([line], lines):
                yield mark


def _by_style(
    pages: Sequence[PageLines], kinds: Sequence[dict[int, str]]
) -> dict[tuple[tuple[str, float], bool], list[_Candidate]]:
    """The outermost lines by font and size, if these differ from those of text and headings.

    This finds heads that alternate, such as authors on the left and the title on the right: they look like heads
    already found, or like each other.
    """
    styles = Counter(_style(line) for page in pages for line in page.lines if len(line.text) > _SHORT)
    usual = max(styles, key=styles.__getitem__, default=("", 0.0))
    found: defaultdict[tuple[tuple[str, float], bool], list[_Candidate]] = defaultdict(list)
    for position, page in enumerate(pages):
        for index, kind in kinds[position].items():
            line = page.lines[index]
            found[_style(line), kind == "running head"].append(_Candidate(position, index, line.baseline))
        upright = sorted(
            (line.baseline, index)
            for index, line in enumerate(page.lines)
            if is_upright(line) and index not in kinds[position]
        )
        if len(upright) < _OUTERMOST:
            continue
        for (baseline, index), (inward, _), top in (
            (upright[-1], upright[-2], True),
            (upright[0], upright[1], False),
        ):
            line = page.lines[index]
            at_edge = baseline > page.height * (1 - _EDGE) if top else baseline < page.height * _EDGE
            alone = abs(baseline - inward) > _ALONE * line.size and not _CAPTION.match(line.text)
            other = _style(line) != usual and line.size <= usual[1] * 1.05 and not line.is_bold
            if at_edge and alone and other and len(line.text) < _LONGEST / 2:
                found[_style(line), top].append(_Candidate(position, index, baseline))
    return found


def _style(line: Line) -> tuple[str, float]:
    return line.font, round(line.size, 1)


def _sideways(page: PageLines) -> Iterator[int]:
    """Vertical lines in the outer tenth of a page with horizontal text."""
    turned = [index for index, line in enumerate(page.lines) if line.angle in (90, 270)]
    if not turned or len(turned) > len(page.lines) / 4:
        return
    for index in turned:
        line = page.lines[index]
        across = -line.baseline if line.angle == 90 else line.baseline
        if not 0.1 * page.width < across < 0.9 * page.width:
            yield index


def _line_numbers(page: PageLines, kinds: dict[int, str]) -> list[int]:
    """The line numbers of a manuscript: a rising column of bare numbers left of the text."""
    bare = [
        (index, int(line.text))
        for index, line in enumerate(page.lines)
        if index not in kinds and line.text.isascii() and line.text.isdigit() and len(line.text) <= 4
    ]
    if len(bare) < max(8, len(page.lines) / 5):
        return []
    bare, column = max(
        (_aligned(page, bare, edge) for edge in ("right", "left")), key=lambda found: len(found[0])
    )
    rising = sum(a[1] < b[1] <= a[1] + 5 for a, b in pairwise(bare))
    text_left = sorted(line.left for line in page.lines if len(line.text) > 20)
    left_of_text = bool(text_left) and column <= text_left[len(text_left) // 4] + 2
    return [index for index, _ in bare] if left_of_text and rising >= 0.8 * (len(bare) - 1) else []


def _aligned(
    page: PageLines, numbered: Sequence[tuple[int, int]], edge: Literal["left", "right"]
) -> tuple[list[tuple[int, int]], float]:
    """The numbered lines that align at one edge with most others, and the position of that edge."""
    edges = sorted(getattr(page.lines[index], edge) for index, _ in numbered)
    column = edges[len(edges) // 2]
    return [
        (index, number) for index, number in numbered if abs(getattr(page.lines[index], edge) - column) < 3
    ], column


def _keep_numbers_of_the_text(page: PageLines, kinds: dict[int, str]) -> None:
    """Keeps numbers as text unless they are at the very edge of the page, as at the end of a table's column."""
    numbers = [index for index, kind in kinds.items() if kind == "page number"]
    others = [
        line.baseline
        for index, line in enumerate(page.lines)
        if is_upright(line) and kinds.get(index, "") not in {"page number", "running head", "footer"}
    ]
    if not others:
        return
    highest, lowest = max(others), min(others)
    for index in numbers:
        line = page.lines[index]
        if lowest < line.baseline < highest:
            del kinds[index]


def leading_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without the line numbers of a manuscript that pdfium merged into them, if they rise line by line."""
    found = [(index, match) for index, line in enumerate(lines) if (match := _LINE_NUMBER.match(line.text))]
    if len(found) < max(8, 0.8 * len(lines)):
        return list(lines)
    numbers = [int(match[0]) for _, match in found]
    if sum(b == a + 1 for a, b in pairwise(numbers)) < 0.9 * (len(numbers) - 1):
        return list(lines)
    stripped = list(lines)
    for index, match in found:
        line = lines[index]
        rest = line.text[match.end() :]
        cut = match.end() + len(rest) - len(rest.lstrip())
        stripped[index] = line._replace(first=line.first + cut, text=line.text[cut:])
    return [line for line in stripped if line.text]
