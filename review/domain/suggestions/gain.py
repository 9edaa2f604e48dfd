"""What sentence vectors add to the suggestions of codes, in words."""

from __future__ import annotations

from msgspec import UnsetType

from review.domain.suggestions.evaluation import Gain, SemanticGain

NONE = "No sentence vectors: suggestions of codes compare words only (`review semantic status`)."


def what_vectors_add(found: SemanticGain | UnsetType) -> str:
    """Whether sentence vectors improve the suggestions of codes, or why that is not known, in a plain sentence."""
    if isinstance(found, UnsetType):
        return NONE
    if isinstance(found.average_precision, UnsetType):
        why = found.reason or "too few passages are coded and marked done"
        return f"What sentence vectors add is not known: {why}."
    if found.average_precision.low > 0:
        return "Sentence vectors improve the suggestions of codes in this review."
    if found.average_precision.high < 0:
        return "Sentence vectors make the suggestions of codes worse in this review."
    return "Sentence vectors make no clear difference to the suggestions of codes in this review."


def gained(gain: Gain) -> str:
    """``0.72 with, 0.68 without (difference 0.01 to 0.07)``: a figure with and without vectors."""
    return f"{gain.with_vectors:.2f} with, {gain.without:.2f} without (difference {gain.low:.2f} to {gain.high:.2f})"
