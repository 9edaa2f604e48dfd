"""The Screening screen: one record after another, decided by a key against criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.types import CSSPathType

from review.domain import DecisionKind, Order, Queue, Record, RecordSuggestions
from review.domain.wording.named import named
from review.errors import ReviewError
from review.tui.places.base import ReviewScreen, is_small
from review.tui.places.screening.asking import ExclusionQuestion
from review.tui.places.screening.choices import (
    DECIDE,
    LEAVE,
    codes_in,
    order_of_records,
    settled_by_others,
    theories_to_park_for,
    theory_to_challenge,
)
from review.tui.places.screening.counting import CountAsked, CountRead
from review.tui.places.screening.deeds import Deeds
from review.tui.places.screening.desk import OrderAsked, ScreeningDesk
from review.tui.places.screening.lines import suggestion_wordings
from review.tui.places.screening.orders import RANKED
from review.tui.places.screening.resuming import place_left, resumed
from review.tui.places.screening.view import ScreeningView
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.terms import TermClicked

if TYPE_CHECKING:
    from review.domain.suggestions.stopping import Stopping

FOR_REVIEWERS = frozenset(
    {"decide", "exclude", "park_for", "note", "override", "source_type", "facets", "not_retrieved"}
)
"""The actions that a stakeholder is not offered."""

OF_RECORDS = frozenset(
    {
        *(
            "decide",
            "park_for",
            "exclude",
            "exclude_again",
            "skip",
            "read",
            "note",
            "override",
            "source_type",
            "why",
        ),
        *("details", "facets", "passages", "order", "not_retrieved", "history"),
    }
)
"""Actions on the record, which are disabled while there is none."""

NOT_WHILE_ASKING = (OF_RECORDS - {"exclude_again"}) | {"stage", "likely_left", "unswayed", "conflict"}
"""Actions that are disabled while the criterion of an exclusion is asked for."""

REMEMBERED_AFTER = 1.0
"""The seconds on the screen after which a record is remembered as the one to go on with."""

_COUNTING = "Counting what is likely left …"
_ESTIMATE_SECONDS = 30
"""How long the estimate of what is left is shown, unless a key ends it: it may come after a while."""
_ESTIMATE_LINES = 7
"""The most lines of it: what it rests on is said last."""

BARS = 140
"""Widths in cells from which the details are beside the record."""

AboutAsked = tuple[str, bool]
"""The record that suggestions are asked for, and whether for its passages, too."""


class ScreeningScreen(ReviewScreen):
    """Shows reference, abstract, criteria and suggestions. A key decides, saves and goes to the next record.

    `desk` has the record and the queue.
    """

    MODE = "screening"
    HELP = (
        "Decide on one record after another against the criteria. Each decision is saved at once and the next record "
        "is shown; {app.undo} undoes your last act, which the line above the keys names."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = [
        "../../widgets/abstract.tcss",
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
        Binding("P", "park_for", "Park for theories", show=False, id="screening.park_for"),
        Binding("n", "skip", "Later", id="screening.later"),
        Binding("enter", "read", "Read", id="screening.read"),
        Binding("N", "note", "Note", id="screening.note"),
        Binding("O", "override", "Override a criterion", show=False, id="screening.override"),
        Binding("t", "source_type", "Type", id="screening.source_type"),
        Binding("F", "facets", "Facets", show=False, id="screening.facets"),
        Binding("tab", "stage", "Stage", show=False, id="screening.stage"),
        Binding("d", "order", "Order", id="screening.order"),
        Binding("w", "details", "Why", show=False, id="screening.details"),
        Binding("v", "passages", "Likeliest passages", show=False, id="screening.passages"),
        Binding("escape", "back", "Back to the record", show=False, id="screening.back"),
        Binding("U", "not_retrieved", "Not retrieved", show=False, id="screening.not_retrieved"),
        Binding("C", "conflict", "Next conflict", show=False, id="screening.conflict"),
        Binding("H", "history", "Your decisions on the record", show=False, id="screening.history"),
        Binding("W", "why", "Show why in the text", show=False, id="screening.why"),
        Binding("L", "likely_left", "How many are likely left", show=False, id="screening.likely_left"),
        Binding("b", "unswayed", "Suggestions after the decision", show=False, id="screening.unswayed"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._orders = BackgroundQuestions(self, self._fetch_order, self._take_order)
        self._about = BackgroundQuestions(self, self._fetch_about, self._take_about)
        self._left = BackgroundQuestions(self, self._estimate_left, self._report_left)
        self._counts = BackgroundQuestions(self, self._count, self._take_counts)
        self._remembering = Timer(self, REMEMBERED_AFTER)
        self._keys_for = (False, False, False)

    def compose_body(self) -> ComposeResult:
        """All that shows the desk."""
        self.desk = ScreeningDesk(self.project, counts_later=not is_small(self.project))
        self._question = ExclusionQuestion(self.desk)
        self._deeds = Deeds(self, self.desk, self._show, self._stored)
        yield ScreeningView(self.desk, self._question)

    @property
    def _view(self) -> ScreeningView:
        return self.query_one(ScreeningView)

    def on_mount(self) -> None:
        """Show the record at which Screening was left, else the first in the current order."""
        self.query_one(AbstractView).focus()
        self._view.show_last()
        if self.desk.record is None:
            left = self.review_app.settings.screening(self.project.folder)
            if record := self.act(lambda: resumed(self.desk, left)):
                self.show_record(record)
            else:
                self._next()

    def on_review_screen_opened(self) -> None:
        """Ask the model for its order, and about the record."""
        self._ask_for_order()
        if self.desk.record is not None:
            self._attend()

    def on_unmount(self) -> None:
        """Remember the record, so that Screening goes on with it after the program was closed."""
        if self.was_opened:
            self._remember()

    def _remember(self) -> None:
        if place := place_left(self.desk):
            self.review_app.settings.remember_screening(self.project.folder, place)

    def _fit(self, *, update: bool = True) -> None:
        super()._fit(update=update)
        self.set_class(self.app.size.width >= BARS, "-bars", update=update)

    def theme_changed(self) -> None:
        """Compute the colours of codes again."""
        self._view.show_suggestions()

    def project_changed(self) -> None:
        """Show what has changed around the record; go on only if it cannot be shown any more.

        One that nobody saw yet, and that does not wait any more, is not shown either.
        """
        self._view.show_last()
        if self.desk.reload() and (self.was_opened or self.desk.is_waiting):
            self._show()
        else:
            self._next()
        self.ask_again()

    def act_reversed(self) -> None:
        """Show the record whose decision was undone; go on if the decision on this one was made again."""
        was_waiting = self.desk.is_waiting
        if undone := self.desk.undone():
            self._view.show_last()
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
        else:
            self._question.close()
            self._show()

    def show_record(self, identifier: str, stage: str = "") -> None:
        """Show a record, regardless of the order, at a stage, else at the present one."""
        if stage and stage != self.desk.queue.stage:
            self.desk.go_to_stage(stage)
            self._ask_for_order()
        if self.act(lambda: self.desk.show(identifier)):
            self._question.close()
            self._show()
            if self.was_opened:
                self._attend()

    def _attend(self) -> None:
        """Ask the model about the record that somebody looks at, and remember it after a while."""
        self._ask_about()
        # Also soon, because a terminal that is closed leaves no time for it.
        self._remembering.stop()
        self._remembering = self.set_timer(REMEMBERED_AFTER, self._remember)

    def _show(self) -> None:
        self._view.show()
        self._renew_keys()
        self._have_counted()

    def _renew_keys(self) -> None:
        """Show the keys that there are now, if there may be others; see `allows`."""
        has_record, asks = self.desk.record is not None, self._question.is_open
        before, self._keys_for = self._keys_for, (has_record, asks, self.project.context.comments_only)
        if self._keys_for != before:
            self.refresh_bindings()

    def _have_counted(self) -> None:
        """Have what waits counted in the background, if the desk does not know it."""
        if self.desk.counting.is_due and not self._counts.is_busy:
            self._counts.ask(self.desk.counting.asked(self.desk.queue))

    def _count(self, asked: CountAsked) -> CountRead | str:
        try:
            return self.desk.counting.read(asked)
        except ReviewError as error:
            return str(error)

    def _take_counts(self, asked: CountAsked, found: CountRead | str) -> None:
        """Show what was counted, and the first record where none is shown; count again if something changed meanwhile."""
        if isinstance(found, str):
            self.report(found, "error")
        elif not self.desk.counting.take(self.desk.queue, asked, found):
            self._have_counted()
        elif self.desk.record is None:
            self._next()
        else:
            self._view.show_progress()
            self._view.show_suggestions()

    # Deciding

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions on the record while there is none, and most actions while a criterion is asked for."""
        if action in FOR_REVIEWERS and self.project.context.comments_only:
            return False
        if action in OF_RECORDS and self.desk.record is None:
            return False
        if action in NOT_WHILE_ASKING and self._question.is_open:
            return False
        return super().allows(action, parameters)

    def action_decide(self, kind: str, criterion: str = "") -> None:
        """Decide on the record, save the decision, and go to the next; ask first if others settled it."""
        self._ask_or_decide(kind, criterion)

    def action_park_for(self) -> None:
        """Park the record for theories: it is offered again when one of them changes."""

        def park(typed: str | None) -> None:
            if typed:
                self._ask_or_decide(DecisionKind.PARK, theories=codes_in(typed))

        if self.desk.record is not None:
            self.app.push_screen(theories_to_park_for(self.desk), park)

    def _ask_or_decide(self, kind: str, criterion: str = "", theories: Sequence[str] = ()) -> None:
        standing = self.desk.standing
        if self.desk.record is None or standing is None:
            return
        if standing.waits_for_pilot:
            self.report(
                self.with_keys(
                    f"This record waits until the pilot of {named(self.desk.queue.stage)} is finished: {{screening.later}} goes to the"
                    " next; {team.work}, then {team.close_sample} in Team (F11) ends the pilot."
                )
            )
        elif settled := standing.settled_by_others:
            self.app.push_screen(
                settled_by_others(settled, kind, meanwhile=standing.came_open, counts=standing.settlement),
                lambda chosen: self._answer_settled(chosen, kind, criterion, theories),
            )
        else:
            self._decide(kind, criterion, theories)

    def _answer_settled(self, chosen: str | None, kind: str, criterion: str, theories: Sequence[str]) -> None:
        if chosen == DECIDE:
            self._decide(kind, criterion, theories)
        elif chosen == LEAVE:
            self._next()

    def _decide(self, kind: str, criterion: str, theories: Sequence[str]) -> None:
        desk = self.desk
        suggested = suggestion_wordings(desk)[0].plain if desk.unswayed else ""
        if self.act(lambda: desk.decide(DecisionKind(kind), criterion, theories)) is not None:
            self._view.show_last(suggested)
            self._next()
            self._ask_for_order()

    def action_exclude(self) -> None:
        """Ask for the criterion; the next key answers."""
        self._question.ask()
        self._view.show_question()
        self._renew_keys()

    def on_key(self, event: events.Key) -> None:
        """While asking for a criterion: a letter, a digit or enter answers."""
        if self._question.is_for(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._exclude_by(self._question.answer(event.key, event.character))

    def _exclude_by(self, criterion: str | None) -> None:
        """Exclude by a criterion; with None the question stays and says why."""
        if criterion is not None:
            self._question.close()
            self.action_decide("exclude", criterion)
        self._view.show_question()
        self._renew_keys()

    def action_exclude_again(self) -> None:
        """Exclude by the criterion used last at this stage."""
        if self.desk.same_again or self._question.is_open:
            self._exclude_by(self._question.again())
        else:
            self.report(
                self.with_keys(
                    "None of your last decisions at this stage excludes by a criterion: press {screening.exclude} and a criterion's key."
                )
            )

    def action_exclude_without(self) -> None:
        """Exclude without a criterion, where the stage allows it."""
        self._exclude_by(self._question.without())

    def action_back(self) -> None:
        """Close the question, or go from the details back to the record."""
        if self._question.is_open:
            self._question.close()
            self._view.show_question()
            self._renew_keys()
        else:
            self._view.show_details(False)

    def action_skip(self) -> None:
        """Put the record off until the others are decided."""
        if self.desk.record is not None:
            self.desk.put_off()
            self._next()

    def action_note(self) -> None:
        """Write a note for the decision."""
        self._with_record(self._deeds.note)

    def _with_record(self, act: Callable[[Record], object]) -> None:
        if self.desk.record is not None:
            act(self.desk.record)

    def action_override(self) -> None:
        """Override an exclusion criterion for this record, with a reason."""
        self._deeds.override()

    def action_source_type(self) -> None:
        """Set the record's source type."""
        self._with_record(self._deeds.source_type)

    def action_facets(self) -> None:
        """Set facets of the record."""
        self._with_record(self._deeds.facets)

    def action_read(self) -> None:
        """Read the record's text."""
        self._with_record(lambda record: self.review_app.open_reader(record.id))

    def action_passages(self) -> None:
        """List the passages that probably bear on the likeliest theories; the one chosen is read in place."""
        self._with_record(self._deeds.passages)

    def action_not_retrieved(self) -> None:
        """Report that the record's document could not be obtained."""
        self._with_record(self._deeds.not_retrieved)

    def _stored(self, done: str | None) -> None:
        """Show the record and the last act after something about the record was stored in a dialog."""
        if done and self.desk.reload():
            self._show()
            self._view.show_last()

    def action_conflict(self) -> None:
        """Show the next record on which reviewers disagree at this stage; deciding again settles it when they agree."""
        if identifier := self.act(self.desk.next_conflict):
            self.show_record(identifier)
        else:
            self.report("Reviewers disagree on no record at this stage.")

    def action_history(self) -> None:
        """Show the reviewer's own decisions on the record over time."""
        self._deeds.history()

    # Stage and order

    def action_stage(self) -> None:
        """Go to the next stage."""
        stages = self.desk.tally.stages
        self.action_stage_at((stages.index(self.desk.queue.stage) + 1) % len(stages))

    def action_stage_at(self, place: int) -> None:
        """Go to a stage by its place."""
        self.desk.go_to_stage(self.desk.tally.stages[place])
        self._next()
        self._ask_for_order()

    def action_order(self) -> None:
        """Choose the order in which records come."""
        self.app.push_screen(order_of_records(self.desk), self._choose_order)

    def _choose_order(self, order: str | None) -> None:
        if order == Order.CHALLENGE:
            self.app.push_screen(
                theory_to_challenge(self.desk),
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
        self._ask_about()

    def _ask_about(self) -> None:
        if self.desk.record is not None:
            self._about.ask((self.desk.record.id, self.desk.asks_for_passages))

    def _ask_for_order(self) -> None:
        self._orders.ask(self.desk.question)

    def _fetch_order(self, question: OrderAsked) -> tuple[Queue, int]:
        queue, order, focus = question
        made_before = queue.made
        return self.project.learning.suggestions.queue(
            queue.stage, order, limit=RANKED, focus=focus
        ), made_before

    def _take_order(self, question: OrderAsked, answer: tuple[Queue, int]) -> None:
        if self.desk.ordered(question, *answer) and not self._question.is_open:
            self._next()
        else:
            self._view.show_progress()
            self._view.show_suggestions()

    def _fetch_about(self, question: AboutAsked) -> RecordSuggestions:
        record, passages = question
        return self.project.learning.suggestions.record(record, passages=passages)

    def _take_about(self, question: AboutAsked, suggestions: RecordSuggestions) -> None:
        self.desk.suggested(question[0], suggestions)
        self._view.show_suggestions()

    def action_details(self) -> None:
        """Show everything known about the record and scroll it, or go back to the record."""
        shown = not self._view.in_details
        self._view.show_details(shown)
        if shown and self.has_class("-bars"):
            keys = "{screening.scroll_down} and {screening.scroll_up} now scroll them, {screening.details} goes back."
            self.report(self.with_keys(f"The details are beside the record already: {keys}"))

    def action_unswayed(self) -> None:
        """Show suggestions only after the decision, or before it again."""
        self.desk.unswayed = not self.desk.unswayed
        self._view.show_suggestions()

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
        """Report how many relevant records are likely left at this stage."""
        self.report(_COUNTING)
        self._left.ask(self.desk.queue.stage)

    def _estimate_left(self, stage: str) -> Stopping | str:
        try:
            return self.project.learning.stopping(stage)
        except ReviewError as error:
            return str(error)

    def _report_left(self, _stage: str, found: Stopping | str) -> None:
        self.app.call_later(self.review_app.remove_notices, _COUNTING)
        if isinstance(found, str):
            self.report(found, "error")
        else:
            self.review_app.notify(found.sentence, timeout=_ESTIMATE_SECONDS, lines=_ESTIMATE_LINES)
