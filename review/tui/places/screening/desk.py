"""The record in Screening, what its decision will include, and the order of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain import Decision, DecisionKind, Order, Queue, QueueItem, Record, RecordSuggestions
from review.domain.wording.counted import counted
from review.errors import UnknownNameError
from review.theory_map import Criterion
from review.tui.places.screening.queue import ScreeningQueue
from review.tui.support.abstracts import abstract_of
from review.tui.widgets.highlighting import criterion_terms, found_terms

if TYPE_CHECKING:
    from review.project import Project

UNDOABLE = 50
"""How many of the last decisions are checked after an undo."""

OrderAsked = tuple[ScreeningQueue, Order, str | None]
"""The queue that waits for an order, the order, and its theory."""


class ScreeningDesk:
    """The record to decide on, and the queue of its stage.

    `record` is None if the queue is empty, `text` its abstract or a substitute. `note` and `overrides` (reasons
    by criterion) are stored with the decision. `order` and `focus` (a theory) are requested of the model. While `unswayed`,
    suggestions are shown only after the decision.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.queue = ScreeningQueue(project, project.theory.map.stages[0].id)
        self.order = Order.RELEVANCE
        self.focus: str | None = None
        self.unswayed = False
        self.record: Record | None = None
        self.text = ""
        self.note = ""
        self.overrides: dict[str, str] = {}
        self.suggestions: RecordSuggestions | None = None
        self._decided: list[str] = []
        self._last_criterion: dict[str, str] = {}  # by stage, since each stage has its own criteria
        self._reordered = False
        self._came_unordered = False

    # The record

    def show(self, identifier: str) -> Record:
        """Go to a record, regardless of the order.

        Raises:
            ReviewError: the record is unknown, or the project cannot be read.
        """
        record = self.project.records.get(identifier)
        self.text = abstract_of(self.project, record)
        self.record, self.note, self.overrides, self.suggestions = record, "", {}, None
        return record

    def reload(self) -> bool:
        """Read the record again, with what waits at the stage; returns whether it still can be shown.

        Note, overrides and suggestions stay.
        """
        self.queue.count()
        if self.record is None:
            return False
        try:
            self.record = self.project.records.get(self.record.id)
        except UnknownNameError:
            return False
        self.text = abstract_of(self.project, self.record)
        return True

    def next(self) -> str | None:
        """Go to the next record, or to none if the queue is empty."""
        # A record shown before the model's order arrived stays: the next key is meant for the record on the screen.
        self._came_unordered = not self.queue.model
        identifier = self.queue.first()
        if identifier is None:
            self.record = None
        return identifier

    @property
    def is_waiting(self) -> bool:
        """Whether the record waits for a decision at this stage."""
        return self.record is not None and self.record.id in self.queue

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the stage."""
        return self.project.theory.map.criteria_of(self.queue.stage)

    def text_of(self, criterion: str) -> str:
        """The text of a criterion of the stage."""
        return next(c.text for c in self.criteria if c.id == criterion)

    def found(self) -> dict[str, tuple[str, ...]]:
        """The words of each criterion that are in the record's title or text."""
        text = f"{self.record.title}\n{self.text}" if self.record else ""
        return {criterion.id: found_terms(text, criterion_terms(criterion)) for criterion in self.criteria}

    @property
    def own_decision(self) -> Decision | None:
        """The reviewer's decision on the record at this stage so far."""
        return self._decision_on(self.record.id) if self.record else None

    def _decision_on(self, record: str) -> Decision | None:
        decisions = self.project.screening.decisions(record, self.queue.stage)
        return next((d for d in decisions if d.reviewer == self.project.reviewer), None)

    # Deciding

    def decide(self, kind: DecisionKind, criterion: str = "") -> Decision:
        """Decide on the record, with the note and overridden criteria; stored when it returns.

        Raises:
            ReviewError: the decision is refused (it lacks a required criterion) or cannot be stored.
        """
        assert self.record is not None
        criteria = (criterion,) if criterion else ()
        self.project.screening.decide(
            self.record.id,
            kind,
            self.queue.stage,
            criteria=criteria,
            note=self.note,
            overrides=self.overrides,
            model="" if self.unswayed else self.queue.model,
        )
        self._decided.append(self.record.id)
        if criterion:
            self._last_criterion[self.queue.stage] = criterion
        self.queue.decided(self.record.id)
        return Decision("", self.record.id, self.queue.stage, "", kind, criteria)

    @property
    def same_again(self) -> str:
        """The criterion used by the last exclusion at this stage; empty if there is none."""
        return self._last_criterion.get(self.queue.stage, "")

    def put_off(self) -> None:
        """Move the record to the end of the queue."""
        assert self.record is not None
        self.queue.put_off(self.record.id)

    def undone(self) -> str | None:
        """The record whose decision here was just undone, if any."""
        last = reversed(self._decided[-UNDOABLE:])
        undone = next((record for record in last if not self._decision_on(record)), None)
        if undone is not None:
            self._decided.remove(undone)
            self.queue.undecided(undone)
        return undone

    # Stage and order

    def next_stage(self) -> None:
        """Go to the next stage; after the last one, to the first."""
        stages = [stage.id for stage in self.project.theory.map.stages]
        self.queue = ScreeningQueue(self.project, stages[(stages.index(self.queue.stage) + 1) % len(stages)])
        self._decided.clear()
        self._reordered = True

    def reorder(self, order: Order, focus: str | None = None) -> None:
        """Set another order; `focus` is the theory for `Order.CHALLENGE`."""
        self.order, self.focus = order, focus
        self._reordered = True

    @property
    def question(self) -> OrderAsked:
        """The question for the model."""
        return self.queue, self.order, self.focus

    def ordered(self, question: OrderAsked, answer: Queue, made_before: int) -> bool:
        """Apply the model's order if it is still wanted; returns whether to show its first record.

        `made_before` is the number of decisions made in the queue when the model was asked.
        """
        if question != self.question:
            return False
        self.queue.answered(answer, made_before)
        goes_to_first, self._reordered = self._reordered, False
        return goes_to_first

    @property
    def standing(self) -> list[str]:
        """The number of records left, their order, what it was learned from, and whether there is a note."""
        order = [self._order_in_words] if self.record else []
        return [f"{self.queue.left:,} left", *order, *(["note written"] if self.note else [])]

    @property
    def _order_in_words(self) -> str:
        if not self.queue.model:
            return "order: as added (no suggestions yet)"
        if self._came_unordered:
            return f"order: {self.order}, from the next record on"
        behind = f", {self.queue.behind} behind" if self.queue.behind > 0 else ""
        return f"order: {self.order}, learned from {counted(self.queue.learned_from, 'decision')}{behind}"

    # Suggestions

    def suggested(self, record: str, suggestions: RecordSuggestions) -> None:
        """Store the suggestions for a record, if it is still the current one."""
        if self.record is not None and self.record.id == record:
            self.suggestions = suggestions

    @property
    def item(self) -> QueueItem | None:
        """The model's ranking of the record."""
        return self.queue.item(self.record.id) if self.record else None
