"""What every screen has in common: its place, the project, acts that never lose anything, toasts without markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Static

from review.errors import ReviewError
from review.tui.support import notices
from review.tui.support.plain import content
from review.tui.widgets.bars import KeyFooter, NavigationBar, Place

if TYPE_CHECKING:
    from review.project import Project
    from review.tui.app import ReviewApp

T = TypeVar("T")

PLACES = (
    Place("library", "Library", "f2"),
    Place("screening", "Screen", "f3"),
    Place("reader", "Reader", "f4"),
    Place("theory-map", "Theory map", "f5"),
    Place("exports", "Exports", "f6"),
    Place("model", "Model", "f7"),
)


WIDE, VERY_WIDE = 100, 150
"""Cells from which a screen has the classes ``-wide`` and ``-very-wide``; below it is ``-narrow``."""

LOW = 16
"""Lines below which a screen has the class ``-low``."""


class ReviewScreen(Screen[None]):
    """A place of the program. `MODE` is its name; `HELP` is the first paragraph of its help."""

    MODE: ClassVar[str] = ""
    HELP: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._seen_revision = -1
        self._seen_start: int | None = None

    @property
    def review_app(self) -> ReviewApp:
        """The app, by its own type."""
        return cast("ReviewApp", self.app)

    @property
    def project(self) -> Project:
        """The review that is open."""
        return self.review_app.project

    @on(events.Mount)
    def _follow_theme(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.theme_changed())

    def compose(self) -> ComposeResult:
        """The navigation bar, a banner where the project is read-only, the body and the keys."""
        self._fit()
        yield NavigationBar(PLACES, self.MODE)
        if self.project.read_only:
            yield self._banner()
        yield from self.compose_body()
        yield KeyFooter()

    def _banner(self) -> Static:
        return Static(content(self.project.read_only), classes="read-only-banner")

    def compose_body(self) -> ComposeResult:
        """What the screen shows between the bars."""
        yield from ()

    def project_changed(self) -> None:
        """Something was done to the project elsewhere: show it. The screen was away, or an act was undone."""

    def theme_changed(self) -> None:
        """There is another theme: colours that were computed, as those of codes are, have to be computed again."""

    def note_revision(self) -> None:
        """Remember that the screen shows the project as it is now."""
        self._seen_revision = self.project.revision

    def on_screen_resume(self) -> None:
        """Catch up with what was done, and with a new size, while another screen was in front."""
        self._fit()
        self.show_status()
        if self._seen_revision != self.project.revision:
            self.note_revision()
            self.project_changed()

    def on_resize(self) -> None:
        """Lay the screen out for its width, and keep in sight what has the focus."""
        self._fit()
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def _fit(self) -> None:
        # Textual's own breakpoints pass over screens that are not in front when the terminal is resized.
        width = self.app.size.width
        self.set_class(self.app.size.height < LOW, "-low")
        for least, name in self.HORIZONTAL_BREAKPOINTS or ():
            self.set_class(width >= least, name)
        if self.HORIZONTAL_BREAKPOINTS is not None:
            return
        self.set_class(width < WIDE, "-narrow")
        self.set_class(width >= WIDE, "-wide")
        self.set_class(width >= VERY_WIDE, "-very-wide")

    def ask_again(self) -> None:
        """The learning process that was asked is gone and there is another: ask it."""

    def show_status(self) -> None:
        """Tell in the first line who is reviewing and what the model is doing; notice another learning process."""
        start = self.project.learning.suggestions.starts
        before, self._seen_start = self._seen_start, start
        if before not in {None, start}:
            self.ask_again()
        parts = (self.project.learning.suggestions.state, self.project.reviewer)
        for bar in self.query(NavigationBar):
            bar.status = tuple(part for part in parts if part)
            if self.project.read_only and not self.query(".read-only-banner"):
                self.mount(self._banner(), after=bar)

    def tell(self, text: str, severity: SeverityLevel = "information") -> None:
        """A toast; whatever the text holds, it is only text."""
        self.review_app.tell(text, severity)

    def tell_error(self, text: str) -> None:
        """What went wrong: a short text as a notice, a long one in a dialog from which it can be copied."""
        if text.count("\n") > 1 or not notices.fits(text, self.app.size.width):
            from review.tui.dialogs.message import MessageScreen

            self.app.push_screen(MessageScreen(text))
        else:
            self.tell(text, "error")

    def act(self, act: Callable[[], T]) -> T | None:
        """Do something to the project; what went wrong is told in a toast, and then nothing is returned."""
        try:
            result = act()
        except ReviewError as error:
            self.tell_error(str(error))
            return None
        self.note_revision()
        return result

    def stored(self, done: str | None) -> None:
        """A StoringDialog is closed: report what it stored, if anything, and show it."""
        if done:
            self.tell(done)
            self.note_revision()
            self.project_changed()

    @on(NavigationBar.Chosen)
    def _go(self, message: NavigationBar.Chosen) -> None:
        self.review_app.action_go(message.mode)
