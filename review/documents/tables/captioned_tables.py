"""Finds tables with rules only above and below, as in journals, by their caption and white space."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from pdfplumber.page import Page

from review.documents.layout.boxes import Box
from review.documents.tables.table_finding import Grid, Word, inside, lines_of, long_rules, same_extent

Rule = tuple[float, float, float]
"""Left, right and height from the top of a horizontal rule."""

_CAPTION = re.compile(r"(?:table|tab\.?)", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Z]?\d{1,2}[a-z]?[.:]?|[IVX]+[.:]?")
_APART = 12.0
"""Points of empty space before a caption; running text that mentions a table has a word there."""

_BELOW = 90.0
"""The most points between the caption's first line and the table's first rule."""

_GAP = 0.55
"""The width of a gap between columns, as a share of a word's height."""

_SPACE = 0.35
_CROSSED = 0.12
_FOOT = 0.93
"""Rules below this share of the page's height belong to the footer."""


def captioned_grids(page: Page, words: Sequence[Word], known: Sequence[Box]) -> list[Grid]:
    """The tables of a page below captions ("Table 1 …") that are not among the `known` boxes of other tables."""
    captions = _captions(words)
    rules = [rule for rule in long_rules(page) if rule[2] < _FOOT * page.height]
    found = []
    for caption in captions:
        stop = min((c["top"] for c in captions if c["top"] > caption["bottom"]), default=page.height)
        own = _rules_of(caption, rules, stop)
        if len(own) < 2 or any(_touch(_box(own), box) for box in known):
            continue
        if grid := _grid(own, inside(words, _box(own))):
            found.append(grid)
    return found


def _captions(words: Sequence[Word]) -> list[Word]:
    """The words that begin captions: "Table" at the start of a line, followed by a number."""
    found = []
    for line in lines_of(words):
        for place, (word, following) in enumerate(pairwise(line)):
            begins = place == 0 or word["x0"] - line[place - 1]["x1"] > _APART
            if begins and _CAPTION.fullmatch(word["text"]) and _NUMBER.fullmatch(following["text"]):
                found.append(word)
    return found


def _rules_of(caption: Word, rules: Sequence[Rule], stop: float) -> list[Rule]:
    """The rules of the table below a caption: the first one, and further ones of the same extent."""
    below = [rule for rule in rules if caption["bottom"] - 2 <= rule[2] < stop]
    first = next(
        (
            rule
            for rule in below
            if rule[2] < caption["bottom"] + _BELOW and rule[0] - _APART < caption["x0"] < rule[1]
        ),
        None,
    )
    return [rule for rule in below if same_extent(rule, first)] if first else []


def _box(rules: Sequence[Rule]) -> Box:
    return rules[0][0] - 1, rules[0][2], rules[0][1] + 1, rules[-1][2]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _grid(rules: Sequence[Rule], words: Sequence[Word]) -> Grid | None:
    """Rows and columns between the rules; with three rules, the header is above the second."""
    left, _, right, bottom = _box(rules)
    has_head = len(rules) > 2
    body = inside(words, (left, rules[1][2], right, bottom)) if has_head else words
    cuts = _column_cuts(lines_of(body), lines_of(words))
    if not cuts:
        return None
    edges = [left, *cuts, right]
    tops = [rules[0][2]] if has_head else []
    for upper, lower in pairwise(rules[1:] if has_head else rules):
        tops += _row_tops(lines_of(inside(words, (left, upper[2], right, lower[2]))), edges)
    if len(tops) < 2:
        return None
    rows = [
        _joined([(x0, y0, x1, y1) for x0, x1 in pairwise(edges)], words)
        for y0, y1 in pairwise([*tops, bottom])
    ]
    return Grid(rows, has_head)


def _column_cuts(body: Sequence[Sequence[Word]], lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where to separate columns: in strips crossed by hardly any body line, at the point with the fewest crossings."""
    body = [line for line in body if _has_parts(line)]
    words = [word for line in body for word in line]
    if not words:
        return []
    height = sorted(word["bottom"] - word["top"] for word in words)[len(words) // 2]
    start, end = int(min(word["x0"] for word in words)), int(max(word["x1"] for word in words))
    in_body, in_all = _crossings(body, start, end), _crossings(lines, start, end)
    cuts = []
    for is_free, strip in groupby(range(start, end), lambda x: in_body[x] <= _CROSSED * len(body)):
        places = list(strip)
        if is_free and len(places) >= _GAP * height:
            fewest = min(in_all[x] for x in places)
            best = [x for x in places if in_all[x] == fewest]
            cuts.append(best[len(best) // 2] + 0.5)
    return cuts


def _has_parts(line: Sequence[Word]) -> bool:
    """Whether a line has several parts; a heading across the table does not show the columns."""
    least = _GAP * float(line[0]["bottom"] - line[0]["top"])
    return any(following["x0"] - word["x1"] >= least for word, following in pairwise(line))


def _crossings(lines: Sequence[Sequence[Word]], start: int, end: int) -> Counter[int]:
    """How many lines have a word at each point across the page."""
    return Counter(
        x
        for line in lines
        for x in {x for word in line for x in range(int(word["x0"]), int(word["x1"]) + 1)}
        if start <= x <= end
    )


def _row_tops(lines: Sequence[Sequence[Word]], edges: Sequence[float]) -> list[float]:
    """Where rows begin between two rules.

    A line with little text and none in the first column continues the row above; so does a line with text only in
    the first column that begins with a small letter.
    """
    tops: list[float] = []
    for line in lines:
        filled = [bool(_within(line, x0, x1)) for x0, x1 in pairwise(edges)]
        goes_on = not filled[0] and sum(filled) * 2 <= len(filled)
        goes_on |= sum(filled) == 1 and filled[0] and line[0]["text"][:1].islower()
        if not tops or not goes_on:
            tops.append(min(float(word["top"]) for word in line) - 0.5)
    return tops


def _within(line: Sequence[Word], x0: float, x1: float) -> list[Word]:
    return [word for word in line if x0 <= (word["x0"] + word["x1"]) / 2 < x1]


def _joined(row: list[Box], words: Sequence[Word]) -> list[Box | None]:
    """A row whose cells are merged where text runs across them, as headings do."""
    joined: list[Box | None] = [row[0]]
    owner = 0
    for place, (before, box) in enumerate(pairwise(row), 1):
        if _runs_through(lines_of(inside(words, (row[0][0], box[1], row[-1][2], box[3]))), before[2]):
            kept = joined[owner] or before
            joined[owner] = (kept[0], kept[1], box[2], kept[3])
            joined.append(None)
        else:
            joined.append(box)
            owner = place
    return joined


def _runs_through(lines: Sequence[Sequence[Word]], x: float) -> bool:
    """Whether words cross a position, or are so close to it on both sides that they belong together."""
    for line in lines:
        before = max((word["x1"] for word in line if word["x0"] < x), default=None)
        after = min((word["x0"] for word in line if word["x0"] >= x), default=None)
        if before is not None and (before > x + 1 or (after is not None and after - before < _near(line))):
            return True
    return False


def _near(line: Sequence[Word]) -> float:
    """The widest space between words of a line."""
    return _SPACE * float(line[0]["bottom"] - line[0]["top"])
