"""The plan of the review: its freezes, and what deviates from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from review.acts import FreezePlan
from review.domain import Decision, TheoryVersion
from review.domain.theories.theory_version import Deviation, FrozenPlan
from review.journal.journal import Journal
from review.journal.queries import plan, screening_acts, theory
from review.journal.versions.touched import touched
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.synthesis.deviations import deviations
from review.synthesis.theory_history import codes_touched, worded


class PlanService(Service):
    """Freezes the plan and reads what deviates from it."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory

    def freeze(self, note: str = "") -> Acknowledgement:
        """Freeze the plan as it stands: later changes are deviations; undoable.

        What was decided, coded and judged before is said, since readers take a frozen plan for one made before the work.
        """
        with self._journal.transaction():
            event = self._journal.append(self._reviewer, FreezePlan(note=note.strip()))
            made = next(one for one in self.frozen() if one.event == event.hash)
        message = f"Plan frozen with version {made.version} of the theory map{after(made)}; later changes are deviations"
        return Acknowledgement(event.hash, message)

    def frozen(self) -> Sequence[FrozenPlan]:
        """The freezes that stand, oldest first."""
        return plan.freezes(self._journal)

    def deviations(self) -> Sequence[Deviation]:
        """What was changed since the plan was first frozen, oldest first."""
        seen = screening_acts.decisions(self._journal)
        return deviations_of(self._journal, seen)


def after(made: FrozenPlan) -> str:
    """What a freeze came after, to follow its version: ``, after 384 decisions, 14 codings``."""
    return f", after {', '.join(made.work_before)}" if made.work_before else ""


def deviations_of(journal: Journal, decisions: Sequence[Decision]) -> tuple[Deviation, ...]:
    """The deviations of the review in a journal, counting these decisions."""
    frozen = plan.freezes(journal)
    if not frozen:
        return ()
    history = theory.history(journal)
    versions = worded(history)

    @cache
    def by_version(code: str) -> dict[str, int]:
        return dict(touched(journal, codes_touched(versions, code)))

    def of_code(code: str, version: TheoryVersion) -> int:
        return by_version(code).get(version.event, 0)

    return deviations(history, versions, frozen, decisions, of_code)
