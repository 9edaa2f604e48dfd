"""Footnotes: small type at the foot of a column, below the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from review.documents.layout.blocks import Block, BlockKind

_MARK = re.compile(
    r"\d{1,3}[.)]?\s[A-Z]{1,4}\s\d"  # evidence to an inquiry: 6 QQ 2, 55
    r"|(\d{1,3}|[*†‡§¶#]+)[.)]?\s?[^\W\d_].*[^\W\d_]{3}|[a-z]\s?[A-Z].*[^\W\d_]{3}|[*©]"
    r"|(?i:copyright|correspond|e-?mail|full list of author|received\b|accepted\b|doi\b|https?:|this (is an open|article))"
)
_SMALLER = 0.93


def footnotes_of(blocks: Sequence[Block], body: float, listed: AbstractSet[int] = frozenset()) -> set[int]:
    """The indexes of those blocks of one page that are footnotes.

    A footnote is set smaller than the text (`body`, the usual size in points), starts with a mark or with the words
    of a journal's imprint, and has no text of the usual size below it in its column. Small blocks under a footnote
    belong to it. Blocks of reference lists and tables (`listed`, by index) are not footnotes, although they may look
    the same.
    """
    found: set[int] = set()
    small = [
        index
        for index, block in enumerate(blocks)
        if block.size < _SMALLER * body and block.last.angle == 0 and index not in listed
    ]
    text = [block for block in blocks if block.kind in (BlockKind.TEXT, BlockKind.HEADING)]
    for index in sorted(small, key=lambda i: -blocks[i].first.baseline):
        block = blocks[index]
        if any(_is_below(other, block) for other in text):
            continue
        if _MARK.match(block.first.text) or any(_is_below(block, blocks[other]) for other in found):
            found.add(index)
    return found


def _is_below(block: Block, other: Block) -> bool:
    """Whether `block` is below `other` in the same column."""
    return (
        block.first.baseline < other.last.baseline
        and min(line.left for line in block.lines) < max(line.right for line in other.lines)
        and max(line.right for line in block.lines) > min(line.left for line in other.lines)
    )
