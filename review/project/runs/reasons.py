"""Which criteria of this review the reasons in a file are: by their ids or by their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from review.domain import DecisionKind
from review.domain.reference import ImportedReason, Notice, ReferenceDecision
from review.domain.wording.unknown import folded
from review.theory_map import Criterion


class Reasons:
    """The reasons of imported decisions, each as a criterion of this review or as part of the note."""

    def __init__(self, criteria: Iterable[Criterion]) -> None:
        self._criteria = tuple(criteria)
        self._ids = {criterion.id for criterion in self._criteria}
        self._seen = Counter[tuple[str, str]]()
        self._several: dict[str, tuple[str, ...]] = {}

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
        """The reasons that fit several criteria."""
        for reason, criteria in self._several.items():
            yield Notice(
                0, f"the reason “{reason}” fits {', '.join(criteria)}: none was chosen, it is in the note"
            )

    def _criterion(self, reason: str, decision: DecisionKind, stage: str) -> str:
        """The one criterion whose id or text a reason is, whatever its case and punctuation; ``""`` if there is none.

        Those of the decision's stage come first.
        """
        if reason in self._ids:
            return reason
        words = folded(reason)
        fitting = [
            one
            for one in self._criteria
            if words
            and one.excludes == (decision is DecisionKind.EXCLUDE)
            and words in (folded(one.id), folded(one.text), folded(one.id + one.text))
        ]
        chosen = [one for one in fitting if one.stage == stage] or fitting
        if len(chosen) > 1:
            self._several[reason] = tuple(one.id for one in chosen)
        return chosen[0].id if len(chosen) == 1 else ""
