"""The passages of a record that probably bear on its likely theories."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from review.domain import CodeSuggestion, Document, PassageSuggestion

MOST = 9
"""The most passages that are listed: one for each digit."""


@dataclass(frozen=True)
class LikelyPassage:
    """A passage from `start` with the best suggestion for it; `page` is written as in a citation."""

    start: int
    page: str
    suggestion: CodeSuggestion
    quote: str


def likely_passages(
    document: Document, suggested: Sequence[PassageSuggestion], codes: Collection[str]
) -> list[LikelyPassage]:
    """The passages with the highest scores for one of the codes, best first."""
    found = [
        _likely(document, passage, best)
        for passage in suggested
        if (best := next((one for one in passage.codes if one.code in codes), None))
    ]
    return sorted(found, key=lambda one: -one.suggestion.score)[:MOST]


def _likely(document: Document, passage: PassageSuggestion, best: CodeSuggestion) -> LikelyPassage:
    quote = document.text[passage.start : passage.end]
    return LikelyPassage(passage.start, document.cited_pages(passage.start, passage.end), best, quote)
