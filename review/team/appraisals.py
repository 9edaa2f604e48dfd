"""How far reviewers agree on the levels of appraisals of the same source or passage for the same target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from review.domain.team.agreement import DimensionAgreement, LevelDifference, Unit
from review.domain.theories.appraisal import Appraisal, Level
from review.team.figures import figures
from review.team.judgements import Judged, Judgements

LEVELS = (Level.LOW.value, Level.MODERATE.value, Level.HIGH.value)
"""The levels in their order. What was not assessed has no level: it is a gap."""


def dimension_agreement(
    dimensions: Sequence[str], appraisals: Iterable[Appraisal]
) -> list[DimensionAgreement]:
    """The agreement on each dimension, in the order given. Passages are the same if their spans are equal."""
    of_same: dict[tuple[object, ...], list[Appraisal]] = {}
    for one in appraisals:
        of_same.setdefault((one.record, one.target, one.text_sha256, one.span), []).append(one)
    return [_of_dimension(dimension, list(of_same.values())) for dimension in dimensions]


def _of_dimension(dimension: str, of_same: Iterable[Sequence[Appraisal]]) -> DimensionAgreement:
    judged: list[Judged] = []
    differences: list[LevelDifference] = []
    for those in of_same:
        given = [
            one for one in those if one.levels.get(dimension, Level.NOT_ASSESSED) is not Level.NOT_ASSESSED
        ]
        levels = {one.reviewer: one.levels[dimension] for one in given}
        judged.append(Judged(those[0].record, {who: str(level) for who, level in levels.items()}))
        if len(set(levels.values())) > 1:
            because = {one.reviewer: one.because for one in given}
            first = those[0]
            differences.append(LevelDifference(first.record, first.target, first.span, levels, because))
    found = figures(Unit.APPRAISAL, Judgements.of(judged, LEVELS), ordered=True)
    return DimensionAgreement(dimension, found, tuple(differences))
