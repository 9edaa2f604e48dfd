"""Passages: paragraphs cut at the ends of sentences into pieces that can be coded."""

from __future__ import annotations

import re

TARGET = 900
LONGEST = 1600
SHORTEST = 250

_SENTENCE_END = re.compile(r"""[.!?]["'”’)\]]*(?:\s?\[[\d,\s–-]+\])?\s(?=["'“‘(\[]?[A-Z0-9])""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|Figs?|Drs?|cf|approx|no|Nos?|pp?|Mrs?|Ms|St|Prof|eds?|vol|[A-Z])\.)\s$"
)


def split_paragraph(text: str) -> list[tuple[int, int]]:
    """Half-open spans of a paragraph's pieces, which cover it without gaps; most end where a sentence ends.

    A paragraph of up to `LONGEST` characters stays whole; a longer one is cut into pieces of about `TARGET`. The
    space between two pieces belongs to the first.
    """
    if len(text) <= LONGEST:
        return [(0, len(text))] if text else []
    ends = sentence_ends(text)
    pieces = max(2, round(len(text) / TARGET))
    size = len(text) / pieces
    spans, start = [], 0
    while len(text) - start > LONGEST or (len(text) - start > 1.5 * size and len(text) - start > TARGET):
        within = [
            end for end in ends if start + SHORTEST <= end <= min(start + LONGEST, len(text) - SHORTEST)
        ]
        cut = min(within, key=lambda end: abs(end - start - size)) if within else _forced_cut(text, start)
        spans.append((start, cut))
        start = cut
        if not within and len(text) - start <= LONGEST:
            break
    spans.append((start, len(text)))
    return spans


def sentence_ends(text: str) -> list[int]:
    """The offsets after each sentence's space, the end of the text left out."""
    return [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text, max(0, match.end() - 12), match.end())
    ]


def _forced_cut(text: str, start: int) -> int:
    """A cut where no sentence ends: at the last space before the longest length, else right there."""
    space = text.rfind(" ", start + SHORTEST, start + LONGEST)
    return space + 1 if space > 0 else start + LONGEST
