"""The Textual app: one project, its places, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal
from textual.theme import Theme, ThemeProvider
from textual.types import CSSPathType

from review.errors import JournalLostError
from review.tui.places.base import PLACES, ReviewScreen
from review.tui.places.garbage import Garbage
from review.tui.places.screens import SCREENS
from review.tui.support import notices
from review.tui.support.bindings import BRIGHTNESS, bindings_of, in_browser, key_name
from review.tui.support.clipboard import copy_to_system
from review.tui.support.notices import NoticesApp
from review.tui.support.settings import Settings
from review.tui.support.stylesheet import ThemedStylesheet
from review.tui.support.themes import DARK, LIGHT
from review.tui.widgets.screens.long_work import LongWork
from review.user_folder import user_folder

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from review.project import Project
    from review.project.sharing.live import LiveExchange
    from review.tui.places.ahead import PlacesAhead
    from review.tui.places.reader.going_through.walk import Walk
    from review.tui.places.reading import Reading
    from review.tui.places.reversal import Reversal

FOLDER = Path(__file__).parent
LIBRARY_STYLES = [
    *(
        FOLDER / "widgets" / f"{name}.tcss"
        for name in ("bars", "filter_bar", "record_details", "record_list")
    ),
    FOLDER / "places" / "library" / "library.tcss",
]
"""Styles of the first screen, loaded with the app's own: loading them later makes Textual parse all styles again."""

MOST_WARNINGS = 3
"""The most warnings at the start that are shown as notices; more are shown in a dialog."""


def _unsaved_in(screen: Screen[Any]) -> str:
    """Why a place could not save what was typed in it, else ``""``."""
    return screen.keep_typed() if isinstance(screen, ReviewScreen) else ""


