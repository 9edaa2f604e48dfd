"""The layout of a document's text on the screen: rows as offsets, characters as cells.

Offsets in the text are the truth. A row is a half-open range of them; the width of its characters is computed
only if a row has wide ones. Zero-width characters belong to the character before them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import get_character_cell_size

from review.domain import Passage, PassageKind
from review.tui.support.plain import plain_lines

_NARROW_CHARACTERS = (
    " -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u2319\u2400-\u2426"
    "\u2500-\u25fc\ufffd"
)
"""The most common characters: harmless and one cell wide, so that runs of them need no check."""

_NARROW = re.compile(f"[{_NARROW_CHARACTERS}]*")
_OTHERS = re.compile(rf"[^\n{_NARROW_CHARACTERS}]+")

_PARTED_NUMBER = re.compile(r"\d\|(\d| ?[.,]\d)|\d[.,]\|\d")
"""A line break, written as |, that would split a number; there may be a space before its decimals."""

_DENSE = frozenset({PassageKind.REFERENCE, PassageKind.ASIDE})
"""Kinds of passages without empty rows between them."""

HIDDEN = "\u2060"
"""A sign without width, in place of a dot that is left out. A displayed text has none of its own."""

LEAST_DOTS = 3
"""The dots of a leader that always stay."""

_LEADER = re.compile(r"([.·…])(?: ?\1){7,}")
_DOTS = ("....", ". . . .", "····", "· · · ·", "…")
"""What is in a text with leaders: looked for first, which takes next to no time."""

_JOINERS = str.maketrans({"\u200d": "\u200c", "\ufe0f": "\ufe0e"})
"""Zero-width joiners and emoji selectors make the width of a character depend on its neighbours and the terminal;
their replacements do not."""


def displayed(text: str) -> str:
    """The text as it is shown, as long as `text`: plain, newlines kept, each character of a known width."""
    return _OTHERS.sub(lambda others: plain_lines(others[0]).translate(_JOINERS), text)


@dataclass(frozen=True, slots=True)
class Block:
    """A range of the text that begins on a new row; an empty row follows it if `has_gap`."""

    start: int
    end: int
    has_gap: bool


def blocks_of(text: str, passages: Sequence[Passage]) -> Iterator[Block]:
    """The lines of the passages, in order.

    An empty row separates passages, except after headings and between list entries.
    """
    for index, passage in enumerate(passages):
        start = passage.start
        while (end := text.find("\n", start, passage.end)) >= 0:
            yield Block(start, end, has_gap=False)
            start = end + 1
        has_gap = index + 1 < len(passages) and _are_apart(text, passage, passages[index + 1])
        yield Block(start, passage.end, has_gap)


def _are_apart(text: str, passage: Passage, following: Passage) -> bool:
    if passage.kind is PassageKind.HEADING or (passage.kind in _DENSE and following.kind is passage.kind):
        return False
    return "\n" in text[passage.end : following.start]


def fitted_leaders(text: str, blocks: Sequence[Block], width: int) -> str:
    """The text, as long as before, with leaders shortened where a line is wider than a row of `width` cells.

    Leaders are the dots between an entry of a contents page and its page.
    """
    if not any(sign in text for sign in _DOTS):
        return text
    starts = [block.start for block in blocks]
    surplus: dict[int, int] = {}
    pieces, done = [], 0
    for leader in _LEADER.finditer(text):
        place = bisect_right(starts, leader.start()) - 1
        if place < 0 or leader.end() > blocks[place].end:
            continue  # in no line that is shown
        over = surplus.get(place, cells(text, blocks[place].start, blocks[place].end) - width)
        hidden = max(0, min(over, len(leader[0]) - LEAST_DOTS))
        surplus[place] = over - hidden
        pieces += [text[done : leader.end() - hidden], HIDDEN * hidden]
        done = leader.end()
    return "".join([*pieces, text[done:]])


class TextRows:
    """The blocks of a displayed text, wrapped to rows of at most `width` cells."""

    def __init__(self, text: str, blocks: Sequence[Block], width: int) -> None:
        self._text = text
        self.starts = array("q")
        self.ends = array("q")
        for block in blocks:
            self._add(block, max(2, width))

    def __len__(self) -> int:
        return len(self.starts)

    def _add(self, block: Block, width: int) -> None:
        start, end = block.start, block.end
        if is_narrow(self._text, start, end):
            self._wrap_narrow(start, end, width)
        else:
            self._wrap_wide(start, end, width)
        if block.has_gap:
            self._row(end, end)

    def _row(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)

    def _wrap_narrow(self, start: int, end: int, width: int) -> None:
        while end - start > width:
            cut = self._narrow_cut(start, start + width)
            self._row(start, cut)
            start = cut + (self._text[cut] == " ")
        self._row(start, end)

    def _narrow_cut(self, start: int, latest: int) -> int:
        """The end of a row: the last space that fits, else inside a long word, if possible not in a number."""
        text = self._text
        space = text.rfind(" ", start + 1, latest + 1)
        while space >= 0 and _parts_number(text, space):
            space = text.rfind(" ", start + 1, space)
        if space >= 0:
            return space
        return next((cut for cut in range(latest, start, -1) if not _parts_number(text, cut)), latest)

    def _wrap_wide(self, start: int, end: int, width: int) -> None:
        text = self._text
        used, place, cut = 0, start, start
        while place < end:
            size = get_character_cell_size(text[place])
            if used + size > width and place > start:
                if text[place] == " " and not _parts_number(text, place):
                    cut = place + 1
                elif size == 2:
                    cut = place
                following = cut if cut > start else place
                self._row(start, following - (text[following - 1] == " "))
                start = place = cut = following
                used = 0
                continue
            if text[place] == " " and not _parts_number(text, place):
                cut = place + 1
            elif size == 2:
                cut = place
            used += size
            place += 1
        self._row(start, end)

    def row_of(self, offset: int) -> int:
        """The row of the character at `offset` (the last row beyond the end of the text)."""
        row = max(0, bisect_right(self.starts, offset) - 1)
        return row - 1 if row and self.is_gap(row) and offset < self.ends[row] else row

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """The first row of a span and its last."""
        return self.row_of(start), self.row_of(max(start, end - 1))

    def is_gap(self, row: int) -> bool:
        """Whether the row is empty."""
        return self.starts[row] == self.ends[row]


def _parts_number(text: str, cut: int) -> bool:
    if text[cut - 1] not in "0123456789.,":
        return False
    return _PARTED_NUMBER.search(f"{text[max(0, cut - 2) : cut]}|{text[cut : cut + 3]}") is not None


def is_narrow(text: str, start: int, end: int) -> bool:
    """Whether every character of the span is known to take one cell."""
    match = _NARROW.match(text, start, end)
    return match is not None and match.end() == end


def cells(text: str, start: int, end: int) -> int:
    """The width of the span in cells."""
    if is_narrow(text, start, end):
        return end - start
    return sum(map(get_character_cell_size, text[start:end]))


def offset_at(text: str, start: int, end: int, x: int) -> int:
    """The offset of the character at cell `x` of a row; beyond its end, of its last character."""
    offset, used = start, 0
    while offset < end - 1:
        used += get_character_cell_size(text[offset])
        if used > x:
            break
        offset += 1
    return cluster_start(text, offset, start)


def cluster_start(text: str, offset: int, lower: int = 0) -> int:
    """The offset of the character that a zero-width one at `offset` belongs to; otherwise `offset`."""
    while offset > lower and not _has_width(text, offset):
        offset -= 1
    return offset


def cluster_end(text: str, offset: int) -> int:
    """The offset after the character at `offset` and its zero-width ones."""
    offset += 1
    while offset < len(text) and not _has_width(text, offset):
        offset += 1
    return offset


def _has_width(text: str, offset: int) -> bool:
    return text[offset] == "\n" or get_character_cell_size(text[offset]) > 0
