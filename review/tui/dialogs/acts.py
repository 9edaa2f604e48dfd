"""A dialog that lists acts, the latest first: those on a record, or all; one's own, or all that one may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.domain.wording.moments import minute_of
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.options import Options

if TYPE_CHECKING:
    from review.journal.event import Event

MOST = 500
"""The most acts that are listed; `review log` has all."""


class ActsScreen(Dialog[None]):
    """Lists `events`, of which `line` gives the words; `o` shows those of `reviewer` only."""

    CSS_PATH = "acts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "own", "Own acts, or all", id="acts.own"),
        Binding("escape,q", "dismiss", "Close", id="acts.close"),
    ]

    def __init__(
        self, title: str, events: Sequence[Event], line: Callable[[Event], str], reviewer: str
    ) -> None:
        super().__init__(title)
        self._title = title
        self._events = list(reversed(events))
        self._line = line
        self._reviewer = reviewer
        self._only_own = False

    def compose_body(self) -> ComposeResult:
        """The acts."""
        yield Static("Nothing was done yet.", id="acts-none", classes="muted")
        yield Options(markup=False)

    def on_mount(self) -> None:
        """List them."""
        self._show()

    def _show(self) -> None:
        shown = [event for event in self._events if not self._only_own or event.reviewer == self._reviewer]
        more = "the last " if len(self._events) >= MOST else ""
        self.show_heading(f"{self._title}: {more}{len(shown):,}")
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._describe(event)) for event in shown)
        options.display = bool(shown)
        self.query_one("#acts-none").display = not shown
        if shown:
            options.highlighted = 0
            options.focus()

    def _describe(self, event: Event) -> Content:
        when = minute_of(event.time)
        return Content.assemble(
            (f"{when}  ", MUTED),
            (f"{plain(event.reviewer)}: ", "bold"),
            plain(self._line(event)),
            (" (undone)" if event.undone else "", WARNING),
        )

    def action_own(self) -> None:
        """List the reviewer's own acts only, or all again."""
        self._only_own = not self._only_own
        self._show()
