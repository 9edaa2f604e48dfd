"""The dialog for one decision on several records: stage, decision, criteria, note, and how many records it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from review.domain import DecisionKind
from review.domain.wording.named import capitalised, named
from review.errors import ReviewError
from review.tui.dialogs.base import Dialog
from review.tui.dialogs.form import discarding
from review.tui.support.plain import content, plain
from review.tui.support.themes import WARNING
from review.tui.widgets.options import Options
from review.tui.widgets.segments import Segment, Segments

if TYPE_CHECKING:
    from review.project.screening.bulk_decisions import BulkDecision
    from review.tui.places.library.deciding import BulkDesk
    from review.tui.widgets.screens.long_work import Monitor

DECISIONS = {
    DecisionKind.INCLUDE: "i",
    DecisionKind.EXCLUDE: "x",
    DecisionKind.MAYBE: "m",
    DecisionKind.PARK: "p",
}
"""The keys of the decisions, the same as in Screening."""


class DecideAll(Dialog[str | None]):
    """Shows what `desk` has chosen and would do; dismissed with a line about what was stored, or None."""

    CSS_PATH = "decide_all.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"choose('{decision}')", decision.capitalize(), show=False, id=f"bulk.{decision}")
            for decision, key in DECISIONS.items()
        ),
        Binding("enter", "store", "Decide", priority=True, id="bulk.store"),
        Binding("s", "stage", "Other stage", id="bulk.stage"),
        Binding("space", "criterion", "Criterion", id="bulk.criterion"),
        Binding("n", "note", "Note", id="bulk.note"),
        Binding(
            "r", "replace", "Decide again on those decided before, or not", show=False, id="bulk.replace"
        ),
        Binding("escape", "cancel", "Cancel, or stop", priority=True, id="bulk.cancel"),
    ]

    def __init__(self, desk: BulkDesk, undo: str) -> None:
        super().__init__(f"Decide on {desk.what}")
        self._desk = desk
        self._undo = undo
        self._monitor: Monitor | None = None
        """Of what is being stored."""

    def compose_body(self) -> ComposeResult:
        """The choices, the note, and what would be done."""
        yield Segments("Stage     ", [Segment(s, named(s)) for s in self._desk.stages], "bulk-stage")
        yield Segments(
            "Decision  ",
            [Segment(d, d.capitalize(), key) for d, key in DECISIONS.items()],
            "bulk-decision",
        )
        yield Options(markup=False, id="bulk-criteria")
        yield Input(placeholder="n: a note on each decision", id="bulk-note", compact=True)
        yield Static(id="bulk-summary")

    def on_mount(self) -> None:
        """Show what is chosen at the start."""
        self._show()

    # Showing

    def _show(self) -> None:
        desk = self._desk
        self.query_one("#bulk-stage", Segments).show(desk.stage)
        self.query_one("#bulk-decision", Segments).show(desk.decision or "")
        options = self.query_one(OptionList)
        cursor = options.highlighted
        options.display = bool(desk.possible)
        options.clear_options()
        options.add_options(Option(self._line(number)) for number in range(len(desk.possible)))
        if desk.possible:
            options.highlighted = min(cursor or 0, len(desk.possible) - 1)
        self._show_summary()
        self.refresh_bindings()

    def _line(self, number: int) -> Content:
        criterion = self._desk.possible[number]
        mark = "x" if criterion.id in self._desk.criteria else " "
        key = str(number + 1) if number < 9 else " "
        return Content.assemble(
            (f"[{mark}] ", "bold $accent"),
            (f"{key} ", "bold $accent"),
            plain(f"{criterion.id} {criterion.text}"),
        )

    def _show_summary(self) -> None:
        try:
            plan = self._desk.plan()
        except ReviewError as error:
            self._say(str(error))
            return
        again = "r leaves them as they are." if self._desk.replaces else "r decides on them, too."
        self._say(plan.in_words() + (f" {again}" if plan.kept or self._desk.replaces else ""))

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#bulk-summary", Static).update(content(capitalised(text), style))

    # Choosing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """While decisions are stored, only stopping is possible; criteria need a decision that has some."""
        if action == "criterion" and not self._desk.possible:
            return False
        return self._monitor is None or action == "cancel"

    @on(Segments.Chosen, "#bulk-decision")
    def _decision_clicked(self, message: Segments.Chosen) -> None:
        self.action_choose(message.value)

    def action_choose(self, decision: str) -> None:
        """Choose the decision, and go to its criteria."""
        self._desk.choose(DecisionKind(decision))
        self._show()
        if self._desk.possible:
            self.query_one(OptionList).focus()

    @on(Segments.Chosen, "#bulk-stage")
    def _stage_clicked(self, message: Segments.Chosen) -> None:
        self._desk.choose_stage(message.value)
        self._show()

    def action_stage(self) -> None:
        """Choose the next stage."""
        self._desk.next_stage()
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Name the criterion with this number, or no longer; say so if there is none."""
        if self._monitor is not None or not event.character or event.character not in "123456789":
            return
        event.stop()
        number = int(event.character)
        if number <= len(self._desk.possible):
            self._toggle(number - 1)
        else:
            self._say(self._no_criterion(number), WARNING)

    def _no_criterion(self, number: int) -> str:
        if not self._desk.decision:
            return "Choose a decision first, then its criteria."
        if not self._desk.possible:
            return f"There is no criterion {number}: this decision has none at this stage."
        return f"There is no criterion {number}: choose from 1 to {min(len(self._desk.possible), 9)}."

    @on(OptionList.OptionSelected)
    def _option_clicked(self, event: OptionList.OptionSelected) -> None:
        self._toggle(event.option_index)

    def action_criterion(self) -> None:
        """Name the criterion under the cursor, or no longer."""
        number = self.query_one(OptionList).highlighted
        if number is not None and self._desk.possible:
            self._toggle(number)

    def _toggle(self, number: int) -> None:
        self._desk.toggle(self._desk.possible[number].id)
        self.query_one(OptionList).highlighted = number
        self._show()

    def action_note(self) -> None:
        """Go to the note."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _noted(self, event: Input.Changed) -> None:
        self._desk.note = event.value

    def action_replace(self) -> None:
        """Decide on those decided before, too, or no longer."""
        self._desk.turn_replacing()
        self._show_summary()

    # Storing

    def action_store(self) -> None:
        """Store the decisions; what is missing is shown, and nothing is stored."""
        try:
            plan = self._desk.plan()
        except ReviewError as error:
            self._say(str(error), "$text-error")
            return
        self._monitor = self.begin_work(self._say_soon)
        self.refresh_bindings()
        self._store(plan, self._monitor)

    @work(thread=True, description="one decision on many records")
    def _store(self, plan: BulkDecision, monitor: Monitor) -> None:
        try:
            done = self._desk.store(
                plan, lambda done, total: monitor.note(f"{done:,} of {total:,} decided …"), monitor.stop
            )
        except ReviewError as error:
            monitor.end(str(error))
            self.call_later(self._failed, str(error))
        else:
            monitor.end(done.message)
            all_of_them = f" {self._undo} undoes all of them." if len(done.events) > 1 else ""
            self.call_later(self._end, capitalised(f"{done.message}{all_of_them}"))

    def _say_soon(self, line: str) -> None:
        # Not call_from_thread: the screen may be waiting for this thread, which has its turn at the journal.
        self.call_later(self._say, line)

    def _end(self, line: str) -> None:
        self.dismiss(line)

    def _failed(self, why: str) -> None:
        self._monitor = None
        self.refresh_bindings()
        self._say(why, "$text-error")

    def _leave(self, discard: bool | None) -> None:
        if discard:
            self.dismiss(None)

    def action_cancel(self) -> None:
        """Close without storing, which asks if a note was typed; while decisions are stored, stop, and keep those that are."""
        if self._monitor is not None:
            self._monitor.stop.set()
        elif self._desk.note.strip():
            self.app.push_screen(discarding(), self._leave)
        else:
            self.dismiss(None)
