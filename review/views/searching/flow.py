"""The answer of flow: how many are in each box, and which rules hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from review.domain.searches.flow import BoxCount, Flow, FlowCheck
from review.domain.wording.meaning import meaning
from review.views.view import View


class FlowBox(View, frozen=True, kw_only=True):
    """A box of the flow."""

    n: Annotated[int | None, meaning("stated, else computed; null where a part is not reported")]
    computed: Annotated[int | None, meaning("the sum of what is reported; null if nothing is")]
    stated: Annotated[int | None, meaning("what a search or `review flow state` gives as the number")]
    reason: Annotated[str, meaning("why it was stated")]
    by: Annotated[
        Mapping[str, int | None],
        meaning("its parts: sources and searches, or criteria; null where one is not reported"),
    ]
    not_reported: Annotated[bool, meaning("whether it was stated that the number is not reported")]
    apart: Annotated[
        tuple[str, ...], meaning("other statements about it, made in other copies and not replaced since")
    ]

    @classmethod
    def of(cls, count: BoxCount) -> FlowBox:
        """The view of a box."""
        return cls(
            n=count.n,
            computed=count.computed,
            stated=count.stated,
            reason=count.reason,
            by=count.by,
            not_reported=count.is_not_reported,
            apart=count.apart,
        )


class FlowRule(View, frozen=True, kw_only=True):
    """A rule that should hold."""

    rule: Annotated[str, meaning("its two sides, in boxes")]
    left: Annotated[
        int | None, meaning("the left side of the rule, in records; null if a part is not reported")
    ]
    right: Annotated[int | None, meaning("its right side, in records; null if a part is not reported")]
    ok: Annotated[bool | None, meaning("null where a side is not known")]

    @classmethod
    def of(cls, check: FlowCheck) -> FlowRule:
        """The view of a rule."""
        return cls(rule=check.rule, left=check.left, right=check.right, ok=check.ok)


class FlowShown(View, frozen=True, kw_only=True):
    """The flow of records from the searches to what is included."""

    boxes: Annotated[
        Mapping[str, FlowBox],
        meaning(
            "`identified_databases`, `identified_registers`, `identified_organisations`, `identified_citations`,"
            " `identified_other`, `duplicates`, `screened`, `excluded_screening`, `potential`, `not_retrieved`, `assessed`,"
            " `excluded_assessment`, `parked`, `included`"
        ),
    ]
    checks: tuple[FlowRule, ...]
    studies: Annotated[int, meaning("studies that the included reports are of")]
    reports: Annotated[int, meaning("included reports, N")]

    @classmethod
    def of(cls, flow: Flow) -> FlowShown:
        """The view of a flow."""
        return cls(
            boxes={str(box): FlowBox.of(count) for box, count in flow.boxes.items()},
            checks=tuple(map(FlowRule.of, flow.checks)),
            studies=flow.studies,
            reports=flow.reports,
        )
