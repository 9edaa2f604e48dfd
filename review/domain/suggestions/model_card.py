"""What is told of the models in the write-up."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.suggestions.evaluation import Evaluation
from review.domain.suggestions.stopping import Stopping
from review.domain.suggestions.use import Use


@dataclass(frozen=True)
class ModelCard:
    """The models of a review at one moment.

    Attributes:
        reviewer: whose decisions the order is learned from.
        evaluation: how good the suggestions are and what they were trained on.
        stopping: what is likely left, for each stage.
        use: how suggestions fared with reviewers.
    """

    reviewer: str
    evaluation: Evaluation
    stopping: tuple[Stopping, ...]
    use: Use
