"""The answer of agreement: where reviewers disagree, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from msgspec import UNSET, UnsetType

from review.domain.act import DecisionKind, Stance
from review.domain.team import agreement as domain
from review.domain.theories.appraisal import Level
from review.domain.wording.meaning import meaning
from review.views.view import CodeId, End, RecordId, Reviewer, Start, View

Interval = tuple[float, float] | None
PerCent = Annotated[
    float | None, meaning("0 to 100: mean share of pairs of judgements that are the same, by unit")
]
Value = Annotated[float | None, meaning("1: they agree always, 0: as often as chance would have it")]
Ends = Annotated[Interval, meaning("2.5th and 97.5th percentile of 1,000 resamples of records")]
ByReviewer = Mapping[str, str]


class Table(View, frozen=True, kw_only=True):
    """How often the reviewer named first said what (rows) where the other said what (columns), over all pairs."""

    categories: Annotated[tuple[str, ...], meaning("what could be said, in the order of rows and columns")]
    counts: Annotated[
        tuple[tuple[int, ...], ...],
        meaning("a list for each row: how often one said this where the other said what is in the column"),
    ]


class Pair(View, frozen=True, kw_only=True):
    """Two of more than two reviewers."""

    reviewers: Annotated[tuple[str, str], meaning("the two")]
    n: Annotated[int, meaning("number of units that both judged")]
    per_cent: PerCent
    kappa: Value
    kappa_interval: Ends
    reason: Annotated[str | None, meaning("why something is null")]


class FiguresView(View, frozen=True, kw_only=True):
    """How far reviewers agree. What cannot be computed is null, with the reason."""

    unit: Annotated[domain.Unit, meaning("what is compared")]
    n: Annotated[int, meaning("number of units that at least two reviewers judged")]
    reviewers: Annotated[tuple[str, ...], meaning("those who judged them, by name")]
    per_cent: PerCent
    per_cent_interval: Ends
    kappa: Value
    kappa_of: Annotated[
        domain.Kappa, meaning("Cohen's for two reviewers, Fleiss' for more, weighted for levels")
    ]
    kappa_interval: Ends
    alpha: Annotated[
        float | None, meaning("Krippendorff's: 1 for those who agree always; gaps do not prevent it")
    ]
    alpha_interval: Ends
    reason: Annotated[str | None, meaning("why something is null")]
    table: Table
    pairs: Annotated[tuple[Pair, ...], meaning("each two of more than two reviewers")]


class Settled(View, frozen=True, kw_only=True):
    """What settled a disagreement."""

    decision: DecisionKind
    reviewer: Reviewer
    reason: Annotated[str, meaning("why it counts")]
    criteria: Annotated[tuple[str, ...], meaning("ids of the criteria that decided")]


class DisagreementView(View, frozen=True, kw_only=True):
    """A record on which reviewers decided differently, before they could see each other's decision."""

    record: RecordId
    by: Annotated[Mapping[str, DecisionKind], meaning("decision by reviewer")]
    criteria: Annotated[Mapping[str, tuple[str, ...]], meaning("deciding criteria by reviewer")]
    notes: Annotated[ByReviewer, meaning("note by reviewer")]
    overrides: Annotated[
        Mapping[str, Mapping[str, str]], meaning("overridden criteria with reasons, by reviewer")
    ]
    settled: Annotated[Settled | None, meaning("the decision that counts, once it is settled")]
    criterion_changed: Annotated[
        tuple[str, ...], meaning("criteria that were changed because of it, as somebody said")
    ]
    because: Annotated[Mapping[str, str], meaning("why, by criterion")]
    later: Annotated[
        Mapping[str, DecisionKind], meaning("what reviewers decided after they could see the others")
    ]


class PassageDifferenceView(View, frozen=True, kw_only=True):
    """A passage that not all who worked on its document put the code on."""

    record: RecordId
    start: Start
    end: End
    by: Annotated[Mapping[str, Stance | None], meaning("stance by coder; null where it was not coded")]


class CodeView(FiguresView, frozen=True, kw_only=True):
    """Agreement on a code by characters, and in `passages` by overlapping passages."""

    code: CodeId
    passages: FiguresView
    differences: tuple[PassageDifferenceView, ...]


class LevelDifferenceView(View, frozen=True, kw_only=True):
    """What was appraised differently."""

    record: RecordId
    target: Annotated[str, meaning("code or id of a configuration; empty: the whole review")]
    span: Annotated[tuple[int, int] | None, meaning("the passage; null: the whole source")]
    by: Annotated[Mapping[str, Level], meaning("level by reviewer")]
    because: Annotated[Mapping[str, tuple[str, ...]], meaning("reasons by reviewer, the last one first")]


class DimensionView(FiguresView, frozen=True, kw_only=True):
    """Agreement on a dimension of appraisal; kappa with quadratic weights, and beside it with linear ones."""

    dimension: Annotated[str, meaning("id of the dimension")]
    kappa_linear: Value
    kappa_linear_interval: Ends
    differences: tuple[LevelDifferenceView, ...]


