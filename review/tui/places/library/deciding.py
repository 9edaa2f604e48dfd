"""One decision on several records of the Library, without a screen: what was chosen so far, and what it would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event as StopEvent
from typing import TYPE_CHECKING

from review.domain import DecisionKind, Selection
from review.errors import ReviewError
from review.theory_map import Criterion

if TYPE_CHECKING:
    from review.project import Project
    from review.project.screening.bulk_decisions import BulkDecided, BulkDecision


class BulkDesk:
    """The decision on the records with some row keys. `what` names them: ``3 marked records``.

    It begins at the stage that the list is filtered by, else at the first one. As in `review decide --where`, records
    decided before keep their decisions unless the filters ask for such records; `turn_replacing` changes that.
    """

    def __init__(self, project: Project, keys: Sequence[int], what: str, selection: Selection) -> None:
        self._project = project
        self._keys = keys
        self._selection = selection
        self._turned: dict[str, bool] = {}
        self.what = what
        self.stages = list(project.theory.stages)
        filtered = [field for field, _ in selection.where if field in self.stages]
        self.stage = filtered[0] if filtered else self.stages[0]
        self.decision: DecisionKind | None = None
        self.criteria: tuple[str, ...] = ()
        self.note = ""
        self.was_stopped = False
        """Whether storing it was stopped before all records had it."""

    @property
    def replaces(self) -> bool:
        """Whether records decided before get the decision, too."""
        return self._turned.get(self.stage, self._selection.asks_for_decided(self.stage))

    @property
    def possible(self) -> tuple[Criterion, ...]:
        """The criteria that the decision may name."""
        if self.decision is None:
            return ()
        excludes = {DecisionKind.INCLUDE: False, DecisionKind.EXCLUDE: True}.get(self.decision)
        return self._project.theory.map.criteria_of(self.stage, excludes=excludes)

    def choose(self, decision: DecisionKind) -> None:
        """Choose the decision."""
        self.decision = decision
        self._keep_possible()

    def choose_stage(self, stage: str) -> None:
        """Choose the stage."""
        self.stage = stage
        self._keep_possible()

    def next_stage(self) -> None:
        """Choose the next stage, after the last the first."""
        self.choose_stage(self.stages[(self.stages.index(self.stage) + 1) % len(self.stages)])

    def _keep_possible(self) -> None:
        possible = {criterion.id for criterion in self.possible}
        self.criteria = tuple(name for name in self.criteria if name in possible)

    def toggle(self, criterion: str) -> None:
        """Name a criterion, or no longer."""
        chosen = {*self.criteria} ^ {criterion}
        self.criteria = tuple(one.id for one in self.possible if one.id in chosen)

    def turn_replacing(self) -> None:
        """Decide on records decided before, too, or no longer."""
        self._turned[self.stage] = not self.replaces

    def plan(self) -> BulkDecision:
        """What would be done.

        Raises:
            ReviewError: no decision is chosen, it lacks a criterion, or no record would get it.
        """
        if self.decision is None:
            raise ReviewError("Choose a decision: i, x, m or p.")
        required = self._project.theory.map.stage(self.stage).criterion_required
        if self.decision is DecisionKind.EXCLUDE and required and not self.criteria:
            raise ReviewError("An exclusion at this stage needs a criterion: choose one by its number.")
        plan = self._project.screening.plan_for_all(
            self._keys,
            self.decision,
            self.stage,
            criteria=self.criteria,
            note=self.note.strip(),
            replaces=self.replaces,
        )
        if not plan.keys and plan.without:
            raise ReviewError(f"Nothing to decide here:{plan.left_in_words}")
        if not plan.keys:
            raise ReviewError("All of them are decided at this stage; r decides on them again.")
        return plan

    def store(self, plan: BulkDecision, progress: Callable[[int, int], None], stop: StopEvent) -> BulkDecided:
        """Store what was planned; the message says if it was stopped, and then how far it came.

        Raises:
            ReviewError: the journal is read-only or busy for too long; what was stored before stays.
        """
        done = self._project.screening.decide_all(plan, progress=progress, stop=stop)
        self.was_stopped = stop.is_set()
        if self.was_stopped:
            return replace(done, message=f"stopped ({len(done.events):,} of {len(plan.keys):,} decided).")
        return done
