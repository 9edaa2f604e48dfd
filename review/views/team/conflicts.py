"""The answers of conflicts: where reviewers disagree, and where coders differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from review.domain import Coding, Decision, DecisionKind, Stance
from review.domain.team.conflict import CodingDifference, Conflict, ConflictTie, CriterionSince
from review.domain.wording.meaning import meaning
from review.views.codings import CodingId, Stances
from review.views.records import StandingSettlement
from review.views.view import (
    CitedPage,
    CodeId,
    End,
    LastPage,
    LastPageLabel,
    PageLabel,
    PageNumber,
    Quote,
    RecordId,
    Reviewer,
    Start,
    Time,
    View,
)

StageId = Annotated[str, meaning("id of the stage")]


class ConflictingDecision(View, frozen=True, kw_only=True):
    """A reviewer's side of a conflict."""

    decision: DecisionKind
    criteria: Annotated[tuple[str, ...], meaning("ids of the deciding criteria")]
    note: Annotated[str, meaning("the reviewer's note")]
    overrides: Annotated[dict[str, str], meaning("overridden exclusion criteria, and why")]
    theories: Annotated[tuple[str, ...], meaning("codes that the record is parked for")]
    time: Time

    @classmethod
    def of(cls, decision: Decision) -> ConflictingDecision:
        """One side."""
        return cls(
            decision=decision.decision,
            criteria=decision.criteria,
            note=decision.note,
            overrides=dict(decision.overrides),
            theories=decision.theories,
            time=decision.time,
        )


class TiedCriterion(View, frozen=True, kw_only=True):
    """A criterion that was changed because of the conflict."""

    criterion: Annotated[str, meaning("id of the criterion")]
    because: Annotated[str, meaning("why the criterion was changed")]
    reviewer: Annotated[Reviewer, meaning("who tied it")]
    time: Time
    before: Annotated[str, meaning("its wording when the first of them decided; empty if there was none")]
    now: Annotated[str, meaning("its present wording; empty if it was removed")]

    @classmethod
    def of(cls, tie: ConflictTie, since: CriterionSince | None) -> TiedCriterion:
        """A tie with the criterion as it was and is."""
        return cls(
            criterion=tie.criterion,
            because=tie.because,
            reviewer=tie.reviewer,
            time=tie.time,
            before=since.before if since else "",
            now=since.now if since else "",
        )


class ListedConflict(View, frozen=True, kw_only=True):
    """Reviewers who decided differently on a record at a stage."""

    record: RecordId
    stage: StageId
    by: Annotated[dict[str, ConflictingDecision], meaning("by reviewer: the decision and what explains it")]
    citation: Annotated[str, meaning("citation of the record")]
    title: Annotated[str, meaning("title of the record")]
    reworded: Annotated[
        tuple[str, ...],
        meaning(
            "ids of the stage's criteria that were reworded, added or removed since the first of them decided"
        ),
    ]
    ties: Annotated[tuple[TiedCriterion, ...], meaning("criteria that were changed because of it")]
    settled: Annotated[StandingSettlement | None, meaning("what settled it; null if nothing did")]
    settled_apart: Annotated[
        StandingSettlement | None,
        meaning("another settlement, of another decision, that another copy made apart; else null"),
    ]

    @classmethod
    def of(
        cls, conflict: Conflict, criteria: Sequence[CriterionSince], citation: str, title: str
    ) -> ListedConflict:
        """A conflict, with the criteria of its stage."""
        since = {one.id: one for one in criteria}
        return cls(
            record=conflict.record,
            stage=conflict.stage,
            by={made.reviewer: ConflictingDecision.of(made) for made in conflict.decisions},
            citation=citation,
            title=title,
            reworded=tuple(one.id for one in criteria if one.is_changed),
            ties=tuple(TiedCriterion.of(tie, since.get(tie.criterion)) for tie in conflict.ties),
            settled=StandingSettlement.of(conflict.settlement) if conflict.settlement else None,
            settled_apart=StandingSettlement.of(conflict.apart) if conflict.apart else None,
        )


class ConflictList(View, frozen=True, kw_only=True):
    """Where reviewers disagree, as far as this reviewer may see it."""

    conflicts: tuple[ListedConflict, ...]


class DifferentCoding(View, frozen=True, kw_only=True):
    """A coding on a passage where coders differ."""

    coding: CodingId
    reviewer: Reviewer
    stances: Stances
    page: PageNumber
    page_label: PageLabel
    page_end: LastPage
    page_label_end: LastPageLabel
    cited_page: CitedPage
    start: Start
    end: End
    quote: Quote
    memo: Annotated[str, meaning("the coder's memo")]

    @classmethod
    def of(cls, coding: Coding) -> DifferentCoding:
        """A coding."""
        return cls(
            coding=coding.id,
            reviewer=coding.reviewer,
            stances=dict(coding.stances),
            page=coding.page,
            page_label=coding.page_label,
            page_end=coding.page_end,
            page_label_end=coding.page_label_end,
            cited_page=coding.cited_page,
            start=coding.start,
            end=coding.end,
            quote=coding.quote,
            memo=coding.memo,
        )


class CodedDifferently(View, frozen=True, kw_only=True):
    """Overlapping passages on which coders put other codes, or took other stances."""

    record: RecordId
    citation: Annotated[str, meaning("citation of the record")]
    start: Start
    end: End
    by: Annotated[
        Mapping[str, Mapping[CodeId, tuple[Stance, ...]]],
        meaning("by reviewer: the codes that were put there, each with the stances toward it"),
    ]
    codes: Annotated[tuple[CodeId, ...], meaning("codes that some of them put there and others did not")]
    stances: Annotated[tuple[CodeId, ...], meaning("codes that all of them put there, under other stances")]
    codings: tuple[DifferentCoding, ...]

    @classmethod
    def of(cls, difference: CodingDifference, citation: str) -> CodedDifferently:
        """A difference."""
        return cls(
            record=difference.record,
            citation=citation,
            start=difference.start,
            end=difference.end,
            by=difference.by,
            codes=difference.of_code,
            stances=difference.of_stance,
            codings=tuple(map(DifferentCoding.of, difference.codings)),
        )


class CodingDifferences(View, frozen=True, kw_only=True):
    """Where coders differ; nothing settles these."""

    codings: tuple[CodedDifferently, ...]

    @classmethod
    def of(cls, found: Iterable[tuple[CodingDifference, str]]) -> CodingDifferences:
        """The view of differences, each with the citation of its record."""
        return cls(codings=tuple(CodedDifferently.of(one, cited) for one, cited in found))
