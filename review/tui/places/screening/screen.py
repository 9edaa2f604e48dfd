"""The Screening screen: one record after another, decided by a key against criteria."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from review.domain import DecisionKind, Order, Queue, RecordSuggestions
from review.tui.dialogs.choose import Choice, Chooser, keyed
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.base import ReviewScreen
from review.tui.places.record_acts import new_source_type
from review.tui.places.screening.desk import OrderAsked, ScreeningDesk
from review.tui.places.screening.lines import last_line, nothing_waits, standing_line, suggestion_lines
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.clipped import Clipped
from review.tui.widgets.criteria_panel import CriteriaPanel, exclusion_keys
from review.tui.widgets.suggestion_panel import SuggestionPanel
from review.tui.widgets.terms import TermClicked

OF_RECORDS = frozenset(
    {"decide", "exclude", "exclude_again", "skip", "read", "note", "override", "source_type", "why"}
)
"""Actions on the record, which are disabled while there is none."""


class ScreeningScreen(ReviewScreen):
    """Shows reference, abstract, criteria and suggestions. A key decides, saves and goes to the next record.

    `desk` has the record and the queue.
    """

    MODE = "screening"
    HELP = (
        "Decide on one record after another against the criteria. Each decision is saved at once and the next record "
        "is shown; u undoes the last decision."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = [
        "../../widgets/abstract.tcss",
        "../../widgets/criteria_panel.tcss",
        "../../widgets/suggestion_panel.tcss",
        "screening.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "decide('include')", "Include", id="screening.include"),
        Binding("x", "exclude", "Exclude", id="screening.exclude"),
        Binding(
            "X", "exclude_again", "Exclude by the same criterion", show=False, id="screening.exclude_again"
        ),
        Binding("m", "decide('maybe')", "Maybe", id="screening.maybe"),
        Binding("p", "decide('park')", "Park", id="screening.park"),
        Binding("n", "skip", "Later", id="screening.later"),
        Binding("enter", "read", "Read", id="screening.read"),
        Binding("N", "note", "Note", id="screening.note"),
        Binding("O", "override", "Override a criterion", show=False, id="screening.override"),
        Binding("t", "source_type", "Type", id="screening.source_type"),
        Binding("tab", "stage", "Stage", show=False, id="screening.stage"),
        Binding("d", "order", "Order", id="screening.order"),
        Binding("W", "why", "Show why in the text", show=False, id="screening.why"),
        Binding("L", "likely_left", "How many are likely left", show=False, id="screening.likely_left"),
        Binding("b", "unswayed", "Suggestions after the decision", show=False, id="screening.unswayed"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asks_for_criterion = False
        self._orders = BackgroundQuestions(self, self._fetch_order, self._take_order)
        self._about = BackgroundQuestions(self, self._fetch_about, self._take_about)

    def compose_body(self) -> ComposeResult:
        """Progress, the record with the criteria, the suggestions, the last decision."""
        self.desk = ScreeningDesk(self.project)
        yield Clipped(id="screening-progress")
        with Horizontal(id="screening-body"):
            yield AbstractView()
            with Vertical(id="screening-side"):
                yield CriteriaPanel()
        yield SuggestionPanel()
        yield Clipped(id="screening-last")

    def on_mount(self) -> None:
        """Show the first record in the current order, and ask the model for its order."""
        self.query_one(AbstractView).focus()
        if self.desk.record is None:
            self._next()
        self._ask_for_order()

    def project_changed(self) -> None:
        """Show what has changed around the record, and go on only if it cannot be shown any more."""
        if self.desk.reload():
            self._show()
        else:
            self._next()
        self.ask_again()

    def act_reversed(self) -> None:
        """Show the record whose decision was undone; go on if the decision on this one was made again."""
        was_waiting = self.desk.is_waiting
        if undone := self.desk.undone():
            self._show_last(Content(""))
            self.show_record(undone)
            self._ask_for_order()
            return
        self.project_changed()
        if was_waiting and not self.desk.is_waiting:
            self._next()

    # The record

    def _next(self) -> None:
        identifier = self.desk.next()
        if identifier is not None:
            self.show_record(identifier)
            return
        self._show_criteria()
        self.query_one(SuggestionPanel).show([])
        self.query_one(AbstractView).show_message(nothing_waits(self.desk.queue.stage))
        self._show_progress()
        self.refresh_bindings()

    def show_record(self, identifier: str) -> None:
        """Show a record, regardless of the order."""
        if self.act(lambda: self.desk.show(identifier)):
            self._asks_for_criterion = False
            self._show()
            self.refresh_bindings()
            self._about.ask(identifier)

    def _show(self) -> None:
        if self.desk.record is not None:
            self.query_one(AbstractView).show(self.desk.record, self.desk.text, self.desk.criteria)
        self._show_criteria()
        self._show_suggestion()
        self._show_progress()

    def _show_criteria(self) -> None:
        self.query_one(CriteriaPanel).show(
            self.desk.criteria, self.desk.found(), self.desk.overrides, asking=self._asks_for_criterion
        )

    def _show_suggestion(self) -> None:
        if self.desk.record is None:
            return
        panel = self.query_one(SuggestionPanel)
        if self.desk.unswayed:
            panel.hide()
        else:
            panel.show(suggestion_lines(self.desk))

    def _show_progress(self) -> None:
        self.query_one("#screening-progress", Static).update(standing_line(self.desk))

    def _show_last(self, *lines: Content) -> None:
        self.query_one("#screening-last", Static).update(Content("\n").join(lines))

    # Deciding

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions on the record while there is none."""
        if action in OF_RECORDS and self.desk.record is None:
            return False
        return super().check_action(action, parameters)

    def action_decide(self, kind: str, criterion: str = "") -> None:
        """Decide on the record, save the decision, and go to the next."""
        record, desk = self.desk.record, self.desk
        if record is None:
            return
        suggested = suggestion_lines(desk) if desk.unswayed else []
        decision = self.act(lambda: desk.decide(DecisionKind(kind), criterion))
        if decision is not None:
            self._show_last(last_line(decision, record.author_year), *suggested)
            self._next()
            self._ask_for_order()

    def action_exclude(self) -> None:
        """Ask for the criterion; the next key answers."""
        if self.desk.record is not None:
            self._asks_for_criterion = True
            self._show_criteria()

    def on_key(self, event: events.Key) -> None:
        """While asking for a criterion: its key excludes by it, escape cancels."""
        if not self._asks_for_criterion:
            return
        event.stop()
        event.prevent_default()
        criterion = exclusion_keys(self.desk.criteria).get(event.character or "")
        self._asks_for_criterion = False
        if criterion:
            self.action_decide("exclude", criterion)
        elif event.key in {"x", "enter"}:
            self.action_decide("exclude")
        elif event.key != "escape":
            self.report(f"No criterion has the key {event.character or event.key}.", "warning")
        self._show_criteria()

    def action_exclude_again(self) -> None:
        """Exclude by the criterion used last at this stage."""
        if criterion := self.desk.same_again:
            self.action_decide("exclude", criterion)
        else:
            self.report("No exclusion by a criterion at this stage yet: press x and a criterion's key.")

    def action_skip(self) -> None:
        """Put the record off until the others are decided."""
        if self.desk.record is not None:
            self.desk.put_off()
            self._next()

    def action_note(self) -> None:
        """Write a note for the decision."""

        def take(text: str | None) -> None:
            if text is not None:
                self.desk.note = text
                self._show_progress()

        self.app.push_screen(TextPrompt("Note on this decision", self.desk.note, memo=True), take)

    def action_override(self) -> None:
        """Override an exclusion criterion for this record, with a reason."""
        choices = [
            Choice(criterion, criterion, self.desk.text_of(criterion), key)
            for key, criterion in exclusion_keys(self.desk.criteria).items()
        ]
        if self.desk.record is not None and choices:
            self.app.push_screen(Chooser("Override which criterion?", choices), self._ask_reason)

    def _ask_reason(self, criterion: str | None) -> None:
        if criterion is None:
            return

        def take(reason: str | None) -> None:
            if reason:
                self.desk.overrides[criterion] = reason
                self._show_criteria()

        hint = (
            f"Criterion {criterion}: {self.desk.text_of(criterion)}. The reason is stored with your decision."
        )
        self.app.push_screen(TextPrompt(f"Why does {criterion} not apply here?", hint=hint), take)

    def action_source_type(self) -> None:
        """Set the record's source type."""
        if (record := self.desk.record) is None:
            return

        def take(kind: str | None) -> None:
            if kind and (done := self.act(lambda: self.project.records.set_source_type(record.id, kind))):
                self.report(done.message)

        shown = None if self.desk.unswayed else self.desk.suggestions
        self.app.push_screen(new_source_type(self.project, record.id, shown), take)

    def action_read(self) -> None:
        """Read the record's text."""
        if self.desk.record is not None and self.desk.record.text_sha256:
            self.review_app.open_reader(self.desk.record.id)
        else:
            self.report("This record has no text to read.")

    # Stage and order

    def action_stage(self) -> None:
        """Go to the next stage."""
        self.desk.next_stage()
        self._next()
        self._ask_for_order()

    def action_order(self) -> None:
        """Choose the order in which records come."""
        about = {
            Order.RELEVANCE: "most likely included first",
            Order.UNCERTAINTY: "where the model learns most",
            Order.CHALLENGE: "most likely to challenge a theory",
            Order.RANDOM: "random, to avoid bias",
            Order.OLDEST: "in the order added",
        }
        choices = keyed([(order, str(order), about[order]) for order in Order], self.desk.order)
        self.app.push_screen(Chooser("Order of records", choices), self._choose_order)

    def _choose_order(self, order: str | None) -> None:
        if order == Order.CHALLENGE:
            codes = [
                Choice(code.id, f"{code.id} {code.name}", code.proposition)
                for code in self.project.theory.map.codes
            ]
            self.app.push_screen(
                Chooser("Against which theory?", codes),
                lambda code: self._reorder(Order.CHALLENGE, code) if code is not None else None,
            )
        elif order is not None:
            self._reorder(Order(order))

    def _reorder(self, order: Order, focus: str | None = None) -> None:
        self.desk.reorder(order, focus)
        self._ask_for_order()

    # The model answers when it can

    def ask_again(self) -> None:
        """Ask the restarted learning process for the order and the suggestions."""
        self._ask_for_order()
        if self.desk.record is not None:
            self._about.ask(self.desk.record.id)

    def _ask_for_order(self) -> None:
        self._orders.ask(self.desk.question)

    def _fetch_order(self, question: OrderAsked) -> tuple[Queue, int]:
        queue, order, focus = question
        made_before = queue.made
        return self.project.learning.suggestions.queue(queue.stage, order, limit=50, focus=focus), made_before

    def _take_order(self, question: OrderAsked, answer: tuple[Queue, int]) -> None:
        if self.desk.ordered(question, *answer):
            self._next()
        else:
            self._show_progress()
            self._show_suggestion()

    def _fetch_about(self, record: str) -> RecordSuggestions:
        return self.project.learning.suggestions.record(record, passages=False)

    def _take_about(self, record: str, suggestions: RecordSuggestions) -> None:
        self.desk.suggested(record, suggestions)
        self._show_suggestion()

    def action_unswayed(self) -> None:
        """Show suggestions only after the decision, or before it again."""
        self.desk.unswayed = not self.desk.unswayed
        self._show_suggestion()

    def action_why(self) -> None:
        """Mark the terms that moved the record up or down in its title and text, or clear the marks."""
        abstract = self.query_one(AbstractView)
        item = None if self.desk.unswayed else self.desk.item
        if abstract.is_marked or item is None:
            abstract.mark([])
        elif not abstract.mark([term for term, _ in item.terms]):
            self.report("None of the terms is in this title or text.")

    @on(TermClicked)
    def _mark_term(self, message: TermClicked) -> None:
        """Mark a term in title and text."""
        if not self.query_one(AbstractView).mark([message.term]):
            self.report(f"'{message.term}' is not in this title or text.")

    def action_likely_left(self) -> None:
        """Show how many relevant records are likely left at this stage."""
        if estimate := self.act(lambda: self.project.learning.stopping(self.desk.queue.stage)):
            self.report(estimate.sentence)
