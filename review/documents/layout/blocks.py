"""Blocks: lines of a page that belong together, such as a paragraph or its part in one column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from review.documents.layout.lines import Line, goes_on_in_line, is_bold
from review.documents.layout.sections import is_section_name, section_of

CONTENTS_LINE = re.compile(
    r"[.…·_](?<![.…·_]{2})(?<![.…·_]\s[.…·_])\s?+(?:[.…·_]\s?){3,}+\s*+(?:\d{1,4}|[ivxlc]{1,6})\b"
)
"""A line of a contents page: dots before a page number.

The pattern scans any number of dots only once, and begins with a sign, so that text without dots is passed over quickly.
"""

TERMINATORS = (".", "!", "?", ":", ";")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|Figs?|Nos?|approx|Dr|Prof|Eq|pp?)|(?<![\w.])[A-Z])\.$")
_CLOSING = "\"'”’»)]"
_BULLET = re.compile(r"[•‣◦▪●■□–—○✓➢]|[-*o]\s")
_ENUMERATOR = re.compile(r"(\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s+\S")
_CAPTION = re.compile(
    r"(figure|fig\.?|table|box|chart|exhibit|map|scheme)\s*(s?\d{1,3}|[ivx]{1,4}\b|[a-z]?\d?\.\d)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_NEXT_ROW = 0.3
"""Lines are below each other from this step on, as a share of the type size."""


class BlockKind(Enum):
    """The likely role of a block."""

    TEXT = "text"
    HEADING = "heading"
    CAPTION = "caption"
    SMALL = "small"


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    `indented` tells of the first line; `is_full` whether the last one reaches the end of its column, so that the text may
    continue elsewhere.
    `size` is that of the longest line; `fonts` are those at the ends of lines, without the prefix of font subsets.
    """

    page: int
    lines: list[Line]
    indented: bool = False
    is_full: bool = False
    kind: BlockKind = BlockKind.TEXT
    size: float = 0.0
    fonts: frozenset[str] = frozenset()

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]

    @property
    def text(self) -> str:
        """The raw text of the lines."""
        return " ".join(line.text for line in self.lines)


def leads_on(text: str) -> bool:
    """Whether a text ends with a colon or semicolon, after which a list or a clause may follow."""
    return text.rstrip().endswith((":", ";"))


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a sentence, or introduces a list; abbreviations do not count."""
    text = text[-40:].rstrip().rstrip(_CLOSING)
    return text.endswith(TERMINATORS) and not _ABBREVIATION.search(text)


def body_size(lines: Sequence[Line]) -> float:
    """The most common type size before the reference list, to half a point; 0 without lines."""
    sizes: Counter[float] = Counter()
    for position, line in enumerate(lines):
        if (
            position > len(lines) / 3
            and is_section_name(line.text)
            and section_of(line.text, "") == "references"
        ):
            break
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def blocks_of(page: int, lines: Sequence[Line], body: float) -> list[Block]:
    """The blocks of a page's lines, in drawing order. `body` is the document's usual type size."""
    # Lines that are read from right to left are split as their mirror image: they begin and are indented at their right.
    segments = [_mirrored(segment) if segment[0].runs_leftward else segment for segment in _segments(lines)]
    blocks: list[Block] = []
    for segment in segments:
        found = _split(page, segment, _right_edge(segment, segments), body)
        if segment[0].runs_leftward:
            for block in found:
                block.lines = _mirrored(block.lines)
        blocks += found
    for block in blocks:
        block.size = max(block.lines, key=lambda line: len(line.text)).size
        block.fonts = _families(frozenset(f for line in block.lines for f in (line.font, line.last_font)))
        block.kind = _kind(block, body)
    return blocks


def _mirrored(lines: Sequence[Line]) -> list[Line]:
    return [line.mirrored() for line in lines]


@lru_cache(maxsize=1024)
def _families(fonts: frozenset[str]) -> frozenset[str]:
    """The fonts without their subset prefixes; blocks in the same fonts share one set."""
    return frozenset(font.partition("+")[2] or font for font in fonts)


def _segments(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other downward in one column, in one direction and in type of about one size."""
    segments: list[list[Line]] = []
    left = right = 0.0
    for line in lines:
        if segments:
            previous, leftward = segments[-1][-1], segments[-1][0].runs_leftward
            if (leftward == line.runs_leftward or not _LETTERS.search(line.text)) and (
                (_is_next_row(previous, line) and line.left < right and line.right > left)
                or (leftward and goes_on_in_line(previous, line))
            ):
                segments[-1].append(line)
                left, right = min(left, line.left), max(right, line.right)
                continue
        segments.append([line])
        left, right = line.left, line.right
    return segments


def _is_next_row(previous: Line, line: Line) -> bool:
    """Whether a line is a usual step below another, in the same direction on the page and in type of about its size."""
    step = previous.baseline - line.baseline
    larger = max(previous.size, line.size)
    return (
        previous.angle == line.angle
        and _NEXT_ROW * larger < step < 2.4 * larger
        and abs(previous.size - line.size) < 0.18 * larger
    )


