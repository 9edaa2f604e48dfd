"""The content of the model card for the write-up."""

from __future__ import annotations

from msgspec import Struct

from review.domain.suggestions.evaluation import Evaluation
from review.domain.suggestions.stopping import Stopping
from review.domain.suggestions.use import Use


class ModelCard(Struct, frozen=True):
    """The models of a review at one moment.

    Attributes:
        reviewer: the reviewer from whose decisions the order is learned.
        evaluation: the quality of the suggestions and their training data.
        stopping: the estimate of what is left, for each stage.
        use: how reviewers used suggestions.
    """

    reviewer: str
    evaluation: Evaluation
    stopping: tuple[Stopping, ...]
    use: Use
