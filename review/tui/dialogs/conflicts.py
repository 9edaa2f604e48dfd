"""A dialog that lists where reviewers disagree: each one's decision, by which criterion, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.domain import Decision
from review.domain.wording.explained import explained
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import plain
from review.tui.widgets.options import Options


class ConflictsScreen(Dialog[str | None]):
    """Dismissed with the record to look at in Screening, or None. `cited` gives a record's citation."""

    CSS_PATH = "conflicts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open in Screening", priority=True, id="conflicts.open"),
        Binding("escape,q", "close", "Close", id="conflicts.close"),
    ]

    def __init__(self, conflicts: Sequence[tuple[Decision, ...]], cited: Callable[[str], str]) -> None:
        super().__init__(f"Conflicts: {len(conflicts):,}")
        self._conflicts = conflicts
        self._cited = cited

    def compose_body(self) -> ComposeResult:
        """The conflicts."""
        if not self._conflicts:
            yield Static("No conflicts that you may see.", classes="muted")
        yield Options(*(Option(self._describe(made)) for made in self._conflicts), markup=False)

    def on_mount(self) -> None:
        """Begin with the first one."""
        self.query_one(OptionList).display = bool(self._conflicts)
        if self._conflicts:
            self.query_one(OptionList).highlighted = 0

    def _describe(self, made: tuple[Decision, ...]) -> Content:
        stage = made[0].stage.replace("-", " ")
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
        """Close with the record under the cursor."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._conflicts[highlighted][0].record)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
