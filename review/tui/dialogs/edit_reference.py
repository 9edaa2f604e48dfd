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

FIELDS = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "short_author": "Cited as",
    "organisation": "Organisation",
    "container": "Journal or book",
    "doi": "DOI",
    "abstract": "Abstract",
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
