"""Turns scores into probabilities by a logistic regression on scores from models without the answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_OF_EACH = 10
"""The least right and wrong answers for a calibration."""

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
        return logistic(np.asarray(evidence, np.float64) @ self.slopes + self.offset)


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


def logistic(values: ArrayLike) -> NDArray[np.float64]:
    """The logistic function, which maps any number to between 0 and 1."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(np.asarray(values, np.float64), -500, 500)))
    return result
