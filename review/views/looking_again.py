"""The answer of recheck: what waits for another look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from review.domain import Stance
from review.domain.theories.looking_again import Waiting
from review.domain.wording.meaning import meaning
from review.views.codings import CodingId
from review.views.view import (
    CitedPage,
    CodeId,
    LastPageLabel,
    PageLabel,
    PageLabelSource,
    Quote,
    RecordId,
    View,
)


class WaitingCoding(View, frozen=True, kw_only=True):
    """A code of a coding that was made, or last looked at, under an older wording of the code."""

    coding: CodingId
    record: RecordId
    code: CodeId
    made_under: Annotated[
        int,
        meaning(
            "version of the theory map under which it was made or last looked at; 0: under another theory with this id, added apart in another copy"
        ),
    ]
    now: Annotated[int, meaning("version since which the code's present wording stands")]
    stance: Annotated[Stance, meaning("the passage's stance toward the code")]
    page_label: PageLabel
    page_label_end: LastPageLabel
    label_source: PageLabelSource
    cited_page: CitedPage
    quote: Quote

    @classmethod
    def of(cls, one: Waiting) -> WaitingCoding:
        """The view of one that waits."""
        return cls(
            coding=one.coding.id,
            record=one.coding.record,
            code=one.code,
            made_under=one.made_under,
            now=one.now,
            stance=one.coding.stances[one.code],
            page_label=one.coding.page_label,
            page_label_end=one.coding.page_label_end,
            label_source=one.coding.label_source,
            cited_page=one.coding.cited_page,
            quote=one.coding.quote,
        )


class WaitingCodings(View, frozen=True, kw_only=True):
    """What waits for another look."""

    queue: Annotated[tuple[WaitingCoding, ...], meaning("in the order of records and places")]

    @classmethod
    def of(cls, found: Iterable[Waiting]) -> WaitingCodings:
        """The view of all that wait."""
        return cls(queue=tuple(map(WaitingCoding.of, found)))
