"""The base of all places: navigation, acts on the project, errors, layout by width."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from review.errors import ReviewError
from review.tui.support import notices
from review.tui.support.bindings import binding_named
from review.tui.support.plain import content
from review.tui.widgets.bars import KeyFooter, NavigationBar, Place
from review.tui.widgets.fitting.sizes import classes_at, lay_out_once
from review.tui.widgets.screens.leaving import comes_too_late, is_leaving
from review.tui.widgets.screens.painting import paint_once

if TYPE_CHECKING:
    from review.project import Project
    from review.tui.app import ReviewApp

T = TypeVar("T")

_NAMED_KEY = re.compile(r"\{([a-z-]+\.[a-z_]+)\}")

PLACES = (
    Place("library", "Library", "f2", shorter=("Library", "Lib")),
    Place("screening", "Screening", "f3", shorter=("Screening", "Screen", "Scr")),
    Place("reader", "Reader", "f4", shorter=("Reader", "Read")),
    Place("theory-map", "Theory map", "f5", shorter=("Map",)),
    Place("exports", "Exports", "f6", shorter=("Exports", "Export", "Exp")),
    Place("model", "Accuracy", "f7", shorter=("Accuracy", "Acc")),
    Place("configurations", "Configurations", "f8", shorter=("Config", "Conf")),
    Place("desk", "Desk", "f9"),
    Place("searches", "Searches", "f10", also="ctrl+l", shorter=("Searches", "Search", "Sea")),
    Place("team", "Team", "f11", also="ctrl+y"),
)


WIDE, VERY_WIDE = 100, 150
"""Widths in cells from which a screen has the classes ``-wide`` and ``-very-wide``, otherwise ``-narrow``."""

LOW = 16
"""Heights in lines below which a screen has the class ``-low``."""


LEARNED = "model:"
"""How the state of suggestions begins when they are there; counts of what they were learned from follow."""

PAUSES = 10
"""How much longer than it takes to show what other programs wrote a screen waits before it does so again."""


LARGE = 5000
"""Records from which on what is read of all of them takes longer than a key may, and is read in the background."""


def is_small(project: Project) -> bool:
    """Whether what is read of all records takes no time; else it is read in the background."""
    return project.records.count() < LARGE


class ReviewScreen(Screen[None]):
    """A place of the program; `MODE` is its name, `HELP` the first paragraph of its help, see `with_keys`."""

    MODE: ClassVar[str] = ""
    HELP: ClassVar[str] = ""

    class Opened(Message, bubble=False):
        """Somebody went there: posted once, when the place with its widgets first comes to the front.

        A place may be made before, and perhaps nobody goes there: until this comes it reports nothing, stores nothing, asks the
        learning process nothing and reads nothing that takes long.
        """

    focused = reactive[Widget | None](None, repaint=False)
    """The widget with the focus: it is painted itself, and what it left, while Textual's own screens are painted as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.painting = paint_once(self)
        """When it is painted."""
        self._seen = (-1, -1)
        self._seen_answers: tuple[int, int] | None = None
        self._follows_from = 0.0
        self._was_left = False
        self._is_composed = False
        self.was_opened = False
        """Whether somebody went there; it may be made before."""

    @property
    def review_app(self) -> ReviewApp:
        """The app, with its own type."""
        return cast("ReviewApp", self.app)

    @property
    def project(self) -> Project:
        """The open review."""
        return self.review_app.project

    @property
    def is_current(self) -> bool:
        """Whether it is in front; while it is made ahead, it is laid out and makes its lines as if it was."""
        return self.painting.is_ahead or super().is_current

    async def on_event(self, event: events.Event) -> None:
        """Handle an event, unless it is about widgets that are gone."""
        if isinstance(event, events.ScreenResume):
            # Where it first opens its widgets just got theirs; Textual sends this twice then.
            event.refresh_styles = event.refresh_styles and self._was_left
        if not comes_too_late(self, event) and not self._was_passed_through(event):
            await super().on_event(event)

    def _was_passed_through(self, event: events.Event) -> bool:
        """Whether this place came to the front, and another one is there by now; when it comes back, it gets this event again."""
        return isinstance(event, events.ScreenResume) and self not in self.app.screen_stack

    def call_after_refresh(self, callback: Callable[..., object], *given: object, **named: object) -> bool:
        """Call something once this screen was laid out and painted again, unless it is leaving by then."""
        return super().call_after_refresh(lambda: None if is_leaving(self) else callback(*given, **named))

    def compose(self) -> ComposeResult:
        """The navigation bar, a banner if the project is read-only, the body and the keys."""
        # Before any colour is made: the theme may change until all is mounted.
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.theme_changed())
        self._fit()  # before its widgets get their styles
        self._seen = self.project.state
        yield NavigationBar(PLACES, self.MODE)
        if self.project.read_only:
            yield self._banner()
        yield from self.compose_body()
        yield KeyFooter()
        self._is_composed = True

    def _banner(self) -> Static:
        return Static(content(self.project.read_only), classes="read-only-banner")

    def compose_body(self) -> ComposeResult:
        """The widgets between the bars."""
        yield from ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done before there are widgets; what can be done then, `allows` says.

        Screens behind this one ask, too, when they are laid out again: keys of theirs may be those of the screen in front.
        """
        return self._is_composed and self.allows(action, parameters)

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action can be done now, as `check_action` of Textual; asked once the screen is composed."""
        return super().check_action(action, parameters)

    def project_changed(self) -> None:
        """Show the current state of the project, which was changed elsewhere; cursor and scroll position stay."""

    def key_names(self) -> Mapping[str, str]:
        """Keys that are not bindings, such as those of codes, with what they are, for the help."""
        return {}

    @property
    def taken_keys(self) -> Collection[str]:
        """The characters that do something else here than the bindings on them, such as those of codes."""
        return ()

    def key_of(self, identifier: str) -> str:
        """The key of a binding of this or another place as the user has it, such as ``I`` for ``library.import``."""
        own = (type(node) for node in self.walk_children(with_self=True))
        kinds = chain(ReviewScreen.__subclasses__(), [type(self.app)], own)
        binding = binding_named(identifier, kinds, self.review_app.keys, self.taken_keys)
        return self.app.get_key_display(binding) if binding else ""

    def with_keys(self, text: str) -> str:
        """A text of ours with the user's key for each id of a binding in braces: ``{app.undo} undoes it``."""
        return _NAMED_KEY.sub(lambda named: self.key_of(named[1]), text)

    @property
    def about(self) -> str:
        """The first paragraph of its help."""
        return self.with_keys(self.HELP)

    def keep_typed(self) -> str:
        """Store what was typed here and is not stored yet: an act is about to be undone, or the program to end.

        Returns why it could not be, in a line, else ``""``.
        """
        return ""

    def act_reversed(self) -> None:
        """Show that an act was undone or redone here."""
        self.project_changed()

    def show_passage(self, record: str, start: int) -> None:
        """Show the passage that an undone or redone act was about, in the place that shows passages."""

    def theme_changed(self) -> None:
        """Compute colours again, such as those of codes: the theme has changed."""

    def on_screen_resume(self) -> None:
        """Apply changes of the project and of the size made while another screen was in front."""
        self.painting.end_ahead()
        self._fit()
        self.show_status()
        self._catch_up()
        if not self.was_opened:
            self.was_opened = True
            self.post_message(self.Opened())

    def _catch_up(self) -> bool:
        """Show what other places or programs changed since the screen was up to date; returns whether there was anything."""
        # A place is in front, and the clock may tick, before its widgets are there.
        if not self.is_mounted or self._seen == (state := self.project.state):
            return False
        self._seen = state
        try:
            self.project_changed()
        except ReviewError as error:
            self.report(str(error), "error")
        return True

    def _follow_others(self) -> None:
        """Catch up, but not all the time: a long list takes a moment to read again, and others may write without a pause."""
        began = monotonic()
        if began >= self._follows_from and self._catch_up():
            self._follows_from = began + PAUSES * (monotonic() - began)

    def on_screen_suspend(self) -> None:
        """Remove notices that only inform when a dialog opens: in a small window they would cover its keys."""
        self._was_left = True
        if isinstance(self.app.screen, ModalScreen):
            self.review_app.remove_informing()

    @on(events.Resize)
    def _lay_out_once(self, event: events.Resize) -> None:
        lay_out_once(self, event)

    def on_resize(self) -> None:
        """Lay the screen out for its width and keep the focused widget in view."""
        self._fit()
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def _fit(self, *, update: bool = True) -> None:
        # Textual's own breakpoints skip screens that are not in front when the terminal is resized.
        width, height = self.app.size
        fits = {"-low": height < LOW} | classes_at(self)
        if self.HORIZONTAL_BREAKPOINTS is None:
            fits |= {"-narrow": width < WIDE, "-wide": width >= WIDE, "-very-wide": width >= VERY_WIDE}
        self.update_classes(fits, update=update)

    def ask_again(self) -> None:
        """Repeat questions to the learning process: it was restarted, or can answer better now."""

    def show_status(self) -> None:
        """Show the reviewer, and whether suggestions are missing, in the first line, and what other programs wrote.

        Called every second; also notices a restarted learning process, and one that can answer better.
        """
        # Where suggestions are to start, nothing of them is loaded before the first picture is there.
        app = self.review_app
        state = self._learning_state() if app.is_shown or not app.with_suggestions else ""
        self._follow_others()
        # What was learned from is counted in Accuracy; while one works only what is missing is of interest.
        exchange = self.review_app.exchange
        # One part with the reviewer, so that it is shown wherever that is; the name first, which a narrow line must not lose.
        who = f"{self.project.reviewer} · {exchange.state}" if exchange else self.project.reviewer
        parts = ("" if state.startswith(LEARNED) else state, who)
        for bar in self.query(NavigationBar):
            bar.status = tuple(part for part in parts if part)
            if self.project.read_only and not self.query(".read-only-banner"):
                self.mount(self._banner(), after=bar)

    def _learning_state(self) -> str:
        """The state of the learning process in a few words; one that started again, or can answer better, is asked again."""
        from review.domain.suggestions.evaluation import VECTORS

        suggestions = self.project.learning.suggestions
        answers = suggestions.starts, suggestions.renewals
        before, self._seen_answers = self._seen_answers, answers
        if before not in {None, answers}:
            self.ask_again()
        # The first line has room for little: 320/1,200 vectors.
        return re.sub(rf"{VECTORS}: (\S+) of (\S+) passages", r"\1/\2 vectors", suggestions.state)

    def report(self, text: str, severity: SeverityLevel = "information") -> None:
        """Show a notice as plain text; a long error in a dialog that it can be copied from."""
        if severity == "error" and (text.count("\n") > 1 or not notices.fits(text, self.app.size.width)):
            from review.tui.dialogs.message import MessageScreen

            self.app.push_screen(MessageScreen(text))
        else:
            self.review_app.report(text, severity)

    def act(self, act: Callable[[], T]) -> T | None:
        """Do an act; an error is shown as a notice, and None is returned."""
        try:
            result = act()
        except ReviewError as error:
            self.report(str(error), "error")
            return None
        self.review_app.remove_refusals()
        self._has_stored()
        if self.review_app.exchange:
            self.review_app.exchange.wake()
        return result

    def _has_stored(self) -> None:
        """Know that this screen shows its own act; what others wrote meanwhile is still to be shown."""
        self._seen = (self.project.revision, self._seen[1])

    def stored(self, done: str | None) -> None:
        """Report what a form stored, if anything; it is shown when the screen comes to the front again."""
        if done:
            self.report(done)

    @on(NavigationBar.Chosen)
    def _go(self, message: NavigationBar.Chosen) -> None:
        self.review_app.action_go(message.mode)
