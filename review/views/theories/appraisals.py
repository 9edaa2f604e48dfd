"""Answers about appraisals."""

from __future__ import annotations

from typing import Annotated

from review.domain.theories.appraisal import Appraisal, Level
from review.domain.wording.meaning import meaning
from review.views.view import Reviewer, Time, View


class StandingAppraisal(View, frozen=True, kw_only=True):
    """One reviewer's appraisal of a record, or of a passage of it."""

    target: Annotated[
        str, meaning("the code, or the id of the configuration, that it is for; empty for the whole review")
    ]
    reviewer: Reviewer
    levels: Annotated[
        dict[str, Level], meaning("level by dimension; those that were not judged are left out")
    ]
    because: Annotated[tuple[str, ...], meaning("the reasons, the last one first")]
    time: Time
    events: Annotated[tuple[str, ...], meaning("ids of the events that it is made of, oldest first")]
    start: Annotated[
        int | None, meaning("start of the passage in the document's text; null for the whole record")
    ]
    end: Annotated[int | None, meaning("its end (exclusive); null for the whole record")]
    quote: Annotated[str, meaning("text of the passage; empty for the whole record")]
    lost: Annotated[bool, meaning("whether the passage is not in the record's present text")]

    @classmethod
    def of(cls, found: Appraisal) -> StandingAppraisal:
        """The view of an appraisal."""
        start, end = found.span or (None, None)
        return cls(
            target=found.target,
            reviewer=found.reviewer,
            levels=dict(found.levels),
            because=found.because,
            time=found.time,
            events=found.events,
            start=start,
            end=end,
            quote=found.quote,
            lost=found.is_lost,
        )
