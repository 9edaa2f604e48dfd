"""Rebuilds paragraphs across columns and pages: which block continues which, past figures and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.documents.layout.blocks import CONTENTS_LINE, Block, BlockKind, ends_sentence, leads_on
from review.documents.layout.lines import Line

_FARTHEST_SMALL = 40
_FARTHEST = 600
_FARTHEST_HEADING = 3
_HYPHENS = "-\u2010"
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ALWAYS_HYPHENATED = {"self", "well", "non", "cross", "ex", "quasi", "anti"}
_TENS = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
_SHORTEST_PART = 4


@dataclass(slots=True)
class Paragraph:
    """Lines in reading order, each with its page number, and the role of the paragraph."""

    lines: list[tuple[int, Line]]
    kind: BlockKind

    @property
    def text(self) -> str:
        """The raw text of the lines."""
        return " ".join(line.text for _, line in self.lines)


class _Waiting:
    """The blocks not used yet, in reverse order, and for each the nearest later block that can end a search.

    Most pages full of short lines have no such block, so that they are not searched for every line.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks: list[Block] = []
        self._nearest: list[int] = []
        self.put_back(blocks)

    def put_back(self, blocks: Sequence[Block]) -> None:
        """Return blocks to the front, in their order."""
        for block in reversed(blocks):
            place = len(self.blocks)
            self._nearest.append(place if _ends_search(block) else self._nearest[-1] if place else -1)
            self.blocks.append(block)

    def take(self) -> Block:
        """Remove and return the next block."""
        self._nearest.pop()
        return self.blocks.pop()

    def places(self, farthest: int, *, all_of_them: bool) -> Iterator[int]:
        """The positions of the blocks to consider, nearest first: `all_of_them`, or those that can end a search."""
        place = len(self.blocks) - 1
        while place >= 0 and len(self.blocks) - 1 - place < farthest:
            if not all_of_them:
                place = self._nearest[place]
                if place < 0 or len(self.blocks) - 1 - place >= farthest:
                    return
            yield len(self.blocks) - 1 - place
            place -= 1


def _ends_search(block: Block) -> bool:
    """Whether a block set alike can continue text that broke off within a sentence, or separates its parts."""
    return block.first.text[:1].islower() or (block.kind is BlockKind.TEXT and len(block.lines) > 1)


