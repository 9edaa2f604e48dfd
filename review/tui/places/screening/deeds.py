"""What is asked for beside the decision in Screening: what goes with it, what is set on the record, what is shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.tui.dialogs.message import MessageScreen
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.describing import set_facets
from review.tui.places.record_acts import new_source_type, not_retrieved, why_unreadable
from review.tui.places.screening.asking import exclusion_keys
from review.tui.places.screening.choices import (
    criterion_to_override,
    own_decisions,
    passage_to_read,
    reason_to_override,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.domain import Record
    from review.tui.places.base import ReviewScreen
    from review.tui.places.screening.desk import ScreeningDesk


class Deeds:
    """Asks on `screen` for what a deed needs, and does it.

    Then `shows` has what the desk holds shown, and `stored` what was stored in a dialog.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        desk: ScreeningDesk,
        shows: Callable[[], object],
        stored: Callable[[str | None], None],
    ) -> None:
        self._screen = screen
        self._desk = desk
        self._project = screen.project
        self._shows = shows
        self._stored = stored

    # With the decision

    def note(self, record: Record) -> None:
        """Write a note for the decision on a record."""

        def take(text: str | None) -> None:
            if text is not None:
                self._desk.note = text
                self._shows()

        title = f"Note on your decision about {record.author_year}"
        self._screen.app.push_screen(TextPrompt(title, self._desk.note, memo=True), take)

    def override(self) -> None:
        """Override an exclusion criterion, which is asked for, with a reason."""
        if exclusion_keys(self._desk.criteria):
            self._screen.app.push_screen(criterion_to_override(self._desk), self._ask_reason)

    def _ask_reason(self, criterion: str | None) -> None:
        if criterion is None:
            return

        def take(reason: str | None) -> None:
            if reason:
                self._desk.overrides[criterion] = reason
                self._shows()

        self._screen.app.push_screen(reason_to_override(self._desk, criterion), take)

    # On the record

    def source_type(self, record: Record) -> None:
        """Set the source type of a record."""

        def take(kind: str | None) -> None:
            if kind:
                done = self._screen.act(lambda: self._project.records.set_source_type(record.id, kind))
                self._stored(done.message if done else None)

        shown = None if self._desk.unswayed else self._desk.suggestions
        self._screen.app.push_screen(new_source_type(self._project, [record.id], shown), take)

    def facets(self, record: Record) -> None:
        """Set facets of a record."""
        set_facets(self._screen, record.id, record.author_year)

    def not_retrieved(self, record: Record) -> None:
        """Report that a record's document could not be obtained."""
        if self._screen.act(lambda: self._project.records.without_document(record.id)):
            self._screen.app.push_screen(not_retrieved(self._project, record.id), self._stored)

    # What there is of it

    def passages(self, record: Record) -> None:
        """List the passages that probably bear on the likeliest theories; the one chosen is read in place."""
        if why := why_unreadable(self._project, record.id):
            self._screen.report(why)
        elif not self._desk.likely_passages:
            self._screen.report(
                "No passages are suggested for this record at this stage. Enter reads its text."
            )
        else:
            self._screen.app.push_screen(
                passage_to_read(self._desk),
                lambda start: self._screen.review_app.open_reader(record.id, int(start)) if start else None,
            )

    def history(self) -> None:
        """Show the reviewer's own decisions on the record over time."""
        if lines := own_decisions(self._desk):
            self._screen.app.push_screen(MessageScreen(lines))
        else:
            self._screen.report("You have not decided on this record yet.")
