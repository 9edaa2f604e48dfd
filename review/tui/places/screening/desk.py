"""The record in Screening, what its decision will include, and the order of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.domain import (
    CodeSuggestion,
    Decision,
    DecisionKind,
    Order,
    Queue,
    QueueItem,
    Record,
    RecordSuggestions,
    SourceTypeSuggestion,
)
from review.errors import UnknownNameError
from review.theory_map import Criterion
from review.tui.places.screening.conflicts import Conflicts
from review.tui.places.screening.counting import Counting
from review.tui.places.screening.passages import LikelyPassage, likely_passages
from review.tui.places.screening.queue import ScreeningQueue
from review.tui.places.screening.standing import Standing
from review.tui.places.screening.tally import Tally
from review.tui.support.abstracts import abstract_of
from review.tui.widgets.highlighting import words_found

if TYPE_CHECKING:
    from review.project import Project

UNDOABLE = 50
"""How many of the last decisions are checked after an undo."""

LIKELY_CODES = 3
"""The most theories that are shown of a record."""

OrderAsked = tuple[ScreeningQueue, Order, str | None]
"""The queue that waits for an order, the order, and its theory."""


class ScreeningDesk:
    """The record to decide on, and the queue of its stage.

    `record` is None if the queue is empty, `text` its abstract or a substitute. `note` and `overrides` (reasons
    by criterion) are stored with the decision. `standing` has the decisions on the record so far. `order` and `focus` (a theory) are requested of the model;
    `came_unordered` is whether the record came before the model had ranked it, `resumed` the one at which Screening was left. While `unswayed`,
    suggestions are shown only after the decision.

    What waits is counted at once; if `counts_later`, once `counting` is given what it asks for.
    """

    def __init__(self, project: Project, *, counts_later: bool = False) -> None:
        self.project = project
        self.tally = Tally(project)
        self.queue = ScreeningQueue(project, self.tally.stages[0])
        self._left: dict[str, ScreeningQueue] = {}  # of other stages, in the order that they came to have
        self.counting = Counting(project, self.tally, later=counts_later)
        self.order = Order.RELEVANCE
        self.focus: str | None = None
        self.unswayed = False
        self.record: Record | None = None
        self.text = ""
        self.note = ""
        self.overrides: dict[str, str] = {}
        self.suggestions: RecordSuggestions | None = None
        self.likely_codes: tuple[CodeSuggestion, ...] = ()
        self.likely_types: tuple[SourceTypeSuggestion, ...] = ()
        self.likely_passages: list[LikelyPassage] = []
        self._conflicts = Conflicts(project)
        self._decided: list[str] = []
        self._last_criterion: dict[str, str] = {}  # by stage, since each stage has its own criteria
        self._reordered = False
        self.resumed = ""
        self.came_unordered = False
        self.standing: Standing | None = None
        self._looked_for: tuple[str, tuple[Criterion, ...], tuple[str, ...]] = ("", (), ())
        self._found: dict[str, tuple[str, ...]] = {}
        self.counting.want(self.queue)

    # The record

    def show(self, identifier: str) -> Record:
        """Go to a record, regardless of the order.

        Raises:
            ReviewError: the record is unknown, or the project cannot be read.
        """
        record = self.project.records.get(identifier)
        self.text = abstract_of(self.project, record)
        self.record, self.note, self.overrides = record, "", {}
        self.suggestions, self.likely_codes, self.likely_types, self.likely_passages = None, (), (), []
        self.standing = Standing(self.project, identifier, self.queue.stage)
        self._reordered = False
        return record

    def reload(self) -> bool:
        """Read the record again, with what waits at the stage; returns whether it still can be shown.

        Note, overrides and suggestions stay.
        """
        self.counting.want(self.queue)
        if self.record is None:
            return False
        try:
            self.record = self.project.records.get(self.record.id)
        except UnknownNameError:
            return False
        self.text = abstract_of(self.project, self.record)
        if self.is_waiting and not self.project.screening.is_open(self.record.id, self.queue.stage):
            self.queue.leave(self.record.id)  # known before all that waits is counted
        return True

    def next(self) -> str | None:
        """Go to the next record, or to none if the queue is empty; while conflicts are gone through, to the next of these."""
        if conflict := self._conflicts.after(self.record, self.queue.stage):
            return conflict
        # A record shown before the model's order arrived stays: the next key is meant for the record on the screen.
        by_words = self.order is Order.RELEVANCE
        identifier = self.queue.first(by_words=by_words)
        if identifier is None and self.tally.is_behind:
            self.counting.want(self.queue)  # what others have to do is said where nothing is left
            identifier = self.queue.first(by_words=by_words)
        is_ranked = not self.queue.ranked or (identifier and self.queue.item(identifier))
        self.came_unordered = not (self.queue.model and is_ranked)
        if identifier is None:
            self.record = None
            self.suggestions, self.likely_codes, self.likely_types, self.likely_passages = None, (), (), []
        return identifier

    @property
    def is_waiting(self) -> bool:
        """Whether the record waits for a decision at this stage."""
        return self.record is not None and self.record.id in self.queue

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the stage."""
        return self.project.theory.map.criteria_of(self.queue.stage)

    @property
    def criterion_required(self) -> bool:
        """Whether an exclusion at this stage needs a criterion."""
        return self.project.theory.map.stage(self.queue.stage).criterion_required

    def found(self) -> dict[str, tuple[str, ...]]:
        """The words of each criterion that are in the record's title or text, looked for once."""
        text = f"{self.record.title}\n{self.text}" if self.record else ""
        looked_for = text, self.criteria, tuple(self.project.theory.map.languages)
        if looked_for != self._looked_for:
            self._looked_for, self._found = looked_for, words_found(*looked_for)
        return self._found

    # Deciding

    def decide(self, kind: DecisionKind, criterion: str = "", theories: Sequence[str] = ()) -> Decision:
        """Decide on the record, with the note and overridden criteria; stored when it returns.

        `theories` are those that it is parked for.

        Raises:
            ReviewError: the decision is refused (it lacks a required criterion) or cannot be stored.
        """
        assert self.record is not None
        was_left = self.is_waiting
        criteria = (criterion,) if criterion else ()
        self.project.screening.decide(
            self.record.id,
            kind,
            self.queue.stage,
            criteria=criteria,
            note=self.note,
            overrides=self.overrides,
            model="" if self.unswayed else self.queue.model,
            theories=theories,
        )
        self._decided.append(self.record.id)
        if criterion:
            self._last_criterion[self.queue.stage] = criterion
        self.queue.decided(self.record.id)
        if was_left and not self.tally.in_pilot(self.queue.stage):
            self.tally.decided(self.queue.stage, self.record.id)
        else:
            self.counting.want(self.queue)  # the last decision of a pilot opens the stage
        return Decision("", self.record.id, self.queue.stage, "", kind, criteria)

    @property
    def same_again(self) -> str:
        """The criterion used by the last exclusion at this stage, here or elsewhere; empty if there is none lately."""
        if here := self._last_criterion.get(self.queue.stage):
            return here
        known = {one.id for one in self.criteria if one.excludes}
        before = self.project.history.last_exclusion(self.queue.stage)
        return next((one for one in before if one in known), "")

    def next_conflict(self) -> str | None:
        """The record after this one on which reviewers disagree at this stage; after the last, the first; None if none."""
        return self._conflicts.next(self.record, self.queue.stage)

    def put_off(self) -> None:
        """Move the record to the end of the queue."""
        assert self.record is not None
        self.queue.put_off(self.record.id)

    def undone(self) -> str | None:
        """The record whose decision here was just undone, if any."""
        last = reversed(self._decided[-UNDOABLE:])
        undone = next((record for record in last if self._is_left(record)), None)
        if undone is not None:
            self._decided.remove(undone)
            self.queue.undecided(undone)
            self.counting.want(self.queue)
        return undone

    def _is_left(self, record: str) -> bool:
        """Whether the reviewer has no decision on a record, or only one that parked it before theories changed."""
        decisions = self.project.screening.decisions(record, self.queue.stage)
        has_decided = any(decision.reviewer == self.project.reviewer for decision in decisions)
        return not has_decided or self.project.screening.is_open(record, self.queue.stage)

    # Stage and order

    @property
    def asks_for_passages(self) -> bool:
        """Whether passages are suggested, too: from the second stage on, where theories decide."""
        return self.queue.stage != self.tally.stages[0]

    def go_to_stage(self, stage: str) -> None:
        """Go to a stage; the order that it had when it was left counts until the model answers again."""
        self._left[self.queue.stage] = self.queue
        self.queue = self._left.pop(stage) if stage in self._left else ScreeningQueue(self.project, stage)
        self._decided.clear()
        self._reordered = False
        self.counting.want(self.queue)

    def reorder(self, order: Order, focus: str | None = None) -> None:
        """Set another order; `focus` is the theory for `Order.CHALLENGE`."""
        self.order, self.focus = order, focus
        self._left.clear()
        self._reordered = True

    @property
    def question(self) -> OrderAsked:
        """The question for the model."""
        return self.queue, self.order, self.focus

    def ordered(self, question: OrderAsked, answer: Queue, made_before: int) -> bool:
        """Apply the model's order if it is still wanted; returns whether to show its first record.

        That is only if another order was just chosen: a record that came otherwise stays, because it may be read already
        and the next key is meant for it. `made_before` is the number of decisions made in the queue when the model was asked.
        """
        if question != self.question:
            return False
        self.queue.answered(answer, made_before)
        goes_to_first, self._reordered = self._reordered, False
        return goes_to_first and not (self.note or self.overrides)

    # Suggestions

    def suggested(self, record: str, suggestions: RecordSuggestions) -> None:
        """Store the suggestions for a record, if it is still the current one."""
        if self.record is None or self.record.id != record:
            return
        self.suggestions = suggestions
        self.likely_codes = suggestions.codes[:LIKELY_CODES]
        self.likely_types = suggestions.likely_types(self.project.theory.map.accept_from)
        document = self.project.documents.get(record) if suggestions.passages else None
        codes = {suggestion.code for suggestion in self.likely_codes}
        self.likely_passages = likely_passages(document, suggestions.passages, codes) if document else []

    @property
    def item(self) -> QueueItem | None:
        """The model's ranking of the record."""
        return self.queue.item(self.record.id) if self.record else None