class ReviewApp(NoticesApp):
    """Shows one review. Heavy modules and the learning process are loaded after the first paint."""

    TITLE = "realist-review"
    CSS_PATH: ClassVar[CSSPathType | None] = [
        FOLDER / "app.tcss",
        *LIBRARY_STYLES,
    ]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**SCREENS}
    DEFAULT_MODE = "library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "All keys", id="app.help"),
        *(
            Binding(place.keys, f"go('{place.mode}')", place.name, show=False, id=f"app.{place.mode}")
            for place in PLACES
        ),
        Binding("u", "undo", "Undo", show=False, id="app.undo"),
        Binding("ctrl+r", "redo", "Redo", show=False, id="app.redo"),
        Binding("ctrl+g", "find", "Find in the review", show=False, id="app.find"),
        Binding("ctrl+p", "command_palette", "Commands", show=False, id="app.commands"),
        BRIGHTNESS,
        Binding(
            "escape", "close_notices", "Close the notice", show=False, priority=True, id="app.close_notices"
        ),
        Binding("ctrl+z", "suspend_process", "To the shell", show=False, id="app.suspend"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit"),
    ]

    def __init__(
        self,
        project: Project,
        settings: Settings | None = None,
        *,
        with_suggestions: bool = True,
        makes_places_ahead: bool = False,
    ) -> None:
        super().__init__()
        self.project = project
        self.with_suggestions = with_suggestions
        self._makes_places_ahead = makes_places_ahead
        """Whether places are made while nobody presses a key: for people. A test knows what is there, and is not to wait for more."""
        self.ahead: PlacesAhead | None = None
        """What makes them, once the first picture is there."""
        self.is_shown = False
        """Whether the first picture is there, after which all that it did not need begins."""
        self.shown: Signal[None] = Signal(self, "shown")
        """Published when the first picture is there."""
        self.restores: Path | None = None
        """The backup that is restored once the screen is closed."""
        self.settings = settings or Settings(user_folder())
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        remembered = self.settings.theme()
        # Set before the styles are parsed: changing the theme later makes Textual parse them all again.
        self.set_reactive(App.theme, remembered if remembered in self.available_themes else DARK.name)
        self.stylesheet = ThemedStylesheet(self.get_css_variables())
        self.keys: dict[str, str] = {}
        self.own_filters: tuple[LineFilter, ...] = ()
        """What is applied to every line that is painted, after Textual's filters."""
        self.searched = ""
        """The words that were searched for last in the whole review."""
        self._going_to = ""
        self._revision = 0
        self._garbage = Garbage()
        self.long_work = LongWork()
        """What works in threads for long; leaving stops it."""
        self.exchange: LiveExchange | None = None
        """The exchange with the server, where this copy has one."""

    @cached_property
    def reading(self) -> Reading:
        """What is open in the Reader."""
        from review.tui.places.reading import Reading

        return Reading(self)

    @cached_property
    def _reversal(self) -> Reversal:
        from review.tui.places.reversal import Reversal

        return Reversal()

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is shown. In a browser, a key that it keeps for itself is shown as the one that replaces it there."""
        return key_name((in_browser(binding) if self.is_web else binding).key)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters of what is painted, and this app's."""
        return [*super().get_line_filters(), *self.own_filters]

    @contextmanager
    def batch_update(self) -> Iterator[None]:
        """Hold painting back, but not during the start: its picture would be made, thrown away and made again later."""
        if not self.is_shown:
            yield
            return
        with super().batch_update():
            yield

    def clear_selection(self) -> None:
        """Clear the selection of the screen, if there is one.

        From Python 3.12 on, Textual starts tasks at once: the first screen's widgets are made before it is the app's.
        """
        if self.screen_stack:
            super().clear_selection()

    def on_mount(self) -> None:
        """Schedule what can wait until after the first paint: learning process, notices, keys, clock."""
        self.project.journal.database.shows_the_screen()
        self.call_after_refresh(self._after_first_paint)
        # After `fg`, the terminal has nothing of what was painted.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def _after_first_paint(self) -> None:
        if not self.is_running:
            return
        self._garbage.begin()
        if self.with_suggestions:
            self.project.learning.suggestions.start()
        self.is_shown = True
        self.shown.publish(None)
        self._show_status()
        if self.with_suggestions and isinstance(self.screen, ReviewScreen):
            # What it asked before that has no answer; later, as a key may just have opened it and nothing be composed.
            self.screen.call_later(self.screen.ask_again)
        from review.tui.places.beginning import notices_of

        self._report([*notices_of(self.project), *(self._read_keys() if self.settings.has_keys else ())])
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self._keep_in_touch()
        self.set_interval(1.0, self._tick)
        from review.tui.places.ahead import PlacesAhead, load_places

        ahead = partial(load_places, lambda: self.is_running, self.get_css_variables())
        self.run_worker(ahead, thread=True, group="ahead")
        if self._makes_places_ahead:
            self.ahead = PlacesAhead(self)
            self.ahead.begin()

    def _keep_in_touch(self) -> None:
        """Exchange with the server, once this copy did so last, in this program or another one; with a folder only when asked."""
        if self.exchange is None and self.project.sharing.is_on_server:
            from review.project.sharing.live import LiveExchange

            # A message may be posted from any thread, and is dropped once the app has ended.
            self.exchange = LiveExchange(self.project.sharing, lambda: self.post_message(self.Exchanged()))
            self.exchange.start()

    class Exchanged(Message):
        """Acts of others came in, or the connection was made or lost."""

    @on(Exchanged)
    def _show_exchanged(self) -> None:
        if self.exchange is not None and (lines := self.exchange.news()):
            self._report(lines)
        self._show_status()

    def _remember_theme(self, theme: Theme) -> None:
        self.settings.remember_theme(theme.name)

    def _read_keys(self) -> list[str]:
        """Apply the user's key bindings; returns the mistakes in `keys.yaml`."""
        from review.tui.keys import all_binding_ids, clashes

        self.keys, mistakes = self.settings.keys(all_binding_ids(ReviewApp))
        self.set_keymap(self.keys)
        if self.keys and isinstance(self.screen, ReviewScreen) and self.screen.is_mounted:
            self.screen.project_changed()  # what names keys names these
        return [*mistakes, *clashes(self.keys, ReviewApp)]

    def _report(self, warnings: Sequence[str]) -> None:
        """Show warnings as notices, or in one dialog if they are too many or too long."""
        if len(warnings) <= MOST_WARNINGS and all(notices.fits(text, self.size.width) for text in warnings):
            for text in warnings:
                self.notify(text, severity="warning", timeout=10)
        else:
            from review.tui.dialogs.message import MessageScreen

            self.push_screen(MessageScreen("\n".join(warnings)))

    def on_unmount(self) -> None:
        """Stop long work, the exchange, the learning process and any evaluation, so that the program can exit."""
        self.long_work.leave()
        self._garbage.end()
        if self.exchange is not None:
            self.exchange.stop()
        self.project.learning.end()

    def report(self, text: str, severity: SeverityLevel = "information") -> None:
        """Show a notice."""
        self.notify(text, severity=severity)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape closes the notices that came on this screen; those under a dialog stay."""
        return self.is_noticed_here if action == "close_notices" else super().check_action(action, parameters)

    def action_close_notices(self) -> None:
        """Close the notices; the key then does what it does on this screen, as is written there."""
        self.clear_notifications()
        raise SkipAction

    def _tick(self) -> None:
        self._garbage.tick()
        self._report_loss()
        self._keep_in_touch()
        self.project.journal.look_first()  # so the map is shown as it will be at the first act
        if self._revision != (revision := self.project.revision):  # acts of forms and of commands, too
            self._revision = revision
            if self.exchange is not None:
                self.exchange.wake()
        self._show_status()

    def _report_loss(self) -> None:
        """Check that the journal's file is still in place; the banner, or a notice over a dialog, reports it if not."""
        was_lost = self.project.journal.lost
        try:
            self.project.check_in_place()
        except JournalLostError as error:
            if not was_lost and not isinstance(self.screen, ReviewScreen):
                self.notify(str(error), severity="error", timeout=30)

    def _show_status(self) -> None:
        # While the program ends the timer may fire once more, when the screens or their widgets are gone.
        screens = self.screen_stack if self.is_running else []
        if screens and isinstance(screens[-1], ReviewScreen):
            screens[-1].show_status()

    def open_reader(
        self,
        record: str,
        start: int | None = None,
        walk: Walk | None = None,
        cmoc: str = "",
        searched: str = "",
        code: str = "",
    ) -> None:
        """Open a record's text in the Reader at an offset; F4 returns to it. Without a text, a notice says why.

        With a `walk` it goes through those passages, with `cmoc` its line is open on that configuration.
        The words of a search that found the text (`searched`) are marked. A `code` is in focus there, or a sub-theme of it.

        Raises:
            UnknownNameError: the configuration is unknown.
        """
        self.reading.open(record, start, walk, cmoc, searched, code)

    def action_find(self) -> None:
        """Find words in the whole review, and open what is chosen where it is."""
        if isinstance(self.screen, ReviewScreen):
            from review.tui.places.finding import find

            find(self.screen)

    def action_go(self, mode: str) -> None:
        """Go to a place."""
        if mode == "reader" and not self.reading.is_open:
            self.reading.open_last()
            return
        if mode == "reader":
            self.reading.come_from(self.current_mode)
        if not isinstance(self.screen, ReviewScreen):
            return
        self._going_to = mode
        try:
            self.switch_mode(mode)
        finally:
            self._going_to = ""

    def refresh_css(self, animate: bool = True) -> None:
        """Read and apply all styles again.

        When a place first opens, Textual does it twice: before the place is the current one, and then for it. Once will do.
        """
        if self._going_to in ("", self.current_mode):
            super().refresh_css(animate)
            if isinstance(self.screen, ReviewScreen):
                self.screen.painting.has_styles()

    def action_leave_reader(self) -> None:
        """Return to the place that the Reader was opened from."""
        self.reading.leave()

    async def action_quit(self) -> None:
        """Quit; what was typed in an open form is only discarded if the answer is yes, and what a place cannot save is named."""
        from review.tui.dialogs.base import Question
        from review.tui.dialogs.form import Form, discarding

        def answered(discard: bool | None) -> None:
            if discard:
                for form in changed:
                    form.drop_draft()
                self.exit()

        if isinstance(self.screen, Question):
            return
        changed = [screen for screen in self.screen_stack if isinstance(screen, Form) and screen.is_changed]
        if changed:
            self.push_screen(discarding(), answered)
        elif whys := [why for screen in self.screen_stack if (why := _unsaved_in(screen))]:
            self.push_screen(Question("Quit all the same?", whys[0]), answered)
        else:
            self.exit()

    def switch_reviewer(self, name: str) -> None:
        """Go on as another reviewer: every place shows what that reviewer may see, the Library first."""
        from review.tui.places.reversal import typed_is_kept

        if not typed_is_kept(self.screen):
            return
        self.project.switch_reviewer(name)
        self.reading.composing = None
        if self.with_suggestions:
            self.project.learning.suggestions.start()
        self.action_go("library")
        for mode in [mode for mode in self.MODES if mode not in {"library", "reader"}]:
            self.remove_mode(mode)
            self.add_mode(mode, self.MODES[mode])
        self.reading.close()
        if self.ahead is not None:
            self.ahead.begin()
        if isinstance(self.screen, ReviewScreen):
            self.screen.project_changed()
            self.screen.show_status()
        self.report(f"You go on as {self.project.reviewer}. {self.project.unlisted_reviewer}".strip())

    def action_undo(self) -> None:
        """Undo the reviewer's last act; where that cannot be undone, name the older one first, which a second key undoes.

        What was typed and is not saved yet is the last act.
        """
        if isinstance(self.screen, ReviewScreen):
            self._reversal.undo(self.screen)

    def action_redo(self) -> None:
        """Redo the act that was undone last."""
        if isinstance(self.screen, ReviewScreen):
            self._reversal.redo(self.screen)

    def action_command_palette(self) -> None:
        """Choose a command by name."""
        from review.tui.dialogs.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_change_theme(self) -> None:
        """Choose a theme by name."""
        from review.tui.dialogs.palette import Palette

        self.push_screen(Palette([ThemeProvider], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """Show all keys of this screen."""
        from review.tui.dialogs.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen, self.keys))

    def action_help_quit(self) -> None:
        """Answer Ctrl+C where nothing is selected to copy, with the key that quits."""
        quits = next(b for b in bindings_of(ReviewApp, self.keys) if b.id == "app.quit")
        self.report(f"Press {key_name((in_browser(quits) if self.is_web else quits).key)} to quit.")

    def key_ctrl_c(self) -> None:
        """Answer Ctrl+C over a dialog, too, which hides the app's bindings."""
        self.action_help_quit()

    def copy_to_clipboard(self, text: str, done: str = "Copied.") -> None:
        """Copy a text, from Ctrl+C or another key, to the terminal's clipboard and the system's, and report it."""
        super().copy_to_clipboard(text)
        self.run_worker(partial(copy_to_system, text), thread=True, group="clipboard", exit_on_error=False)
        self.report(done)

    async def action_focus(self, widget_id: str) -> None:
        """Focus a widget of the screen in front; Textual's own action looks in the first screen only."""
        self.screen.query_one(f"#{widget_id}").focus()

    def action_change_brightness(self) -> None:
        """Switch between the dark and the light theme, and save the choice."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
        self._remember_theme(self.current_theme)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The actions of this screen by name, and the choice of themes."""
        from review.tui.places.commands import commands

        yield from commands(screen)
        yield SystemCommand("Theme", "Choose a theme", self.action_change_theme)
