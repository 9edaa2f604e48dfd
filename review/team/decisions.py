"""How far reviewers agree on the records of a stage, from their decisions alone: a settlement changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from review.domain.act import Decision, DecisionKind, Settlement
from review.domain.team.agreement import Disagreement, StageAgreement, Unit
from review.domain.team.conflict import ConflictTie
from review.team.figures import figures
from review.team.judgements import Judged, Judgements

CATEGORIES = tuple(kind.value for kind in DecisionKind)
"""Every decision is a category of its own: that somebody says maybe where another includes is a disagreement."""


def stage_agreement(
    stage: str,
    decisions: Iterable[Decision],
    settlements: Mapping[str, Settlement],
    ties: Mapping[str, Sequence[ConflictTie]],
    later: Mapping[tuple[str, str], DecisionKind],
    seen_before: int = 0,
    imported: int = 0,
) -> StageAgreement:
    """The agreement on the records of a stage with at least two decisions, and the records on which they differ.

    `settlements` and `ties` (of a disagreement to a criterion) are by record, `later` has decisions that were changed
    after others' could be seen, by record and reviewer.
    """
    on: dict[str, list[Decision]] = {}
    for decision in decisions:
        on.setdefault(decision.record, []).append(decision)
    judged = [
        Judged(record, {one.reviewer: str(one.decision) for one in made}) for record, made in on.items()
    ]
    disagreements = tuple(
        Disagreement(
            record,
            tuple(sorted(made, key=lambda one: one.reviewer)),
            settlements.get(record),
            tuple(ties.get(record, ())),
            {one.reviewer: later[key] for one in made if (key := (record, one.reviewer)) in later},
        )
        for record, made in on.items()
        if len({one.decision for one in made}) > 1
    )
    found = figures(Unit.RECORD, Judgements.of(judged, CATEGORIES))
    return StageAgreement(stage, found, disagreements, seen_before, len(later), imported)
