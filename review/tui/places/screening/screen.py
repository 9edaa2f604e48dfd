"""The Screen's keys: decide, exclude by a criterion, note, set a criterion aside, change stage and order."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from review.domain import Decision, DecisionKind, Order, Record
from review.tui.dialogs.choose import Choice, Chooser, keyed
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.record_acts import new_source_type
from review.tui.places.screening.queue import ScreeningQueue
from review.tui.places.screening.showing import ShowingScreen
from review.tui.support.plain import plain
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.criteria_panel import exclusion_keys
from review.tui.widgets.record_details import decision_line


class ScreeningScreen(ShowingScreen):
    """Each key decides, saves that and goes on."""

    MODE = "screening"
    HELP = (
        "One record after the other against the criteria. Every decision is saved at once and the next record comes "
        "by itself; u takes the last decision back."
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
        Binding("W", "why", "Why, in the text", show=False, id="screening.why"),
        Binding("L", "likely_left", "How many are likely left", show=False, id="screening.likely_left"),
        Binding("b", "unswayed", "Suggestions after the decision", show=False, id="screening.unswayed"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._last_criterion: dict[str, str] = {}  # of each stage: its criteria are its own

    # Deciding

    def action_decide(self, kind: str, criterion: str = "") -> None:
        """Decide on the record, save that, and go on to the next."""
        record = self._record
        if record is None:
            self.tell("There is no record to decide on.")
            return
        lines = self._suggestion_lines() if self._unswayed else []
        done = self.act(
            lambda: self.project.screening.decide(
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
        self._decided.append(record.id)
        if criterion:
            self._last_criterion[self.queue.stage] = criterion
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
        self.query_one("#screening-last", Static).update(Content("\n").join([line, *lines]))

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
        """Exclude by the criterion that was used last at this stage."""
        if criterion := self._last_criterion.get(self.queue.stage):
            self.action_decide("exclude", criterion)
        else:
            self.tell("No exclusion by a criterion at this stage yet: press x and a criterion's key.")

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
            if kind and (done := self.act(lambda: self.project.records.set_source_type(record.id, kind))):
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
        stages = [stage.id for stage in self.project.theory.map.stages]
        after = stages[(stages.index(self.queue.stage) + 1) % len(stages)]
        self._queue = ScreeningQueue(self.project, after)
        self._decided.clear()
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
                for code in self.project.theory.map.codes
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

    def action_why(self) -> None:
        """Mark where the terms that moved the record up or down stand in its title and text, or take the marks away."""
        abstract = self.query_one(AbstractView)
        item = self.queue.item(self._record.id) if self._record and not self._unswayed else None
        if abstract.is_marked or item is None:
            abstract.mark([])
        elif not abstract.mark([term for term, _ in item.terms]):
            self.tell("None of the terms stands in this title or text.")

    def action_term(self, term: str) -> None:
        """Show where a term stands in title and text."""
        if not self.query_one(AbstractView).mark([term]):
            self.tell(f"'{term}' stands neither in this title nor in this text.")

    def action_likely_left(self) -> None:
        """Tell how many relevant records are likely left to find at this stage."""
        if estimate := self.act(lambda: self.project.learning.stopping(self.queue.stage)):
            self.tell(estimate.sentence)

    def action_unswayed(self) -> None:
        """Show suggestions only after the decision, or before it again."""
        self._unswayed = not self._unswayed
        self._show_suggestion()