class Agreement(FiguresView, frozen=True, kw_only=True):
    """Where reviewers disagree at a stage, and how far they agree there."""

    stage: Annotated[str, meaning("id of the stage")]
    disagreements: tuple[DisagreementView, ...]
    seen_before: Annotated[
        int, meaning("records on which somebody decided later and may have seen another's decision")
    ]
    imported: Annotated[
        int,
        meaning(
            "records with a decision that came with an import: whether its maker had seen another's is not known"
        ),
    ]
    changed_later: Annotated[
        int, meaning("decisions that were changed after others' could be seen; the figures take those before")
    ]
    codes: Annotated[tuple[CodeView, ...], meaning("with `--passages`: one for each code")] | UnsetType = (
        UNSET
    )
    dimensions: (
        Annotated[tuple[DimensionView, ...], meaning("with `--appraisal`: one for each dimension")]
        | UnsetType
    ) = UNSET

    @classmethod
    def of(
        cls,
        stage: domain.StageAgreement,
        codes: Sequence[domain.CodeAgreement] | None = None,
        dimensions: Sequence[domain.DimensionAgreement] | None = None,
    ) -> Agreement:
        """The view of an agreement, with that on codes and levels if they are given."""
        return cls(
            stage=stage.stage,
            **_keys(stage.figures),
            disagreements=tuple(map(_disagreement, stage.disagreements)),
            seen_before=stage.seen_before,
            imported=stage.imported,
            changed_later=stage.changed_later,
            codes=UNSET if codes is None else tuple(map(_code, codes)),
            dimensions=UNSET if dimensions is None else tuple(map(_dimension, dimensions)),
        )


def _keys(figures: domain.Figures) -> dict[str, Any]:
    """The keys that all figures have."""
    return {
        "unit": figures.unit,
        "n": figures.n,
        "reviewers": figures.reviewers,
        "per_cent": _rounded(figures.per_cent.value, 2),
        "per_cent_interval": _ends(figures.per_cent, 2),
        "kappa": _rounded(figures.kappa.value),
        "kappa_of": figures.kappa_of,
        "kappa_interval": _ends(figures.kappa),
        "alpha": _rounded(figures.alpha.value),
        "alpha_interval": _ends(figures.alpha),
        "reason": _reason(
            {"per cent": figures.per_cent, "kappa": figures.kappa, "alpha": figures.alpha}.items()
        ),
        "table": Table(categories=figures.table.categories, counts=figures.table.counts),
        "pairs": tuple(map(_pair, figures.pairs)),
    }


def _reason(figures: Iterable[tuple[str, domain.Figure]]) -> str | None:
    """Why something is null: one reason for all, or each with what it is about."""
    reasons = {name: figure.reason for name, figure in figures if figure.reason}
    if len(different := set(reasons.values())) == 1:
        return different.pop()
    return "; ".join(f"{name}: {reason}" for name, reason in reasons.items()) or None


def _pair(pair: domain.PairFigures) -> Pair:
    return Pair(
        reviewers=pair.reviewers,
        n=pair.n,
        per_cent=_rounded(pair.per_cent, 2),
        kappa=_rounded(pair.kappa.value),
        kappa_interval=_ends(pair.kappa),
        reason=pair.kappa.reason or None,
    )


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)


def _ends(figure: domain.Figure, digits: int = 4) -> Interval:
    return (
        None
        if figure.interval is None
        else (round(figure.interval[0], digits), round(figure.interval[1], digits))
    )


def _disagreement(one: domain.Disagreement) -> DisagreementView:
    settled = one.settled
    return DisagreementView(
        record=one.record,
        by={made.reviewer: made.decision for made in one.decisions},
        criteria={made.reviewer: made.criteria for made in one.decisions},
        notes={made.reviewer: made.note for made in one.decisions},
        overrides={made.reviewer: made.overrides for made in one.decisions if made.overrides},
        settled=Settled(
            decision=settled.decision,
            reviewer=settled.reviewer,
            reason=settled.reason,
            criteria=settled.criteria,
        )
        if settled
        else None,
        criterion_changed=tuple(dict.fromkeys(tie.criterion for tie in one.criteria_changed)),
        because={tie.criterion: tie.because for tie in one.criteria_changed},
        later=one.later,
    )


def _code(one: domain.CodeAgreement) -> CodeView:
    return CodeView(
        code=one.code,
        **_keys(one.characters),
        passages=FiguresView(**_keys(one.passages)),
        differences=tuple(
            PassageDifferenceView(record=apart.record, start=apart.start, end=apart.end, by=apart.stances)
            for apart in one.differences
        ),
    )


def _dimension(one: domain.DimensionAgreement) -> DimensionView:
    linear = one.figures.kappa_linear or domain.Figure(None)
    return DimensionView(
        dimension=one.dimension,
        **_keys(one.figures),
        kappa_linear=_rounded(linear.value),
        kappa_linear_interval=_ends(linear),
        differences=tuple(
            LevelDifferenceView(
                record=apart.record,
                target=apart.target,
                span=apart.span,
                by=apart.levels,
                because=apart.because,
            )
            for apart in one.differences
        ),
    )
