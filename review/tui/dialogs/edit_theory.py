"""A form that rewords a theory, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from review.theory_map import Code
from review.tui.dialogs.form import Area, Form, Line, form_keys


@dataclass(frozen=True, slots=True)
class Wording:
    """A theory's new wording and the reason; unchanged fields are None."""

    reason: str
    name: str | None = None
    proposition: str | None = None
    key_terms: tuple[str, ...] | None = None


class EditTheory(Form):
    """Calls `store` with the new wording."""

    CSS_PATH = "edit_theory.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("theory")
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"tab": "Next field"}

    def __init__(self, code: Code, store: Callable[[Wording], str]) -> None:
        super().__init__(f"Reword {code.id}")
        self._code = code
        self._store = store

    def compose_body(self) -> ComposeResult:
        """Name, proposition, key terms and the reason."""
        code = self._code
        yield Static("Name", classes="field-label")
        yield Line(code.name, id="name")
        yield Static("Proposition", classes="field-label")
        yield Area(code.proposition, id="proposition")
        yield Static("Key terms, separated by commas", classes="field-label")
        yield Line(", ".join(code.key_terms), id="key-terms")
        yield Static("Reason for the change", classes="field-label")
        yield Line("", "which evidence calls for it", id="reason")
        yield Static(id="complaint")

    def save(self, typed: Mapping[str, str]) -> None:
        """Store the wording and close; a reason is required."""
        if not typed["reason"]:
            self.complain("Give a reason: readers follow every change of the map.")
            self.query_one("#reason").focus()
            return
        proposition = " ".join(typed["proposition"].split())
        terms = tuple(term.strip() for term in typed["key-terms"].split(",") if term.strip())
        code = self._code
        wording = Wording(
            typed["reason"],
            name=typed["name"] if typed["name"] != code.name else None,
            proposition=proposition if proposition != code.proposition else None,
            key_terms=terms if terms != code.key_terms else None,
        )
        self.close_with(lambda: self._store(wording))
