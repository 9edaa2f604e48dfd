"""What the Screen shows of a record: reference, abstract, criteria, suggestions, and how many are left."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from review.domain import Decision, Order, Queue, Record, RecordSuggestions
from review.domain.wording.counted import counted
from review.theory_map import Criterion
from review.tui.places.base import ReviewScreen
from review.tui.places.record_acts import abstract_of
from review.tui.places.screening.queue import ScreeningQueue
from review.tui.support.asking import Asking
from review.tui.support.plain import plain
from review.tui.widgets import suggestion_panel
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.clipped import Clipped
from review.tui.widgets.criteria_panel import CriteriaPanel
from review.tui.widgets.highlighting import criterion_terms, found_terms
from review.tui.widgets.suggestion_panel import SuggestionPanel

UNDOABLE = 50
"""How many of the last decisions are looked at after an undo."""

OrderAsked = tuple[ScreeningQueue, Order, str | None]
"""The queue that waits for an order, the order, and the theory in focus."""


class ShowingScreen(ReviewScreen):
    """Reference and abstract, the criteria beside or below, what the model proposes; the next record by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._queue: ScreeningQueue | None = None
        self._order = Order.RELEVANCE
        self._focus: str | None = None
        self._unswayed = False
        self._record: Record | None = None
        self._text = ""
        self._note = ""
        self._overrides: dict[str, str] = {}
        self._decided: list[str] = []
        self._asking = False
        self._reordered = False
        self._came_unordered = False
        self._suggestions: RecordSuggestions | None = None
        self._orders = Asking(self, self._fetch_order, self._take_answer)
        self._about = Asking(self, self._fetch_about, self._take_about)

    def compose_body(self) -> ComposeResult:
        """Progress, the record with the criteria, the suggestion, the last decision."""
        yield Clipped(id="screening-progress")
        with Horizontal(id="screening-body"):
            yield AbstractView()
            with Vertical(id="screening-side"):
                yield CriteriaPanel()
        yield SuggestionPanel()
        yield Clipped(id="screening-last")

    @property
    def queue(self) -> ScreeningQueue:
        """What waits at the present stage."""
        if self._queue is None:
            self._queue = ScreeningQueue(self.project, self.project.theory.map.stages[0].id)
        return self._queue

    def on_mount(self) -> None:
        """Show the first record at once, in whatever order there is, and ask the model for its order."""
        self.query_one(AbstractView).focus()
        self.note_revision()
        if self._record is None:
            self._next()
        self._ask_for_order()

    def project_changed(self) -> None:
        """After an undo, the record whose decision was taken back is shown again; otherwise only the counts change."""
        undone = next((r for r in reversed(self._decided[-UNDOABLE:]) if not self._own_decision(r)), None)
        if undone is not None:
            self._decided.remove(undone)
            self.queue.undecided(undone)
            self.query_one("#screening-last", Static).update(Content(""))
            self.show_record(undone)
        else:
            self.queue.count()
            if self._record is not None and self._record.id in self.queue:
                self.show_record(self._record.id)
            else:
                self._next()
        self._ask_for_order()

    def _own_decision(self, record: str) -> Decision | None:
        mine = (
            d
            for d in self.project.screening.decisions(record, self.queue.stage)
            if d.reviewer == self.project.reviewer
        )
        return next(mine, None)

    # The record

    def _next(self) -> None:
        record = self.queue.first()
        # A record that came before the model's order stays: the next key is meant for the one that is seen.
        self._came_unordered = not self.queue.model
        if record is not None:
            self.show_record(record)
            return
        self._record = None
        self._show_criteria()
        self.query_one(SuggestionPanel).show([])
        self.query_one(AbstractView).show_message(
            Content.assemble(
                (f"Nothing waits at the stage {plain(self.queue.stage)}.", "bold"),
                "\n\ntab goes to the other stage. F2 shows the Library, where i reads new files from corpus/.",
            )
        )
        self._show_progress()

    def show_record(self, identifier: str) -> None:
        """Show a record, whatever its turn."""
        record = self.act(lambda: self.project.records.get(identifier))
        if record is None:
            return
        self._record, self._note, self._overrides, self._asking = record, "", {}, False
        self._suggestions = None
        self._text = abstract_of(self.project, record)
        self.query_one(AbstractView).show(record, self._text, self._criteria())
        self._show_criteria()
        self._show_suggestion()
        self._show_progress()
        self._about.ask(identifier)

    def _criteria(self) -> tuple[Criterion, ...]:
        return self.project.theory.map.criteria_of(self.queue.stage)

    def _show_criteria(self) -> None:
        text = f"{self._record.title}\n{self._text}" if self._record else ""
        found = {
            criterion.id: found_terms(text, criterion_terms(criterion)) for criterion in self._criteria()
        }
        self.query_one(CriteriaPanel).show(self._criteria(), found, self._overrides, asking=self._asking)

    def _show_suggestion(self) -> None:
        panel = self.query_one(SuggestionPanel)
        if self._record is None:
            return
        if self._unswayed:
            panel.hide()
            return
        panel.show(self._suggestion_lines())

    def _suggestion_lines(self) -> list[Content]:
        assert self._record is not None
        theory_map = self.project.theory.map
        item = self.queue.item(self._record.id)
        lines = [suggestion_panel.relevance(item, self.queue.model, calibrated=self.queue.calibrated)]
        calibrated = [self.queue.calibrated or item is None or item.by_lot]
        if self._suggestions is not None:
            codes, types = self._suggestions.codes, self._suggestions.source_type
            lines.append(suggestion_panel.codes(codes, theory_map.code_names))
            calibrated += (code.calibrated for code in codes)
            if not self._record.source_type:
                names = {kind.id: kind.name for kind in theory_map.source_types}
                lines.append(suggestion_panel.source_type(types, names))
                calibrated += (kind.calibrated for kind in types)
        return suggestion_panel.with_calibration(lines, calibrated=all(calibrated))

    def _show_progress(self) -> None:
        parts = [f"{self.queue.left:,} left"]
        if not self.queue.model:
            parts.append(f"order: {Order.OLDEST} (no model yet)")
        elif self._came_unordered:
            parts.append(f"order: {self._order}, from the next record on")
        else:
            behind = f", {self.queue.behind} behind" if self.queue.behind > 0 else ""
            learned = counted(self.queue.learned_from, "decision")
            parts.append(f"order: {self._order}, learned from {learned}{behind}")
        if self._note:
            parts.append("note written")
        decided = self._own_decision(self._record.id) if self._record else None
        self.query_one("#screening-progress", Static).update(
            Content.assemble(
                (f" {plain(self.queue.stage)} ", "bold $background on $accent"),
                (f" your decision so far: {decided.decision} ·" if decided else "", "$text-warning"),
                " " + " · ".join(parts),
            )
        )

    # The model answers when it can

    def ask_again(self) -> None:
        """Ask another learning process for the order and about the record that is shown."""
        self._ask_for_order()
        if self._record is not None:
            self._about.ask(self._record.id)

    def _ask_for_order(self) -> None:
        self._orders.ask((self.queue, self._order, self._focus))

    def _fetch_order(self, question: OrderAsked) -> tuple[Queue, int]:
        queue, order, focus = question
        made_before = queue.made
        return self.project.learning.suggestions.queue(queue.stage, order, limit=50, focus=focus), made_before

    def _take_answer(self, question: OrderAsked, answer: tuple[Queue, int]) -> None:
        if question != (self.queue, self._order, self._focus):
            return
        self.queue.answered(*answer)
        if self._reordered:
            self._reordered = False
            self._next()
        else:
            self._show_progress()
            self._show_suggestion()

    def _fetch_about(self, record: str) -> RecordSuggestions:
        return self.project.learning.suggestions.record(record, passages=False)

    def _take_about(self, record: str, suggestions: RecordSuggestions) -> None:
        if self._record is not None and self._record.id == record:
            self._suggestions = suggestions
            self._show_suggestion()
