"""A form that sets printed page numbers by hand, with a preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from review.domain import Page
from review.domain.page_labels import in_words, listed, pdf_pages
from review.errors import ReviewError
from review.tui.dialogs.form import Form, Line, form_keys
from review.tui.support.plain import content
from review.tui.support.themes import MUTED, WARNING

if TYPE_CHECKING:
    from review.project.page_labels import PageLabelService

FIELDS = {
    "printed": "Printed number (empty: as in the document)",
    "first": "On this page of the PDF",
    "through": "Counting up to this page of the PDF",
}
HINT = "1, xii, A-1, 3-12; 10--11 for two printed pages on one; - for no number"
_DIGITS = 7


class PageNumbers(Form):
    """Sets the printed numbers of a record's pages, or clears those set by hand; `page`, one of `pages`, is the first."""

    CSS_PATH = "page_numbers.tcss"
    COMPLAINT = "#preview"
    AUTO_FOCUS = "#printed"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("page-numbers")

    def __init__(self, labels: PageLabelService, record: str, page: Page, pages: int) -> None:
        super().__init__(f"Printed page numbers (the PDF has pages 1 to {pages})")
        self._labels = labels
        self._record = record
        self._page = page
        self._pages = pages

    def compose_body(self) -> ComposeResult:
        """The number, where the cursor starts, the pages, and what they will be called."""
        number = str(self._page.number)
        values = {"printed": self._page.label, "first": number, "through": number}
        for field, label in FIELDS.items():
            yield Static(Content(label), classes="field-label")
            yield Line(values[field], id=field, selected=True)
        yield Static(Content(HINT), id="preview")

    @on(Input.Changed)
    def preview(self) -> None:
        """Show what the pages will be called, or what is wrong."""
        try:
            line, style = self._planned(), "bold"
        except ReviewError as error:
            is_empty = not self.query_one("#printed", Input).value.strip()
            line, style = (HINT, MUTED) if is_empty else (str(error), WARNING)
        preview = self.query_one("#preview", Static)
        preview.set_classes("")
        preview.update(content(line, style))

    def _planned(self) -> str:
        """What saving would do.

        Raises:
            ReviewError: it would be refused.
        """
        first, through, printed = self._typed()
        if not printed:
            self._labels.check_clearing(self._record, first, through)
            return f"{pdf_pages(first, through)}: what was set by hand is cleared"
        labels = self._labels.counted(self._record, first, through, printed)
        if not any(labels):
            return in_words(first, through, labels)
        return (
            f"{pdf_pages(first, through)} become {listed(labels)}"
            if through > first
            else f"{pdf_pages(first, through)} becomes {labels[0]}"
        )

    def _typed(self) -> tuple[int, int, str]:
        """The first and the last page, and the number printed on the first.

        Raises:
            ReviewError: a page is not a number.
        """
        first, through = (self._number(field) for field in ("first", "through"))
        return first, through, self.query_one("#printed", Input).value.strip()

    def _number(self, field: str) -> int:
        typed = self.query_one(f"#{field}", Input).value.strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS):
            raise ReviewError(f"there is no page '{typed}': the PDF has pages 1 to {self._pages}")
        return int(typed)

    def save(self, typed: Mapping[str, str]) -> None:  # noqa: ARG002 - read again, as for the preview
        """Store the numbers, or clear them, and close."""
        self.close_with(self._store)

    def _store(self) -> str:
        first, through, printed = self._typed()
        if printed:
            return self._labels.set(self._record, first, through, printed).message
        return self._labels.clear(self._record, first, through).message