def _right_edge(segment: Sequence[Line], segments: Sequence[Sequence[Line]]) -> float:
    """The right edge of a segment's column: that of its longest line, or of a neighbouring segment."""
    right = max(line.right for line in segment)
    if len(segment) > 3:
        return right
    left = min(line.left for line in segment)
    for other in segments:
        if (
            len(other) > 3
            and abs(min(line.left for line in other) - left) < 2
            and other[0].angle == segment[0].angle
        ):
            right = max(right, *(line.right for line in other))
    return right


@dataclass(slots=True)
class _Column:
    """What is usual in a segment: line distance, left edge, and how entries begin."""

    leading: float
    left: float
    right: float
    hanging: bool


def _column(segment: Sequence[Line], right: float) -> _Column:
    steps = sorted(a.baseline - b.baseline for a, b in pairwise(segment))
    leading = steps[len(steps) // 2] if steps else 0.0
    if len(steps) > 4:
        leading = steps[len(steps) // 3]
    left = min(line.left for line in segment)
    size = segment[0].size
    at_left = [line for line in segment if line.left - left < 0.6 * size]
    inward = [line for line in segment if 0.6 * size <= line.left - left < 5 * size]
    return _Column(leading, left, right, _is_hanging(at_left, inward))


def _is_hanging(at_left: Sequence[Line], inward: Sequence[Line]) -> bool:
    """Whether entries have a hanging indent, as references do."""
    if not at_left or not inward:
        return False
    begins = sum(not line.text[0].islower() for line in at_left) / len(at_left)
    goes_on = sum(not line.text[0].islower() for line in inward) / len(inward)
    return len(inward) >= 0.4 * len(at_left) and begins >= 0.9 and goes_on < 0.8


def _split(page: int, segment: Sequence[Line], right: float, body: float) -> list[Block]:
    column = _column(segment, right)
    blocks = [Block(page, [segment[0]], _is_indented(segment[0], column))]
    for previous, line in pairwise(segment):
        if _begins_block(previous, line, column, body):
            blocks.append(Block(page, [line], _is_indented(line, column)))
        else:
            blocks[-1].lines.append(line)
    for block in blocks:
        block.is_full = block.last.right > right - 2.5 * block.last.size
    return blocks


def _is_indented(line: Line, column: _Column) -> bool:
    return line.left - column.left > 0.6 * line.size


def _begins_block(previous: Line, line: Line, column: _Column, body: float) -> bool:
    """Whether a new block begins with `line`, which follows `previous` in one column."""
    gap = previous.baseline - line.baseline
    if previous.hyphen or gap < _NEXT_ROW * line.size:
        return False
    ended = ends_sentence(previous.text)
    lower = line.text[0].islower()
    if gap > 1.7 * column.leading or (gap > 1.15 * column.leading + 0.5 and (ended or not lower)):
        return True
    if _BULLET.match(line.text) or _changes_font(previous, line):
        return True
    if not lower and is_section_name(previous.text):
        return True
    if lower and not ended:
        return False
    if _ENUMERATOR.match(line.text) and (
        ended or line.left <= column.left + 1 or line.left < previous.left - 1
    ):
        return True
    if _breaks_by_indent(previous, line, column) and line.size < 1.3 * body:
        return True
    return _had_room(previous, line, column.right) and (ended or line.size < 1.3 * body)


def _changes_font(previous: Line, line: Line) -> bool:
    """Whether one line is all bold and the other is bold at neither end, as with a heading and its text."""
    return (_is_all_bold(previous) and not _has_bold_end(line)) or (
        _is_all_bold(line) and not _has_bold_end(previous)
    )


def _is_all_bold(line: Line) -> bool:
    return line.font == line.last_font and line.is_bold


def _has_bold_end(line: Line) -> bool:
    return is_bold(line.font) or is_bold(line.last_font)


def _breaks_by_indent(previous: Line, line: Line, column: _Column) -> bool:
    size = line.size
    if column.hanging:
        return line.left - column.left < 0.6 * size
    inward = line.left - previous.left
    return 0.6 * size < inward < 5 * size and previous.left - column.left < 0.6 * size


def _had_room(previous: Line, line: Line, right: float) -> bool:
    """Whether the first word of `line` would have fitted on `previous`, so that the break is deliberate."""
    word = line.text.split(" ", 1)[0]
    per_character = line.width / len(line.text)
    return previous.right + (len(word) + 1) * per_character + previous.size < right


def _kind(block: Block, body: float) -> BlockKind:
    text = block.first.text
    if _CAPTION.match(text) and (
        block.first.font != block.first.last_font or block.size < 0.97 * body or block.first.is_bold
    ):
        return BlockKind.CAPTION
    if _is_heading(block, body):
        return BlockKind.HEADING
    return BlockKind.SMALL if block.size < 0.94 * body else BlockKind.TEXT


def _is_heading(block: Block, body: float) -> bool:
    """Whether a block looks like a heading: short, without full stop, larger or bolder than text, or a known name."""
    length = sum(len(line.text) for line in block.lines)
    text = block.first.text
    if len(block.lines) > 4 or length > 220 or text[0].islower() or not _LETTERS.search(text):
        return False
    if len(block.lines) == 1 and is_section_name(text):
        return True
    if block.last.text.rstrip().endswith((".", ",", ";")) or _BULLET.match(text):
        return False
    if block.size > 1.25 * body or (block.size > 1.08 * body and not (block.is_full and length > 120)):
        return True
    return block.size > 0.94 * body and all(line.is_bold for line in block.lines)
