"""A form that rewords a theory, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from review.theory_map import Code
from review.tui.dialogs.storing import StoringDialog
from review.tui.support.plain import plain, plain_lines


@dataclass(frozen=True, slots=True)
class Wording:
    """A theory's new wording and the reason; unchanged fields are None."""

    reason: str
    name: str | None = None
    proposition: str | None = None
    key_terms: tuple[str, ...] | None = None


class EditTheory(StoringDialog):
    """Calls `store` with the new wording."""

    CSS_PATH = "edit_theory.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="theory.cancel"),
        Binding("ctrl+s", "save", "Save", priority=True, id="theory.save"),
    ]

    def __init__(self, code: Code, store: Callable[[Wording], str]) -> None:
        super().__init__()
        self._code = code
        self._store = store

    def compose(self) -> ComposeResult:
        """Name, proposition, key terms and the reason."""
        code = self._code
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_subtitle = "ctrl+s save · tab next field · esc cancel"
            yield Static(Content(f"Reword {plain(code.id)}"), classes="title")
            yield Static("Name", classes="field-label")
            yield Input(plain(code.name), id="name", compact=True)
            yield Static("Proposition", classes="field-label")
            yield TextArea(
                plain_lines(code.proposition), id="proposition", tab_behavior="focus", compact=True
            )
            yield Static("Key terms, separated by commas", classes="field-label")
            yield Input(plain(", ".join(code.key_terms)), id="key-terms", compact=True)
            yield Static("Reason for the change", classes="field-label")
            yield Input(id="reason", compact=True, placeholder="which evidence calls for it")
            yield Static("", id="complaint")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Store the wording and close; a reason is required."""
        reason = self.query_one("#reason", Input).value.strip()
        if not reason:
            self.complain("Give a reason: readers follow every change of the map.")
            self.query_one("#reason", Input).focus()
            return
        name = self.query_one("#name", Input).value.strip()
        proposition = " ".join(self.query_one("#proposition", TextArea).text.split())
        terms = tuple(
            term.strip() for term in self.query_one("#key-terms", Input).value.split(",") if term.strip()
        )
        code = self._code
        wording = Wording(
            reason,
            name=name if name != code.name else None,
            proposition=proposition if proposition != code.proposition else None,
            key_terms=terms if terms != code.key_terms else None,
        )
        self.close_with(lambda: self._store(wording))

    def action_cancel(self) -> None:
        """Close without changes."""
        self.dismiss(None)
