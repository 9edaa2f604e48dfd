"""Passages that speak to a theory and to its rival."""

from __future__ import annotations

from msgspec import Struct

from review.domain.act import Coding, Stance
from review.domain.page_labels import passage_in_citation


class RivalPassage(Struct, frozen=True):
    """A passage of an included source under `theory` and its `rival`, sub-themes included, with the stances toward both.

    `codings` put it there, in the order of the text: one that has both, or two that overlap; `quote` is the text from the
    beginning of the first to the end of the last. Stances are in the order of `Stance`: several where codings, or
    sub-themes, differ.
    """

    theory: str
    rival: str
    codings: tuple[Coding, ...]
    quote: str
    toward_theory: tuple[Stance, ...]
    toward_rival: tuple[Stance, ...]

    @property
    def record(self) -> str:
        """The record that it is in."""
        return self.codings[0].record

    @property
    def span(self) -> tuple[int, int]:
        """Its span in the text, half-open."""
        return self.codings[0].start, max(coding.end for coding in self.codings)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who coded it."""
        return tuple(sorted({coding.reviewer for coding in self.codings}))

    @property
    def cited_page(self) -> str:
        """Its page or pages as in a citation."""
        first, last = self.codings[0], max(self.codings, key=lambda coding: coding.end)
        pages = [(first.page_label, first.page), (last.page_label_end, last.page_end)]
        paragraphs = (
            (first.paragraphs[0], last.paragraphs[1]) if first.paragraphs and last.paragraphs else None
        )
        return passage_in_citation(pages, paragraphs)
