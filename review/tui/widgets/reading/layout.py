"""Where the text of a document stands on the screen: rows as offsets into the text, and characters as cells.

Offsets in the text are the truth. A row is a half-open range of them; how many cells its characters take is asked
only where a row holds others than narrow ones. Zero-width characters belong to the character before them.
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
"""Most of what papers hold: harmless as it stands and one cell wide, so that runs of it need not be looked at."""

_NARROW = re.compile(f"[{_NARROW_CHARACTERS}]*")
_OTHERS = re.compile(rf"[^\n{_NARROW_CHARACTERS}]+")

_PARTED_NUMBER = re.compile(r"\d\|(\d| ?[.,]\d)|\d[.,]\|\d")
"""A cut, written as |, that would tear a number apart; before its decimals there may be a space."""

_DENSE = frozenset({PassageKind.REFERENCE, PassageKind.ASIDE})
"""Kinds of passages that are listed without empty rows between them."""

_JOINERS = str.maketrans({"\u200d": "\u200c", "\ufe0f": "\ufe0e"})
"""Zero-width joiners and emoji selectors make the width of a character depend on its neighbours, and on the terminal;
their counterparts do not."""


def displayed(text: str) -> str:
    """The text as it is shown, newlines included, as long as `text`: plain, and each character of a certain width."""
    return _OTHERS.sub(lambda others: plain_lines(others[0]).translate(_JOINERS), text)


@dataclass(frozen=True, slots=True)
class Block:
    """A range of the text that begins on a row of its own; an empty row follows it where `has_gap`."""

    start: int
    end: int
    has_gap: bool


def blocks_of(text: str, passages: Sequence[Passage]) -> Iterator[Block]:
    """The lines of the passages, in order.

    An empty row keeps passages apart, but for headings and what follows them, and entries of lists.
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
        """Where a row ends: at the last space that fits, or in a word that is too long; in no number, if that can be."""
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
        """The row on which the character at `offset` stands (the last row for what is behind the text)."""
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
    """How many cells the span takes."""
    if is_narrow(text, start, end):
        return end - start
    return sum(map(get_character_cell_size, text[start:end]))


def offset_at(text: str, start: int, end: int, x: int) -> int:
    """The offset of the character that covers cell `x` of a row; the row's last character behind its end."""
    offset, used = start, 0
    while offset < end - 1:
        used += get_character_cell_size(text[offset])
        if used > x:
            break
        offset += 1
    return cluster_start(text, offset, start)


def cluster_start(text: str, offset: int, lower: int = 0) -> int:
    """The offset of the character that a zero-width one at `offset` belongs to; `offset` itself for others."""
    while offset > lower and not _has_width(text, offset):
        offset -= 1
    return offset


def cluster_end(text: str, offset: int) -> int:
    """The offset behind the character at `offset` and the zero-width ones that belong to it."""
    offset += 1
    while offset < len(text) and not _has_width(text, offset):
        offset += 1
    return offset


def _has_width(text: str, offset: int) -> bool:
    return text[offset] == "\n" or get_character_cell_size(text[offset]) > 0
