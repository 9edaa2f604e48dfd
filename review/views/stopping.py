"""What is likely left to find at a stage, as several commands answer it."""

from __future__ import annotations

from typing import Annotated

from review.domain.suggestions.stopping import Stopping
from review.domain.wording.says import says
from review.views.view import View


class LikelyLeft(View, frozen=True, kw_only=True):
    """What reading so far says about what is left at a stage."""

    stage: Annotated[str, says("id of the stage")]
    records: Annotated[int, says("number of records to decide on")]
    read: Annotated[int, says("how many have been decided on")]
    relevant: Annotated[int, says("how many of these are relevant")]
    in_a_row: Annotated[int, says("how many irrelevant ones were read since the last relevant one")]
    in_suggested_order: Annotated[
        int, says("how many were decided on while a model's order was on the screen")
    ]
    target: Annotated[float, says("share of the relevant records that is to be found, 0 to 1")]
    chance_missed: Annotated[
        float,
        says("chance of reading this long without finding more if the target were still missed, 0 to 1"),
    ]
    confidence: Annotated[float, says("of `left_at_most`, 0 to 1")]
    left: Annotated[int, says("as likely as not, no more relevant records than this are unread")]
    left_at_most: Annotated[int, says("with `confidence`, no more than this are unread")]
    recall: Annotated[
        float | None, says("share found if `left` are left, 0 to 1; null where nothing was found")
    ]
    recall_at_least: Annotated[
        float | None, says("lower end of its interval, whose upper end is 1; null where nothing was found")
    ]
    sentence: Annotated[str, says("the same in words")]

    @classmethod
    def of(cls, estimate: Stopping) -> LikelyLeft:
        """An estimate."""
        return cls(**{name: getattr(estimate, name) for name in cls.__struct_fields__})
