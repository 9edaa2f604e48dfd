"""A dialog to choose the passages, memos and comments that led to a change of the theory map."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from review.tui.dialogs.base import Dialog
from review.tui.dialogs.theories.fields import Trigger
from review.tui.support.plain import shorten
from review.tui.widgets.options import Options

TEXT = 200
"""The most characters of a passage, memo or comment in the list."""


class ChooseTriggers(Dialog[tuple[str, ...] | None]):
    """Dismissed with the ids of those chosen, or None."""

    CSS_PATH = "triggers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Choose or unchoose", priority=True, id="triggers.turn"),
        Binding("j", "move(1)", "Next", show=False, id="triggers.next"),
        Binding("k", "move(-1)", "Previous", show=False, id="triggers.previous"),
        Binding("enter", "store", "Done", priority=True, id="triggers.store"),
        Binding("escape", "cancel", "Cancel", id="triggers.cancel"),
    ]

    def __init__(self, triggers: Sequence[Trigger], chosen: Collection[str]) -> None:
        super().__init__("What led to it: passages, memos, comments")
        self._triggers = triggers
        self._chosen = dict.fromkeys(chosen)

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield Options(markup=False)

    def on_mount(self) -> None:
        """Show the list from its start."""
        self._show(0)

    def _show(self, highlighted: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._line(one)) for one in self._triggers)
        options.highlighted = highlighted

    def _line(self, trigger: Trigger) -> Content:
        mark = "x" if trigger.id in self._chosen else " "
        return Content.assemble((f"[{mark}] ", "bold $accent"), shorten(trigger.text, TEXT))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._toggle(event.option_index)

    def action_move(self, by: int) -> None:
        """Go to the next or previous one."""
        self.query_one(Options).step(by)

    def action_turn(self) -> None:
        """Choose the one under the cursor, or no longer."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self._toggle(highlighted)

    def _toggle(self, place: int) -> None:
        identifier = self._triggers[place].id
        if identifier in self._chosen:
            del self._chosen[identifier]
        else:
            self._chosen[identifier] = None
        self._show(place)

    def action_store(self) -> None:
        """Close with those chosen."""
        self.dismiss(tuple(self._chosen))

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
