"""The answer of evaluate, with the figures of `review.domain.suggestions.evaluation`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import structs

from review.domain.suggestions import evaluation
from review.domain.suggestions.stopping import Stopping
from review.domain.suggestions.use import ResponseCounts, Use
from review.domain.wording.meaning import meaning
from review.views.stopping import LikelyLeft
from review.views.view import View


class UseCounts(View, frozen=True, kw_only=True):
    """How suggestions of codes were answered."""

    accepted: Annotated[int, meaning("suggestions that were accepted")]
    rejected: Annotated[int, meaning("suggestions that were rejected")]
    agreed: Annotated[int, meaning("coded by hand while the code was suggested")]
    missed: Annotated[int, meaning("coded by hand while other codes were suggested")]
    unknown: Annotated[int, meaning("coded by hand, and what was suggested is not known")]

    @classmethod
    def of(cls, responses: ResponseCounts) -> UseCounts:
        """The view of counts by response."""
        return cls(**responses)


class SuggestionUse(View, frozen=True, kw_only=True):
    """How reviewers used suggestions of codes."""

    total: UseCounts
    by_code: dict[str, UseCounts]
    by_week: Annotated[dict[str, UseCounts], meaning("by the Monday of the week")]
    by_documents: Annotated[
        tuple[UseCounts, ...], meaning("for each twenty documents, in the order in which work on them began")
    ]
    acceptance: Annotated[
        float | None,
        meaning("share of the answered suggestions that were accepted or coded by hand; null without any"),
    ]

    @classmethod
    def of(cls, use: Use) -> SuggestionUse:
        """The view of the use of suggestions."""
        return cls(
            total=UseCounts.of(use.total),
            by_code={code: UseCounts.of(responses) for code, responses in use.by_code.items()},
            by_week={week: UseCounts.of(responses) for week, responses in use.by_week.items()},
            by_documents=tuple(map(UseCounts.of, use.by_documents)),
            acceptance=use.acceptance,
        )


class Evaluation(evaluation.Evaluation, View, frozen=True, kw_only=True):
    """How good the suggestions have been, cross-validated by document."""

    stopping: Annotated[dict[str, LikelyLeft], meaning("what is likely left, by stage")]
    use: SuggestionUse

    @classmethod
    def of(cls, figures: evaluation.Evaluation, stopping: Mapping[str, Stopping], use: Use) -> Evaluation:
        """The view of an evaluation's figures, the estimates of what is left, and the use of suggestions."""
        left = {stage: LikelyLeft.of(estimate) for stage, estimate in stopping.items()}
        return cls(**structs.asdict(figures), stopping=left, use=SuggestionUse.of(use))
