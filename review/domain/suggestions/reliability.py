"""The error of probabilities, from the share correct in each tenth of the scale."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UnsetType

from review.domain.suggestions.evaluation import AllCodesQuality

SHOWN_FROM = 0.2
"""The lowest score that people look at; most codes of a passage score lower, where errors are small."""


TOLERATED = 0.05
"""The largest mean error of the scores shown with which they can be read as probabilities."""


def error_among(bins: Sequence[Sequence[float]], least: float = SHOWN_FROM) -> float | None:
    """The mean difference between score and share correct, over tenths with a mean score of at least `least`.

    Args:
        bins: for each tenth of the scale, the number of scores, their mean and the share correct.
        least: 0 to 1.

    Returns:
        the mean weighted by the number of scores, 0 to 1; None if no score is that high.
    """
    high = [(count, abs(mean - share)) for count, mean, share in bins if mean >= least]
    total = sum(count for count, _ in high)
    return sum(count * distance for count, distance in high) / total if total else None


def scores_mislead(every: AllCodesQuality) -> bool:
    """Whether the scores that people look at are too far from the share correct to be read as probabilities."""
    among = error_among(every.calibration or ())
    return among is not None and among > TOLERATED


def how_far_off(every: AllCodesQuality) -> str:
    """``off by 0.013 on average, by 0.160 among scores of 0.2 and more``; empty without these figures."""
    if isinstance(every.calibration_error, UnsetType):
        return ""
    among = error_among(every.calibration or ())
    shown = "" if among is None else f", by {among:.3f} among scores of {SHOWN_FROM} and more"
    return f"off by {every.calibration_error:.3f} on average{shown}"
