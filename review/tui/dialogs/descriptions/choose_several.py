"""A dialog to choose several values by their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from review.tui.dialogs.base import Dialog
from review.tui.dialogs.choose import KEYS
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.widgets.options import HIGH, Options


class ChooseSeveral(Dialog[tuple[str, ...] | None]):
    """Dismissed with the chosen ones of `values`, or None; those in `chosen` are marked from the beginning."""

    CSS_PATH = "choose_several.tcss"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012 - as in Screen
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", id="several.mark"),
        Binding("enter,ctrl+s", "save", "Save", priority=True, id="several.save"),
        Binding("escape", "cancel", "Cancel", id="several.cancel"),
    ]

    def __init__(self, title: str, values: Sequence[str], chosen: Sequence[str] = ()) -> None:
        super().__init__(title)
        # What was set under an earlier map stays to be seen, and can be removed.
        self._values = [*values, *(value for value in chosen if value not in values)]
        self._chosen = set(chosen)

    def compose_body(self) -> ComposeResult:
        """The values."""
        yield Options(*(Option(self._line(place)) for place in range(len(self._values))), markup=False)

    def on_mount(self) -> None:
        """Begin at the first value."""
        self.query_one(OptionList).highlighted = 0

    def _line(self, place: int) -> Content:
        value = self._values[place]
        key = KEYS[place] if place < len(KEYS) else " "
        sign = ("● ", "$accent") if value in self._chosen else ("○ ", MUTED)
        return Content.assemble(sign, (f"{key} ", "bold $accent"), plain(value))

    def on_key(self, event: events.Key) -> None:
        """Mark the value with this key, or remove the mark."""
        if event.character and event.character in KEYS[: len(self._values)]:
            event.stop()
            self._mark(KEYS.index(event.character))

    def action_mark(self) -> None:
        """Mark the value under the cursor, or remove the mark."""
        here = self.query_one(OptionList).highlighted
        if here is not None:
            self._mark(here)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark the value that was clicked, or remove the mark."""
        self._mark(event.option_index)

    def _mark(self, place: int) -> None:
        self._chosen ^= {self._values[place]}
        options = self.query_one(OptionList)
        options.replace_option_prompt_at_index(place, self._line(place))
        options.highlighted = place

    def action_save(self) -> None:
        """Close with the marked values."""
        self.dismiss(tuple(value for value in self._values if value in self._chosen))

    def action_cancel(self) -> None:
        """Close without choosing."""
        self.dismiss(None)
