"""How good the suggestions have been: evaluate. Its figures are those of `review.domain.suggestions.evaluation`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import structs

from review.domain.suggestions import evaluation
from review.domain.suggestions.stopping import Stopping
from review.domain.suggestions.use import Fates, Use
from review.domain.wording.says import says
from review.views.stopping import LikelyLeft
from review.views.view import View


class FateCounts(View, frozen=True, kw_only=True):
    """What became of codes on passages."""

    accepted: Annotated[int, says("suggestions that were accepted")]
    rejected: Annotated[int, says("suggestions that were rejected")]
    agreed: Annotated[int, says("put by hand while the code was among those suggested")]
    missed: Annotated[int, says("put by hand while suggestions were shown and the code was not among them")]
    unknown: Annotated[int, says("put by hand, and it is not known what was suggested")]

    @classmethod
    def of(cls, fates: Fates) -> FateCounts:
        """How often each fate was met."""
        return cls(**fates)


class SuggestionUse(View, frozen=True, kw_only=True):
    """How suggestions of codes fared with reviewers."""

    total: FateCounts
    by_code: dict[str, FateCounts]
    by_week: Annotated[dict[str, FateCounts], says("by the Monday of the week")]
    by_documents: Annotated[
        tuple[FateCounts, ...], says("for each next twenty documents, as they were first worked on")
    ]
    acceptance: Annotated[
        float | None,
        says(
            "share of the answered suggestions that was accepted or put by hand; null where none was answered"
        ),
    ]

    @classmethod
    def of(cls, use: Use) -> SuggestionUse:
        """How suggestions fared."""
        return cls(
            total=FateCounts.of(use.total),
            by_code={code: FateCounts.of(fates) for code, fates in use.by_code.items()},
            by_week={week: FateCounts.of(fates) for week, fates in use.by_week.items()},
            by_documents=tuple(map(FateCounts.of, use.by_documents)),
            acceptance=use.acceptance,
        )


class Evaluation(evaluation.Evaluation, View, frozen=True, kw_only=True):
    """How good the suggestions have been, cross-validated by document."""

    stopping: Annotated[dict[str, LikelyLeft], says("what is likely left, by stage")]
    use: SuggestionUse

    @classmethod
    def of(cls, figures: evaluation.Evaluation, stopping: Mapping[str, Stopping], use: Use) -> Evaluation:
        """The figures of an evaluation, what is likely left by stage, and how suggestions fared."""
        left = {stage: LikelyLeft.of(estimate) for stage, estimate in stopping.items()}
        return cls(**structs.asdict(figures), stopping=left, use=SuggestionUse.of(use))