def paragraphs_of(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs of a document, from its blocks in drawing order, page by page.

    A block that breaks off is joined with the next block that can continue it. Blocks between them (figures,
    captions, notes) come before the paragraph if they are on the page where it breaks off, else after it, so that the
    pages of the text stay in order.
    """
    paragraphs: list[Paragraph] = []
    waiting = _Waiting(blocks)
    while waiting.blocks:
        block = waiting.take()
        paragraph = Paragraph([(block.page, line) for line in block.lines], block.kind)
        before: list[Block] = []
        while (found := _continuation(block, waiting)) is not None:
            between = [waiting.take() for _ in range(found)]
            following = waiting.take()
            here = [other for other in between if other.page < following.page]
            if here and paragraph.lines[0][0] != block.page:
                waiting.put_back([*between, following])
                break
            before += here
            waiting.put_back([other for other in between if other.page == following.page])
            paragraph.lines += [(following.page, line) for line in following.lines]
            block = following
        paragraphs += [Paragraph([(b.page, line) for line in b.lines], b.kind) for b in before]
        paragraphs.append(paragraph)
    return paragraphs


def _continuation(block: Block, waiting: _Waiting) -> int | None:
    """The position, among the waiting blocks, of the one that continues `block`."""
    if block.kind in (BlockKind.HEADING, BlockKind.CAPTION) and not block.last.hyphen:
        return None
    if CONTENTS_LINE.search(block.last.text):
        return None
    broken_word = block.last.hyphen or block.last.text.endswith("-")
    leading = leads_on(block.last.text)
    if ends_sentence(block.last.text) and not broken_word and not leading:
        return 0 if waiting.blocks and _goes_on_after_a_sentence(block, waiting.blocks[-1]) else None
    farthest = _FARTHEST if block.kind is BlockKind.TEXT else _FARTHEST_SMALL
    for skipped in waiting.places(farthest, all_of_them=broken_word or leading):
        candidate = waiting.blocks[-1 - skipped]
        if candidate.page > block.page + 1:
            return None
        if not _alike(block, candidate):
            continue
        first = candidate.first.text[0]
        if broken_word and first.isalpha():
            return skipped
        if first.islower() and not (skipped and _stands_under(waiting.blocks[-skipped], candidate)):
            return skipped
        if leading:
            return None
        if (
            block.is_full
            and not candidate.indented
            and candidate.kind is BlockKind.TEXT
            and len(candidate.lines) > 1
        ):
            return skipped if _moves_on(block, candidate) else None
        if candidate.kind is BlockKind.TEXT and len(candidate.lines) > 2:
            return None
    return None


def _stands_under(heading: Block, candidate: Block) -> bool:
    """Whether a block is the text directly under a heading."""
    step = heading.last.baseline - candidate.first.baseline
    return (
        heading.kind is BlockKind.HEADING
        and heading.page == candidate.page
        and 0 < step < _FARTHEST_HEADING * candidate.size
        and heading.first.left < candidate.first.right
        and candidate.first.left < heading.first.right
    )


def _alike(block: Block, candidate: Block) -> bool:
    """Whether two blocks are set alike, so that one may continue the other."""
    return (
        candidate.kind not in (BlockKind.HEADING, BlockKind.CAPTION)
        and candidate.last.angle == block.last.angle
        and abs(candidate.size - block.size) < 0.05 * block.size
        and not block.fonts.isdisjoint(candidate.fonts)
    )


def _moves_on(block: Block, candidate: Block) -> bool:
    """Whether a block is in the next column or on the next page, not just lower in the same column."""
    return candidate.page > block.page or candidate.first.baseline > block.last.baseline


def _goes_on_after_a_sentence(block: Block, candidate: Block) -> bool:
    """Whether a paragraph continues although a sentence ended with its column, in full columns of indented text."""
    return (
        block.kind is BlockKind.TEXT
        and candidate.kind is BlockKind.TEXT
        and len(block.lines) > 1
        and len(candidate.lines) > 1
        and block.indented
        and not candidate.indented
        and block.is_full
        and _moves_on(block, candidate)
        and _alike(block, candidate)
    )


class Hyphens:
    """Decides whether a hyphen at a line end belongs to the word, from the unbroken words of the document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._words: set[str] | None = None

    def stays(self, before: str, after: str) -> bool:
        """Whether to keep the hyphen between two lines when they are joined."""
        head, tail = _LAST_WORD.search(before), _FIRST_WORD.match(after)
        if not head or not tail or not after[0].islower():
            return True
        left, right = head[0].casefold(), tail[0].casefold()
        words = self._vocabulary()
        if left + right in words:
            return False
        if f"{left}-{right}" in words or left in _ALWAYS_HYPHENATED or left in _TENS:
            return True
        return min(len(left), len(right)) >= _SHORTEST_PART and left in words and right in words

    def _vocabulary(self) -> set[str]:
        if self._words is None:
            self._words = set()
            parts: set[str] = set()
            broken = False
            for line in self._lines:
                text = line.text.casefold()
                if broken or line.hyphen:
                    words = _WORDS.findall(text)
                    self._words.update(words[broken : -1 if line.hyphen else None])
                else:
                    parts.update(text.split())
                broken = line.hyphen
            # Most words are there many times, but are looked at once; most are nothing but letters.
            for part in parts:
                if part.isalpha():
                    self._words.add(part)
                else:
                    self._words.update(_WORDS.findall(part))
        return self._words


def ends_with_hyphen(line: Line) -> bool:
    """Whether a line ends with a hyphen that pdfium did not mark as one."""
    return len(line.text) > 1 and line.text[-1] in _HYPHENS and line.text[-2].isalpha()
