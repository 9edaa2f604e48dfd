"""Turns scores into probabilities, by regressions on scores from models without the answer.

A logistic regression puts the kinds of evidence together. For codes, a beta calibration follows (Kull, Silva Filho & Flach 2017: Beta
calibration: a well-founded and easily implemented improvement on logistic calibration for binary classifiers, *AISTATS*,
PMLR 54:623-631): the logistic curve is right only where scores of right and of wrong answers have normal distributions of one width, and too steep
or too flat at one of its ends elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_OF_EACH = 10
"""The least right and wrong answers for a calibration."""

LEAST_DRAWN = 10
"""The least texts drawn at random to set the offset on them alone."""

RECALIBRATE_AFTER = 1.1
"""The growth of the number of answers after which a calibration is fitted again."""


@dataclass(frozen=True)
class Calibration:
    """A fitted logistic regression: ``1 / (1 + exp(-(evidence @ slopes + offset)))``."""

    slopes: NDArray[np.float64]
    offset: float

    def __call__(self, evidence: ArrayLike) -> NDArray[np.float64]:
        """The probability that each answer is right.

        Args:
            evidence: answers × kinds of evidence.
        """
        return logistic(self.log_odds(evidence))

    def log_odds(self, evidence: ArrayLike) -> NDArray[np.float64]:
        """The log-odds of each answer."""
        found: NDArray[np.float64] = np.asarray(evidence, np.float64) @ self.slopes + self.offset
        return found


def fitted(evidence: ArrayLike, truth: ArrayLike) -> Calibration | None:
    """The calibration fitted to these answers, or None with fewer than ten right or ten wrong ones.

    Args:
        evidence: answers × kinds of evidence, from models that have not seen the answer.
        truth: whether each answer is right.
    """
    truth = np.asarray(truth, bool)
    if min(int(truth.sum()), int((~truth).sum())) < LEAST_OF_EACH:
        return None
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=1e3).fit(np.asarray(evidence, np.float64), truth)
    return Calibration(regression.coef_[0].astype(np.float64), float(regression.intercept_[0]))


@dataclass(frozen=True)
class BetaCalibration:
    """A calibration, corrected at both ends: the log-odds are ``a log p - b log(1 - p) + c`` of its probability p.

    The slopes `a` and `b` are at least 0, so that no order changes; with both 1 and an offset of 0, nothing does.
    """

    first: Calibration
    a: float
    b: float
    c: float

    def __call__(self, evidence: ArrayLike) -> NDArray[np.float64]:
        """See `Calibration`."""
        return logistic(self.log_odds(evidence) + self.c)

    def log_odds(self, evidence: ArrayLike) -> NDArray[np.float64]:
        """The log-odds of each answer without the offset."""
        small, large = _ends(self.first.log_odds(evidence))
        return self.a * small + self.b * large


def beta_fitted(
    evidence: ArrayLike, truth: ArrayLike, drawn: ArrayLike | None = None
) -> BetaCalibration | None:
    """A beta calibration fitted to these answers, or None where `fitted` gives none.

    Args:
        evidence: texts × codes × kinds of evidence, from models that have not seen the text.
        truth: whether each code is right (texts × codes).
        drawn: which texts were drawn at random. If there are `LEAST_DRAWN`, the offset is set on these alone: other texts may have
            been judged because they bear on some code.
    """
    shape = np.asarray(evidence).shape
    answers, right = np.asarray(evidence, np.float64).reshape(-1, shape[-1]), np.asarray(truth, bool).ravel()
    first = fitted(answers, right)
    if first is None:
        return None
    ends = np.stack(_ends(first.log_odds(answers)), axis=-1)
    slopes, offset = _not_negative(ends, right)
    found = BetaCalibration(first, *slopes, offset)
    here = np.zeros(shape[0], bool) if drawn is None else np.asarray(drawn, bool)
    if here.sum() >= LEAST_DRAWN:
        truth_here = np.asarray(truth, bool)[here]
        found = replace(
            found, c=_offset(found.log_odds(np.asarray(evidence)[here]).ravel(), truth_here.ravel())
        )
    return found


def _ends(log_odds: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """``log p`` and ``-log(1 - p)`` of a probability, exact at both ends."""
    rest = np.log1p(np.exp(-np.abs(log_odds)))
    return np.minimum(log_odds, 0) - rest, np.maximum(log_odds, 0) + rest


def _not_negative(ends: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[tuple[float, float], float]:
    """Slopes and offset of a logistic regression on both ends; a negative slope is left out, as its authors do."""
    from sklearn.linear_model import LogisticRegression

    used = [0, 1]
    while True:
        regression = LogisticRegression(C=1e3).fit(ends[:, used], truth)
        slopes = dict(zip(used, regression.coef_[0].tolist(), strict=True))
        if min(slopes.values()) >= 0 or len(used) == 1:
            return (max(slopes.get(0, 0.0), 0.0), max(slopes.get(1, 0.0), 0.0)), float(
                regression.intercept_[0]
            )
        used.remove(min(slopes, key=slopes.__getitem__))


def _offset(log_odds: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The offset with which as many answers are expected to be right as are; one of each is added so that it is finite."""
    wanted = (truth.sum() + 0.5) / (len(truth) + 1)
    low, high = -50.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if logistic(log_odds + middle).mean() < wanted else (low, middle)
    return (low + high) / 2


def logistic(values: ArrayLike) -> NDArray[np.float64]:
    """The logistic function, which maps any number to between 0 and 1."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(np.asarray(values, np.float64), -500, 500)))
    return result
