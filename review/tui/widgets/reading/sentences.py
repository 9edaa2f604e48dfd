"""Boundaries of sentences, and selecting by sentences: pure functions over a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from review.domain import Passage
from review.domain.texts.spans import Span

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)\]]*(?:\s+(?=[\"'“‘(\[]*[^\sa-z])|(?<=[。！？]))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:al|approx|art|c|ca|cf|ch|dr|ed|eds|e\.g|fig|figs|i\.e|mr|mrs|ms|nos|p|para|pp|prof|ref|refs|sec"
    r"|st|tab|vol|vs|[A-Z]))\.$",
    re.IGNORECASE,
)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a passage without the white space between them; never empty for a non-empty span."""
    spans: list[Span] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        closing = text[begin : match.end()].rstrip()
        if _ABBREVIATION.search(closing):
            continue
        spans.append((begin, begin + len(closing)))
        begin = match.end()
    last = begin + len(text[begin:end].rstrip())
    if last > begin or not spans:
        spans.append((begin, max(last, min(begin + 1, end))))
    return spans


class SentenceSelection:
    """Grows and shrinks a selection by sentences, over the visible passages."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self._text = text
        self._passages = passages
        self._starts = [passage.start for passage in passages]

    def at(self, offset: int) -> Span:
        """The sentence at `offset`, or the previous one if between two."""
        passage = self._passages[max(0, bisect_right(self._starts, offset) - 1)]
        spans = sentences(self._text, passage.start, passage.end)
        return spans[max(0, bisect_right([start for start, _ in spans], offset) - 1)]

    def neighbour(self, offset: int, step: int) -> Span:
        """The sentence after (`step` 1) or before (-1) the one at `offset`; the same one at either end."""
        start, end = self.at(offset)
        if step > 0:
            beyond = end
            while beyond < self._passages[-1].end and self._text[beyond].isspace():
                beyond += 1
            return self.at(beyond) if beyond < self._passages[-1].end else (start, end)
        before = start - 1
        while before > self._passages[0].start and self._text[before].isspace():
            before -= 1
        return self.at(before) if before >= self._passages[0].start else (start, end)

    def extended(self, anchor: int, cursor: int, step: int) -> Span:
        """Move the active end of a selection by a sentence; both ends are offsets of characters within it.

        The sentence of the anchor stays selected, so that stepping back over it turns the selection round.
        """
        anchored, active = self.at(anchor), self.at(cursor)
        moved = active if active == anchored and self._is_partial(anchor, cursor) else None
        start, end = moved or self.neighbour(cursor, step)
        if start >= anchored[0]:
            return anchored[0], end - 1
        return anchored[1] - 1, start

    def _is_partial(self, anchor: int, cursor: int) -> bool:
        start, end = self.at(anchor)
        return (min(anchor, cursor), max(anchor, cursor)) != (start, end - 1)
