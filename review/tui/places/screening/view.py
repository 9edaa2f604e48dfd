"""What Screening shows of its desk: the record, and the lines and panes around it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from review.tui.places.base import ReviewScreen
from review.tui.places.screening.asking import ExclusionQuestion
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.places.screening.details import claims, details
from review.tui.places.screening.lines import (
    last_line,
    nothing_waits,
    progress_line,
    standing_lines,
    suggestion_line,
)
from review.tui.places.screening.question import asked
from review.tui.places.screening.standing import last_act
from review.tui.support.colours import code_ink
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.fitting.fitted import Fitted

AROUND = 8
"""Lines that stay free of the question: the bars, the heading of the record, and the start of its text."""


class ScreeningView(Vertical):
    """Progress, the record with its details, and below it the suggestions or the question, and the last act."""

    def __init__(self, desk: ScreeningDesk, question: ExclusionQuestion) -> None:
        super().__init__()
        self._desk = desk
        self._question = question
        self._standing: Content | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Fitted(id="screening-progress")
        with Container(id="screening-body"):
            with Vertical(id="screening-record"):
                yield Clipped(id="screening-standing")
                yield AbstractView()
            with VerticalScroll(id="screening-details"):
                yield Fitted(id="screening-about")
        yield Fitted(id="screening-claims")
        yield Fitted(id="screening-suggested")
        yield Fitted(id="screening-question")
        yield Fitted(id="screening-last")

    def _fitted(self, name: str) -> Fitted:
        return self.query_one(f"#screening-{name}", Fitted)

    def show(self) -> None:
        """Show the desk's record, or what to do without one; a record that was shown stays where it was scrolled to."""
        desk = self._desk
        abstract = self.query_one(AbstractView)
        if desk.record is None:
            screen = self.screen
            key_of = screen.key_of if isinstance(screen, ReviewScreen) else str
            abstract.show_message(nothing_waits(desk, key_of))
        else:
            languages = desk.project.theory.map.languages
            abstract.show(desk.record, desk.text, desk.criteria, languages)
        self._show_standing()
        self.show_question()
        self.show_suggestions()
        self.show_progress()

    def _show_standing(self) -> None:
        before, now = self._standing, standing_lines(self._desk)
        if before is None or not now.is_same(before):
            self._standing = now
            lines = self.query_one("#screening-standing", Static)
            lines.update(now)
            lines.display = bool(now.plain)

    def show_progress(self) -> None:
        """Show stages, progress and order."""
        self._fitted("progress").show(lambda width: progress_line(self._desk, width))

    def show_suggestions(self) -> None:
        """Show what the model suggests for the record."""
        desk = self._desk
        self._fitted("about").show(lambda width: details(self._desk, self._ink, width))
        self._fitted("claims").show(lambda width: claims(self._desk, self._ink, width))
        has_claims = desk.asks_for_passages and bool(desk.likely_codes) and not desk.unswayed
        self._fitted("claims").set_class(not has_claims, "-empty")
        self._fitted("suggested").show(lambda width: suggestion_line(self._desk, width))

    def show_last(self, suggested: str = "") -> None:
        """Show the last act and, if it was decided without them, what was suggested for its record."""
        last = last_act(self._desk.project)
        self._fitted("last").show(lambda width: last_line(last, suggested, width))

    def show_question(self) -> None:
        """Show or hide the question by which criterion to exclude."""
        self.set_class(self._question.is_open, "-asking")
        if self._question.is_open:
            self._fitted("question").show(self._asked)

    def _asked(self, width: int) -> Content:
        return asked(self._desk, self._question.complaint, width, max(self.app.size.height - AROUND, 3))

    def show_details(self, shown: bool) -> None:
        """Show the details and scroll them by keys, or go back to the record."""
        self.set_class(shown, "-details")
        (self.query_one("#screening-details") if shown else self.query_one(AbstractView)).focus()

    @property
    def in_details(self) -> bool:
        """Whether the details are scrolled by keys."""
        return self.query_one("#screening-details").has_focus

    def _ink(self, code: str) -> str:
        theory_map = self._desk.project.theory.map
        known = code in theory_map.code_names
        return code_ink(theory_map, code, self.app.theme_variables) if known else "$foreground"
