"""A dialog to choose one of several options by key or by typing part of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from review.tui.dialogs.base import Dialog
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.widgets.options import HIGH, Options


class Choice(Struct, frozen=True):
    """An option: `key` chooses it, `detail` explains it, `marked` if it is the current one."""

    value: str
    label: str
    detail: str = ""
    key: str = ""
    marked: bool = False

    def matches(self, typed: str) -> bool:
        """Whether every typed word is in the label or the detail."""
        text = f"{self.label} {self.detail}".casefold()
        return all(word in text for word in typed.casefold().split())


MOST = 30
"""The most choices without keys that are listed at a time: more are found by typing."""

KEYS = "123456789abcdefghilmnopqrstvwxyz"
"""Keys assigned to choices in order; j and k are left out because they move the cursor."""


def keyed(choices: Sequence[tuple[str, str, str]], marked: str = "") -> list[Choice]:
    """Choices from (value, label, detail), with a key each; where there are more than keys, all are found by typing."""
    keys = KEYS if len(choices) <= len(KEYS) else " " * len(choices)
    return [
        Choice(value, label, detail, key.strip(), value == marked)
        for key, (value, label, detail) in zip(keys, choices, strict=False)
    ]


class Chooser(Dialog[str | None]):
    """Dismissed with the chosen value, or None. Choices without keys are found by typing.

    `read` gives the choices where reading them takes a moment: it is called in the background. `about` is shown above them.
    """

    CSS_PATH = "choose.tcss"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012 - as in Screen
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True, id="choose.next"),
        Binding("up", "move(-1)", "Previous", show=False, priority=True, id="choose.previous"),
        Binding("enter", "choose", "Choose", priority=True, id="choose.choose"),
        Binding("escape", "cancel", "Cancel", id="choose.cancel"),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice] = (),
        *,
        read: Callable[[], Sequence[Choice]] | None = None,
        about: Content | None = None,
    ) -> None:
        super().__init__(title)
        self._about = about
        self._read = read
        self._choices = list(choices)
        self._shown = self._choices
        self._by_typing = not any(choice.key for choice in choices)

    def compose_body(self) -> ComposeResult:
        """What the choice is about, a search field if there are no keys, and the choices."""
        if self._about:
            yield Static(self._about, id="about")
        if self._by_typing:
            yield Input(placeholder="type to search", compact=True)
        yield Options(markup=False)
        if self._by_typing:
            yield Static(id="more")

    @property
    def widget_keys(self) -> Mapping[str, str]:
        """The keys of the choices, which need no Enter."""
        keys = [choice.key for choice in self._choices if choice.key]
        if len(keys) < 2:
            return {}
        return (
            {f"{keys[0]}–{keys[-1]}": "Choose at once"}
            if "".join(keys) in KEYS
            else {"a key": "Chooses at once"}
        )

    def on_mount(self) -> None:
        """Show all choices, with the cursor on the current one."""
        self._show("")
        held = [index for index, choice in enumerate(self._shown) if choice.marked]
        self.query_one(OptionList).highlighted = held[0] if held else 0
        if self._read:
            self._read_choices(self._read)

    @work(thread=True)
    def _read_choices(self, read: Callable[[], Sequence[Choice]]) -> None:
        self.call_later(self._take, read())

    def _take(self, choices: Sequence[Choice]) -> None:
        """Show what was read, as far as it has what was typed meanwhile."""
        self._choices = list(choices)
        if self.is_attached:
            self._show(self.query_one(Input).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        found = [choice for choice in self._choices if choice.matches(typed)]
        self._shown = found[:MOST] if self._by_typing else found
        more = len(found) - len(self._shown)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._line(choice)) for choice in self._shown)
        for line in self.query("#more").results(Static):
            said = f"{more:,} more: type to find them" if found else "Nothing here has these words."
            line.update(Content.styled(said, MUTED))
            line.display = more > 0 or not found
        options.highlighted = 0 if self._shown else None

    def _line(self, choice: Choice) -> Content:
        key = f"{choice.key or ' '} " if not self._by_typing else ""
        return Content.assemble(
            ("● " if choice.marked else "", "$accent"),
            (key, "bold $accent"),
            plain(choice.label),
            (f"  {plain(choice.detail)}" if choice.detail else "", MUTED),
        )

    def on_key(self, event: events.Key) -> None:
        """Choose the option with this key."""
        for choice in self._choices:
            if choice.key and event.character == choice.key:
                event.stop()
                self.dismiss(choice.value)
                return

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index].value)

    def action_move(self, by: int) -> None:
        """Move the cursor, also from the search field."""
        self.query_one(Options).step(by)

    def action_choose(self) -> None:
        """Choose the option under the cursor."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.dismiss(self._shown[index].value)

    def action_cancel(self) -> None:
        """Close without choosing."""
        self.dismiss(None)
