"""Estimates of what is left to find at a stage, used in several answers."""

from __future__ import annotations

from typing import Annotated

from review.domain.suggestions.stopping import Stopping
from review.domain.wording.meaning import meaning
from review.views.view import View


class LikelyLeft(View, frozen=True, kw_only=True):
    """An estimate of what is left at a stage, from the records decided so far."""

    stage: Annotated[str, meaning("id of the stage")]
    records: Annotated[int, meaning("number of records to decide on")]
    read: Annotated[int, meaning("number of records decided on")]
    relevant: Annotated[int, meaning("number of relevant records among them")]
    in_a_row: Annotated[
        int, meaning("number of irrelevant records decided one by one since the last relevant one")
    ]
    in_suggested_order: Annotated[int, meaning("number of records decided on in a model's order")]
    imported: Annotated[
        int, meaning("number of them whose first decision came with an import, in an order that is not known")
    ]
    in_bulk: Annotated[int, meaning("number of them that were decided only together with others")]
    target: Annotated[float, meaning("target share of the relevant records to find, 0 to 1")]
    chance_missed: Annotated[
        float,
        meaning("chance of going on this long without finding more if the target were still missed, 0 to 1"),
    ]
    confidence: Annotated[float, meaning("confidence of `left_at_most`, 0 to 1")]
    left: Annotated[int, meaning("median estimate of relevant records that nobody has decided on")]
    left_at_most: Annotated[int, meaning("with `confidence`, at most this many of them are left")]
    recall: Annotated[
        float | None, meaning("share found if `left` are left, 0 to 1; null if nothing was found")
    ]
    recall_at_least: Annotated[
        float | None, meaning("lower end of its interval, whose upper end is 1; null if nothing was found")
    ]
    sentence: Annotated[str, meaning("the same in words")]

    @classmethod
    def of(cls, estimate: Stopping) -> LikelyLeft:
        """The view of an estimate."""
        return cls(**{name: getattr(estimate, name) for name in cls.__struct_fields__})
