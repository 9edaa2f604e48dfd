"""A dialog that lists where reviewers disagree: each one's decision, by which criterion, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.domain import Decision
from review.domain.wording.explained import explained
from review.domain.wording.named import named
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import plain
from review.tui.widgets.options import Options

Made = tuple[Decision, ...]
"""The decisions on one record at one stage, which disagree."""


class ConflictsScreen(Dialog[Made | None]):
    """Dismissed with the conflict to look at in Screening, or None.

    `cited` gives a record's citation; `settle` asks which decision counts, and calls its second argument once that is stored.
    """

    CSS_PATH = "conflicts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open in Screening", priority=True, id="conflicts.open"),
        Binding("s", "settle", "Settle", id="conflicts.settle"),
        Binding("escape,q", "close", "Close", id="conflicts.close"),
    ]

    def __init__(
        self,
        conflicts: Sequence[Made],
        cited: Callable[[str], str],
        settle: Callable[[Made, Callable[[], None]], None],
    ) -> None:
        super().__init__(f"Conflicts: {len(conflicts):,}")
        self._conflicts = list(conflicts)
        self._cited = cited
        self._settle = settle

    def compose_body(self) -> ComposeResult:
        """The conflicts."""
        yield Static("No conflicts that you may see.", classes="muted")
        yield Options(*(Option(self._describe(made)) for made in self._conflicts), markup=False)

    def on_mount(self) -> None:
        """Begin with the first one."""
        self._show_which()
        if self._conflicts:
            self.query_one(OptionList).highlighted = 0

    def _show_which(self) -> None:
        """Show the list, or that it is empty."""
        self.query_one(OptionList).display = bool(self._conflicts)
        self.query_one(".muted").display = not self._conflicts

    def _describe(self, made: Made) -> Content:
        stage = named(made[0].stage)
        lines = [Content.assemble((plain(self._cited(made[0].record)), "bold"), f" · {stage}")]
        for decision in made:
            by = f" by {', '.join(decision.criteria)}" if decision.criteria else ""
            why = "; ".join(explained(decision.overrides, decision.note))
            lines.append(
                Content.assemble(
                    f"  {plain(decision.reviewer)}: ",
                    (f"{decision.decision}{plain(by)}", "$accent"),
                    (f"  {plain(why)}" if why else "", "$foreground-muted"),
                )
            )
        return Content("\n").join(lines)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Close with the conflict under the cursor."""
        if made := self._current():
            self.dismiss(made)

    def action_settle(self) -> None:
        """Ask which decision counts on the record under the cursor."""
        if made := self._current():
            self._settle(made, partial(self._settled, made))

    def _current(self) -> Made | None:
        highlighted = self.query_one(OptionList).highlighted
        return None if highlighted is None else self._conflicts[highlighted]

    def _settled(self, made: Made) -> None:
        """Leave out what was settled."""
        place = self._conflicts.index(made)
        del self._conflicts[place]
        options = self.query_one(OptionList)
        options.remove_option_at_index(place)
        if self._conflicts:
            options.highlighted = min(place, len(self._conflicts) - 1)
        self.show_heading(f"Conflicts: {len(self._conflicts):,}")
        self._show_which()

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
