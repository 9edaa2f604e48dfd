"""A form for a record's reference; each field shows its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from review.domain import Record
from review.tui.dialogs.storing import StoringDialog
from review.tui.support.plain import plain

FIELDS = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "short_author": "Cited as",
    "organisation": "Organisation",
    "doi": "DOI",
}
HINTS = {
    "authors": "Family, Given; Family, Given",
    "year": "four digits",
    "short_author": "as in (Rahman et al., 2016)",
}


_PLACES = {
    "XMP": "the properties of the PDF",
    "Info": "the properties of the PDF",
    **{place: f"the {place}" for place in ("first page", "contents page", "file name", "abstract")},
}
"""The places in a file where values are found, in words; other sources are shown as they are."""


def field_text(record: Record, field: str) -> str:
    """A field's value as the form shows it."""
    if field == "authors":
        return "; ".join(record.authors)
    value = getattr(record, field)
    return "" if value is None else str(value)


def origin_text(record: Record, field: str) -> str:
    """The source of a field's value, and whether a reviewer confirmed it."""
    origin = record.origins.get(field)
    if origin is None:
        return "not known" if not field_text(record, field) else ""
    if origin.confirmed:
        return f"confirmed ({origin.source})"
    return f"found in {_PLACES.get(origin.source, origin.source)}, confidence {origin.confidence:.0%}; not confirmed"


def unconfirmed(record: Record) -> list[str]:
    """The fields whose value no reviewer has confirmed."""
    return [
        field
        for field in FIELDS
        if field_text(record, field) and field in record.origins and not record.origins[field].confirmed
    ]


class EditReference(StoringDialog):
    """Calls `store` with the changed fields as typed."""

    CSS_PATH = "edit_reference.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="reference.cancel"),
        Binding("ctrl+s", "save", "Save", id="reference.save"),
    ]

    def __init__(self, record: Record, store: Callable[[Mapping[str, str]], str]) -> None:
        super().__init__()
        self._record = record
        self._store = store

    def compose(self) -> ComposeResult:
        """A field for each part of the reference."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_subtitle = "enter or ctrl+s save · tab next field · esc cancel"
            yield Static(Content("Reference"), classes="title")
            for field, label in FIELDS.items():
                yield Static(
                    Content.assemble(
                        label, (f"  {plain(origin_text(self._record, field))}", "$foreground-muted")
                    ),
                    classes="field-label",
                )
                yield Input(
                    plain(field_text(self._record, field)),
                    placeholder=HINTS.get(field, ""),
                    id=field,
                    compact=True,
                )
            yield Static("", id="complaint")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Store the changes and close, unless the year is not a year."""
        typed = {field: self.query_one(f"#{field}", Input).value.strip() for field in FIELDS}
        if typed["year"] and not (typed["year"].isdecimal() and len(typed["year"]) == 4):
            self.complain("A year has four digits.")
            self.query_one("#year", Input).focus()
            return
        changes = {f: text for f, text in typed.items() if text != plain(field_text(self._record, f)).strip()}
        self.close_with(lambda: self._store(changes) if changes else "")

    def action_cancel(self) -> None:
        """Close without changes."""
        self.dismiss(None)
