"""Finds a passage again in another reading of the same file, by its wording and context.

The wording decides whether it is found, the context decides where: a passage is never moved to different words, nor to the
same words in an unrelated place. (The idea of the Web Annotation model's text quote selector.)
"""

from __future__ import annotations

from difflib import SequenceMatcher

from review.domain.texts.spans import Span
from review.project.coding.quotation import SearchedText, condensed

_AROUND = 80
"""How many characters before and after a passage are compared."""

_UNMISTAKABLE = 40
"""The least characters of a wording that identifies a passage by itself."""

_HALF = 0.5
"""The share of the context that must match for a shorter wording."""


def found_again(old: str, span: Span, new: SearchedText) -> Span | None:
    """The span in `new` of the passage at `span` of `old`; None if it is gone or several places fit equally.

    White space, hyphens and the shape of quotation marks may differ; whole words stay whole words.
    """
    quote = old[slice(*span)]
    places = [
        place
        for place in new.occurrences(quote)
        if not any(now and not was for was, now in zip(_cuts(old, span), _cuts(new.text, place), strict=True))
    ]
    ranked = sorted(
        ((_fit(old, span, new.text, place), new.text[slice(*place)] == quote, place) for place in places),
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    fit, _, place = ranked[0]
    is_clear = fit >= _HALF or len(condensed(quote)[0]) >= _UNMISTAKABLE
    return place if is_clear else None


def _fit(old: str, span: Span, new: str, place: Span) -> float:
    """How well the contexts match: from 0, not at all, to 1, in every character."""
    before = SequenceMatcher(None, _before(old, span), _before(new, place), autojunk=False)
    after = SequenceMatcher(None, _after(old, span), _after(new, place), autojunk=False)
    return (before.ratio() + after.ratio()) / 2


def _before(text: str, span: Span) -> str:
    return condensed(text[max(0, span[0] - _AROUND) : span[0]])[0]


def _after(text: str, span: Span) -> str:
    return condensed(text[span[1] : span[1] + _AROUND])[0]


def _cuts(text: str, span: Span) -> tuple[bool, bool]:
    """Whether a span cuts a word at its start, and at its end."""
    start, end = span
    return (
        start > 0 and text[start - 1 : start + 1].isalnum(),
        end < len(text) and text[end - 1 : end + 1].isalnum(),
    )
