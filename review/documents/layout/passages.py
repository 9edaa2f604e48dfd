"""Passages: paragraphs split at sentence ends into pieces that can be coded."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

TARGET = 900
LONGEST = 1600
SHORTEST = 250

_SENTENCE_END = re.compile(r"""[.!?]["'”’)\]]*(?:\s?\[[\d,\s–-]+\])?\s(?=["'“‘(\[]?[A-Z0-9])""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|Figs?|Drs?|cf|approx|no|Nos?|pp?|Mrs?|Ms|St|Prof|eds?|vol|[A-Z])\.)\s$"
)


def split_paragraph(text: str) -> list[tuple[int, int]]:
    """Half-open spans of a paragraph's pieces, without gaps; most end at a sentence end.

    A paragraph of up to `LONGEST` characters is kept whole; a longer one is split into pieces of about `TARGET`. The
    space between two pieces belongs to the first.
    """
    if len(text) <= LONGEST:
        return [(0, len(text))] if text else []
    ends = sentence_ends(text)
    pieces = max(2, round(len(text) / TARGET))
    size = len(text) / pieces
    spans, start = [], 0
    while len(text) - start > LONGEST or (len(text) - start > 1.5 * size and len(text) - start > TARGET):
        latest = min(start + LONGEST, len(text) - SHORTEST)
        within = ends[bisect_left(ends, start + SHORTEST) : bisect_right(ends, latest)]
        cut = min(within, key=lambda end: abs(end - start - size)) if within else _forced_cut(text, start)
        spans.append((start, cut))
        start = cut
        if not within and len(text) - start <= LONGEST:
            break
    spans.append((start, len(text)))
    return spans


def sentence_ends(text: str) -> list[int]:
    """The offsets after each sentence's space, except the end of the text."""
    return [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text, max(0, match.end() - 12), match.end())
    ]


def _forced_cut(text: str, start: int) -> int:
    """Where to split a text without a sentence end: at the last space before the longest length, else there."""
    space = text.rfind(" ", start + SHORTEST, start + LONGEST)
    return space + 1 if space > 0 else start + LONGEST
