"""A form for a record's reference; each field shows its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from review.domain import Record
from review.tui.dialogs.form import Area, Form, Line, form_keys
from review.tui.support.plain import plain
from review.tui.support.reference_fields import FIELDS, HINTS, field_text, origin_text


class EditReference(Form):
    """Calls `store` with the changed fields as typed."""

    CSS_PATH = "edit_reference.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("reference")

    def __init__(self, record: Record, store: Callable[[Mapping[str, str]], str]) -> None:
        super().__init__("Reference")
        self._record = record
        self._store = store

    def compose_body(self) -> ComposeResult:
        """A field for each part of the reference."""
        for field, label in FIELDS.items():
            origin = plain(origin_text(self._record, field))
            yield Static(Content.assemble((label, "$foreground"), f"  {origin}"), classes="field-label")
            text = field_text(self._record, field)
            yield Area(text, id=field) if field == "abstract" else Line(text, HINTS.get(field, ""), id=field)
        yield Static(id="complaint")

    def save(self, typed: Mapping[str, str]) -> None:
        """Store the changes and close, unless the year is not a year."""
        if typed["year"] and not (typed["year"].isdecimal() and len(typed["year"]) == 4):
            self.complain("A year has four digits.")
            self.query_one("#year").focus()
            return
        changes = {field: text for field, text in typed.items() if text != self.opened_with[field]}
        self.close_with(lambda: self._store(changes) if changes else "")
