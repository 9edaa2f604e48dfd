"""How far probabilities are off, told from how often each tenth of the scale was right."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UnsetType

from review.domain.suggestions.evaluation import AllCodesQuality

SHOWN_FROM = 0.2
"""Scores that people look at; most codes of a passage have lower ones, about which there is little to be wrong."""


def error_among(bins: Sequence[Sequence[float]], least: float = SHOWN_FROM) -> float | None:
    """The mean distance of score and share right among the tenths with a mean score of at least `least`.

    Args:
        bins: how many scores, their mean and the share of them that is true, for each tenth of the scale.
        least: 0 to 1.

    Returns:
        the mean weighted by how many scores there are, 0 to 1; none where none is that high.
    """
    high = [(count, abs(mean - share)) for count, mean, share in bins if mean >= least]
    total = sum(count for count, _ in high)
    return sum(count * distance for count, distance in high) / total if total else None


def how_far_off(every: AllCodesQuality) -> str:
    """``off by 0.013 on average, by 0.160 among scores of 0.2 and more``; empty where an evaluation says neither."""
    if isinstance(every.calibration_error, UnsetType):
        return ""
    among = error_among(every.calibration or ())
    shown = "" if among is None else f", by {among:.3f} among scores of {SHOWN_FROM} and more"
    return f"off by {every.calibration_error:.3f} on average{shown}"
