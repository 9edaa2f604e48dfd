"""The Screen: one record after the other, decided by a key against written criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from review.model import Decision, DecisionKind, Order, Record, RecordSuggestions
from review.theory_map import Criterion
from review.tui.asking import Asking
from review.tui.plain import plain
from review.tui.screens.base import ReviewScreen
from review.tui.screens.choose import Choice, Chooser, keyed
from review.tui.screens.record_acts import new_source_type, opening
from review.tui.screens.screening_queue import ScreeningQueue
from review.tui.widgets import suggestion_panel
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.criteria_panel import CriteriaPanel, exclusion_keys
from review.tui.widgets.highlighting import criterion_terms, found_terms
from review.tui.widgets.record_details import decision_line
from review.tui.widgets.suggestion_panel import SuggestionPanel
from review.tui.widgets.text_prompt import TextPrompt

if TYPE_CHECKING:
    from review.model import Queue

OrderAsked = tuple[ScreeningQueue, Order, str | None]
"""The queue that waits for an order, the order, and the theory in focus."""


class ScreeningScreen(ReviewScreen):
    """Reference and abstract, the criteria beside or below, what the model proposes; each key decides and goes on."""

    MODE = "screening"
    HELP = (
        "One record after the other against the criteria. Every decision is saved at once and the next record comes "
        "by itself; u takes the last decision back."
    )
    CSS_PATH = "screening.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "decide('include')", "Include", id="screening.include"),
        Binding("x", "exclude", "Exclude", id="screening.exclude"),
        Binding("X", "exclude_again", "Same again", show=False, id="screening.exclude_again"),
        Binding("m", "decide('maybe')", "Maybe", id="screening.maybe"),
        Binding("p", "decide('park')", "Park", id="screening.park"),
        Binding("n", "skip", "Later", id="screening.later"),
        Binding("enter", "read", "Read", id="screening.read"),
        Binding("N", "note", "Note", id="screening.note"),
        Binding("O", "override", "Set a criterion aside", show=False, id="screening.override"),
        Binding("t", "source_type", "Type", id="screening.source_type"),
        Binding("tab", "stage", "Stage", show=False, id="screening.stage"),
        Binding("d", "order", "Order", id="screening.order"),
        Binding("b", "unswayed", "Suggestions after the decision", show=False, id="screening.unswayed"),
    ]

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
        self._last_criterion = ""
        self._last_record = ""
        self._asking = False
        self._reordered = False
        self._suggestions: RecordSuggestions | None = None
        self._orders = Asking(self, self._fetch_order, self._take_answer)
        self._about = Asking(self, self._fetch_about, self._take_about)

    def compose_body(self) -> ComposeResult:
        """Progress, the record with the criteria, the suggestion, the last decision."""
        yield Static(id="screening-progress")
        with Horizontal(id="screening-body"):
            yield AbstractView()
            with Vertical(id="screening-side"):
                yield CriteriaPanel()
        yield SuggestionPanel()
        yield Static(id="screening-last")

    @property
    def queue(self) -> ScreeningQueue:
        """What waits at the present stage."""
        if self._queue is None:
            self._queue = ScreeningQueue(self.project, self.project.theory_map.stages[0].id)
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
        self.queue.count()
        mine = [d for d in self.project.decisions(self._last_record, self.queue.stage) if self._is_mine(d)]
        if self._last_record and not mine:
            record, self._last_record = self._last_record, ""
            self.query_one("#screening-last", Static).update(Content(""))
            self.show_record(record)
        elif self._record is not None:
            self.show_record(self._record.id)
        else:
            self._next()
        self._ask_for_order()

    def _is_mine(self, decision: Decision) -> bool:
        return decision.reviewer == self.project.reviewer

    # The record

    def _next(self) -> None:
        record = self.queue.first()
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
        record = self.act(lambda: self.project.record(identifier))
        if record is None:
            return
        self._record, self._note, self._overrides, self._asking = record, "", {}, False
        self._suggestions = None
        self._text = record.abstract or opening(self.project, identifier)
        self.query_one(AbstractView).show(record, self._text, self._criteria())
        self._show_criteria()
        self._show_suggestion()
        self._show_progress()
        self._about.ask(identifier)

    def _criteria(self) -> tuple[Criterion, ...]:
        return self.project.theory_map.criteria_of(self.queue.stage)

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
        theory_map = self.project.theory_map
        lines = [suggestion_panel.relevance(self.queue.item(self._record.id))]
        if self._suggestions is not None:
            lines.append(suggestion_panel.codes(self._suggestions.codes, theory_map.code_names))
            if not self._record.source_type:
                names = {kind.id: kind.name for kind in theory_map.source_types}
                lines.append(suggestion_panel.source_type(self._suggestions.source_type, names))
        return lines

    def _show_progress(self) -> None:
        parts = [f"{self.queue.left:,} left"]
        parts.append(f"order: {self._order}" if self.queue.model else f"order: {Order.OLDEST} (no model yet)")
        if self._note:
            parts.append("note written")
        decided = []
        if self._record is not None:
            decided = [
                d for d in self.project.decisions(self._record.id, self.queue.stage) if self._is_mine(d)
            ]
        self.query_one("#screening-progress", Static).update(
            Content.assemble(
                (f" {plain(self.queue.stage)} ", "bold $background on $accent"),
                " " + " · ".join(parts),
                (f" · your decision so far: {decided[0].decision}" if decided else "", "$text-warning"),
            )
        )

    # Deciding

    def action_decide(self, kind: str, criterion: str = "") -> None:
        """Decide on the record, save that, and go on to the next."""
        record = self._record
        if record is None:
            self.tell("There is no record to decide on.")
            return
        lines = self._suggestion_lines() if self._unswayed else []
        done = self.act(
            lambda: self.project.decide(
                record.id,
                DecisionKind(kind),
                self.queue.stage,
                criteria=(criterion,) if criterion else (),
                note=self._note,
                overrides=self._overrides,
                model="" if self._unswayed else self.queue.model,
            )
        )
        if done is None:
            return
        self._last_record = record.id
        self._last_criterion = criterion or self._last_criterion
        self.queue.decided(record.id)
        self._show_last(record, DecisionKind(kind), criterion, lines)
        self._next()
        self._ask_for_order()

    def _show_last(self, record: Record, kind: DecisionKind, criterion: str, lines: list[Content]) -> None:
        decision = Decision("", record.id, self.queue.stage, "", kind, (criterion,) if criterion else ())
        line = Content.assemble(
            ("Last ", "$foreground-muted"),
            decision_line(decision).first_line.rstrip(),
            (f" {plain(record.author_year)}  u undoes", "$foreground-muted"),
        )
        self.query_one("#screening-last", Static).update(Content("\n").join([line, *filter(None, lines)]))

    def action_exclude(self) -> None:
        """Ask by which criterion; the next key answers."""
        if self._record is None:
            return
        self._asking = True
        self._show_criteria()

    def on_key(self, event: events.Key) -> None:
        """While asked by which criterion: its key excludes by it, escape takes the question back."""
        if not self._asking:
            return
        event.stop()
        event.prevent_default()
        criterion = exclusion_keys(self._criteria()).get(event.character or "")
        self._asking = False
        if criterion:
            self.action_decide("exclude", criterion)
        elif event.key in {"x", "enter"}:
            self.action_decide("exclude")
        elif event.key != "escape":
            self.tell(f"No criterion has the key {event.character or event.key}.", "warning")
        self._show_criteria()

    def action_exclude_again(self) -> None:
        """Exclude by the criterion that was used last."""
        if self._last_criterion:
            self.action_decide("exclude", self._last_criterion)
        else:
            self.tell("Nothing was excluded by a criterion yet: press x and a criterion's key.")

    def action_skip(self) -> None:
        """Put the record off until the others are done."""
        if self._record is not None:
            self.queue.put_off(self._record.id)
            self._next()

    def action_note(self) -> None:
        """Write the note that goes with the decision."""

        def take(text: str | None) -> None:
            if text is not None:
                self._note = text
                self._show_progress()

        self.app.push_screen(TextPrompt("Note on this decision", self._note, memo=True), take)

    def action_override(self) -> None:
        """Set a criterion of exclusion aside for this record, with a reason."""
        choices = [
            Choice(criterion, criterion, self._text_of(criterion), key)
            for key, criterion in exclusion_keys(self._criteria()).items()
        ]
        if self._record is not None and choices:
            self.app.push_screen(Chooser("Set which criterion aside?", choices), self._ask_reason)

    def _text_of(self, criterion: str) -> str:
        return next(c.text for c in self._criteria() if c.id == criterion)

    def _ask_reason(self, criterion: str | None) -> None:
        if criterion is None:
            return

        def take(reason: str | None) -> None:
            if reason:
                self._overrides[criterion] = reason
                self._show_criteria()

        hint = f"{self._text_of(criterion)}. It goes with your decision on this record."
        self.app.push_screen(TextPrompt(f"Why does {criterion} not hold here?", hint=hint), take)

    def action_source_type(self) -> None:
        """Set the record's source type."""
        if (record := self._record) is None:
            return

        def take(kind: str | None) -> None:
            if kind and (done := self.act(lambda: self.project.set_source_type(record.id, kind))):
                self.tell(done.message)

        shown = None if self._unswayed else self._suggestions
        self.app.push_screen(new_source_type(self.project, record.id, shown), take)

    def action_read(self) -> None:
        """Read the record's text."""
        if self._record is not None and self._record.text_sha256:
            self.review_app.open_reader(self._record.id)
        else:
            self.tell("This record has no text to read.")

    # Stage, order, suggestions

    def action_stage(self) -> None:
        """Go to the next stage."""
        stages = [stage.id for stage in self.project.theory_map.stages]
        after = stages[(stages.index(self.queue.stage) + 1) % len(stages)]
        self._queue = ScreeningQueue(self.project, after)
        self._reordered = True
        self._next()
        self._ask_for_order()

    def action_order(self) -> None:
        """Choose the order in which records come."""
        about = {
            Order.RELEVANCE: "most likely included first",
            Order.UNCERTAINTY: "where the model learns most",
            Order.CHALLENGE: "most likely to speak against a theory",
            Order.RANDOM: "by lot, against bias",
            Order.OLDEST: "as they came in",
        }
        choices = keyed([(order, str(order), about[order]) for order in Order], self._order)
        self.app.push_screen(Chooser("Which comes next?", choices), self._take_order)

    def _take_order(self, order: str | None) -> None:
        if order == Order.CHALLENGE:
            codes = [
                Choice(code.id, f"{code.id} {code.name}", code.proposition)
                for code in self.project.theory_map.codes
            ]
            self.app.push_screen(Chooser("Against which theory?", codes), self._take_focus)
        elif order is not None:
            self._reorder(Order(order), None)

    def _take_focus(self, code: str | None) -> None:
        if code is not None:
            self._reorder(Order.CHALLENGE, code)

    def _reorder(self, order: Order, focus: str | None) -> None:
        self._order, self._focus = order, focus
        self._reordered = True
        self._ask_for_order()

    def action_unswayed(self) -> None:
        """Show suggestions only after the decision, or before it again."""
        self._unswayed = not self._unswayed
        self._show_suggestion()

    # The model answers when it can

    def _ask_for_order(self) -> None:
        self._orders.ask((self.queue, self._order, self._focus))

    def _fetch_order(self, question: OrderAsked) -> Queue:
        queue, order, focus = question
        return self.project.suggestions.queue(queue.stage, order, limit=50, focus=focus)

    def _take_answer(self, question: OrderAsked, answer: Queue) -> None:
        if question != (self.queue, self._order, self._focus):
            return
        self.queue.answered(answer.items, answer.model)
        if self._reordered:
            self._reordered = False
            self._next()
        else:
            self._show_progress()
            self._show_suggestion()

    def _fetch_about(self, record: str) -> RecordSuggestions:
        return self.project.suggestions.record(record, passages=False)

    def _take_about(self, record: str, suggestions: RecordSuggestions) -> None:
        if self._record is not None and self._record.id == record:
            self._suggestions = suggestions
            self._show_suggestion()
