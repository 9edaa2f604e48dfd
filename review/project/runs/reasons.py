"""Which criteria of this review the reasons in a file are: by their ids or by their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from review.domain import DecisionKind
from review.domain.reference import ImportedReason, Notice, ReferenceDecision
from review.domain.wording.named import named
from review.domain.wording.unknown import folded
from review.theory_map import Criterion


class Reasons:
    """The reasons of imported decisions, each as a criterion of this review or as part of the note."""

    def __init__(self, criteria: Iterable[Criterion]) -> None:
        self._criteria = tuple(criteria)
        self._seen = Counter[tuple[str, str]]()
        self._several: dict[str, tuple[str, ...]] = {}
        self._at_other_stages: dict[tuple[str, str], tuple[Criterion, ...]] = {}

    def criteria(self, decision: ReferenceDecision, stage: str) -> tuple[tuple[str, ...], list[str]]:
        """The criteria that a decision's reasons are, and the other reasons."""
        found: list[str] = []
        others: list[str] = []
        for reason in decision.reasons:
            criterion = self._criterion(reason, decision.decision, stage)
            self._seen[reason, criterion] += 1
            if criterion:
                found.append(criterion)
            else:
                others.append(reason)
        return tuple(dict.fromkeys(found)), others

    def counted(self) -> tuple[ImportedReason, ...]:
        """Each reason in the file, most frequent first, and the criterion that it is."""
        return tuple(
            ImportedReason(reason, criterion, count)
            for (reason, criterion), count in self._seen.most_common()
        )

    def notices(self) -> Iterator[Notice]:
        """The reasons that fit several criteria, or only such of other stages."""
        for reason, criteria in self._several.items():
            yield Notice(
                0, f"the reason “{reason}” fits {', '.join(criteria)}: none was chosen, it is in the note"
            )
        for (reason, stage), others in self._at_other_stages.items():
            there = ", ".join(f"{one.id} at {named(one.stage)}" for one in others)
            yield Notice(
                0,
                f"the reason “{reason}” is criterion {there}, which decisions at {named(stage)} cannot have: it is in the note; "
                f"for a criterion, give {named(stage)} one with this text in the theory map, and import the file again",
            )

    def _criterion(self, reason: str, decision: DecisionKind, stage: str) -> str:
        """The one criterion of the stage whose id or text a reason is, whatever its case and punctuation; ``""`` if there is none."""
        fitting = self._fitting(reason, decision)
        chosen = [one for one in fitting if one.stage == stage]
        if len(chosen) > 1:
            self._several[reason] = tuple(one.id for one in chosen)
        elif fitting and not chosen:
            self._at_other_stages[reason, stage] = tuple(fitting)
        return chosen[0].id if len(chosen) == 1 else ""

    def _fitting(self, reason: str, decision: DecisionKind) -> list[Criterion]:
        """The criteria of all stages whose id or text a reason is."""
        if exact := [one for one in self._criteria if one.id == reason]:
            return exact
        words = folded(reason)
        return [
            one
            for one in self._criteria
            if words
            and one.excludes == (decision is DecisionKind.EXCLUDE)
            and words in (folded(one.id), folded(one.text), folded(one.id + one.text))
        ]
