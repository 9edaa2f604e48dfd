"""The program on the screen: one project, six places, and what works everywhere."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme
from textual.types import CSSPathType

from review.errors import JournalLostError
from review.tui.places.base import PLACES, ReviewScreen
from review.tui.support.keys_in_turn import KeysInTurn
from review.tui.support.plain import plain_lines
from review.tui.support.settings import Settings, default_folder
from review.tui.support.themes import DARK, LIGHT

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project

FOLDER = Path(__file__).parent
LIBRARY_STYLES = [
    *(
        FOLDER / "widgets" / f"{name}.tcss"
        for name in ("bars", "filter_bar", "record_details", "record_list")
    ),
    FOLDER / "places" / "library" / "library.tcss",
]
"""The first screen's styles are read with the app's own: read later, they would make Textual read all of them again."""


def _library() -> Screen[None]:
    from review.tui.places.library import LibraryScreen

    return LibraryScreen()


def _screening() -> Screen[None]:
    from review.tui.places.screening import ScreeningScreen

    return ScreeningScreen()


def _theory_map() -> Screen[None]:
    from review.tui.places.theory_map import TheoryMapScreen

    return TheoryMapScreen()


def _exports() -> Screen[None]:
    from review.tui.places.exports import ExportsScreen

    return ExportsScreen()


def _model() -> Screen[None]:
    from review.tui.places.evaluation import EvaluationScreen

    return EvaluationScreen()


class ReviewApp(KeysInTurn):
    """Shows one review. Nothing heavy is loaded before the first paint; the model is started after it."""

    TITLE = "realist-review"
    CSS_PATH: ClassVar[CSSPathType | None] = [
        FOLDER / "app.tcss",
        *LIBRARY_STYLES,
    ]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "library": _library,
        "screening": _screening,
        "theory-map": _theory_map,
        "exports": _exports,
        "model": _model,
    }
    DEFAULT_MODE = "library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "All keys", id="app.help"),
        *(
            Binding(place.key, f"go('{place.mode}')", place.name, show=False, id=f"app.{place.mode}")
            for place in PLACES
        ),
        Binding("u", "undo", "Undo", show=False, id="app.undo"),
        Binding("ctrl+r", "redo", "Redo", show=False, id="app.redo"),
        Binding("ctrl+p", "command_palette", "Commands", show=False, id="app.commands"),
        Binding("ctrl+t", "change_brightness", "Light or dark", show=False, id="app.brightness"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit"),
    ]

    def __init__(
        self, project: Project, settings: Settings | None = None, *, with_suggestions: bool = True
    ) -> None:
        super().__init__()
        self.project = project
        self.with_suggestions = with_suggestions
        self.settings = settings or Settings(default_folder())
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        remembered = self.settings.theme()
        # Set before the styles are read: a change of theme afterwards makes Textual read them all again.
        self.set_reactive(App.theme, remembered if remembered in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.keys: dict[str, str] = {}
        self._before_reader = "library"
        self._read: tuple[str, int | None] | None = None

    def on_mount(self) -> None:
        """The model, notices, keys and the look at the clock come after the first paint."""
        self.project.journal.shows_the_screen()
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        if not self.is_running:
            return
        gc.freeze()
        gc.enable()
        if self.with_suggestions:
            self.project.learning.suggestions.start()
            self._show_status()
        for notice in self.project.notices:
            if notice != self.project.read_only:  # the banner says that
                self.notify(plain_lines(notice), severity="warning", markup=False, timeout=10)
        if self.settings.has_keys:
            self._take_in_keys()
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.set_interval(1.0, self._look_around)

    def _remember_theme(self, theme: Theme) -> None:
        self.settings.remember_theme(theme.name)

    def _take_in_keys(self) -> None:
        from review.tui.keys import all_binding_ids, clashes

        self.keys, mistakes = self.settings.keys(all_binding_ids(ReviewApp))
        self.set_keymap(self.keys)
        for mistake in [*mistakes, *clashes(self.keys, ReviewApp)]:
            self.notify(plain_lines(mistake), severity="warning", markup=False, timeout=10)

    def on_unmount(self) -> None:
        """Let the model go, and evaluations: the program ends when nobody waits for an answer."""
        self.project.learning.suggestions.stop()
        self.project.learning.stop_evaluating()

    def tell(self, text: str, severity: SeverityLevel = "information") -> None:
        """A toast; whatever the text holds, it is only text. Fast work leaves two at most, and the list stays in sight."""
        told = [toast for toast in self._notifications if toast.severity == "information"]
        for toast in told[:-1]:
            self._unnotify(toast, refresh=False)
        self.notify(plain_lines(text), severity=severity, markup=False)

    def untell(self, beginning: str) -> None:
        """Take away the toasts that begin so: what they say holds no longer."""
        for toast in [toast for toast in self._notifications if toast.message.startswith(beginning)]:
            self._unnotify(toast)

    def _look_around(self) -> None:
        self._tell_a_loss()
        self._show_status()

    def _tell_a_loss(self) -> None:
        """See at once that the journal's file was replaced or removed. The banner says so; a toast, where a dialog hides it."""
        was_lost = self.project.journal.lost
        try:
            self.project.check_in_place()
        except JournalLostError as error:
            if not was_lost and not isinstance(self.screen, ReviewScreen):
                self.notify(plain_lines(str(error)), severity="error", markup=False, timeout=30)

    def _show_status(self) -> None:
        # The clock that asks for this may tick once more when the screens have gone at the end.
        screens = self.screen_stack
        if screens and isinstance(screens[-1], ReviewScreen):
            screens[-1].show_status()

    def open_record(self, record: str) -> None:
        """Open a record where it can be worked on: its text in the Reader, or the Screen where it has none."""
        if isinstance(self.screen, ReviewScreen) and self.project.records.get(record).text_sha256:
            self.open_reader(record)
        else:
            self.open_screening(record)

    def open_reader(self, record: str, start: int | None = None) -> None:
        """Open a record's text in the Reader, at a character of it; F4 comes back to it."""
        from review.tui.places.reader import ReaderScreen

        if self.current_mode == "reader":
            self.action_leave_reader()
        self._read = (record, start)
        if "reader" in self._modes:
            self.remove_mode("reader")
        self.add_mode("reader", partial(ReaderScreen, record, start))
        self.action_go("reader")

    def open_screening(self, record: str) -> None:
        """Open a record in the Screen, whatever its turn."""
        from review.tui.places.screening import ScreeningScreen

        self.action_go("screening")
        if isinstance(self.screen, ScreeningScreen):
            self.screen.call_later(self.screen.show_record, record)

    def action_go(self, mode: str) -> None:
        """Go to a place."""
        if mode == "reader" and self._read is None:
            self.notify("No text has been opened yet: press enter on a record in the Library.", markup=False)
            return
        if mode == "reader" and self.current_mode != "reader":
            self._before_reader = self.current_mode
        if not isinstance(self.screen, ReviewScreen):
            return
        self.switch_mode(mode)

    def action_leave_reader(self) -> None:
        """Go back to where the Reader was opened from."""
        self.action_go(self._before_reader)

    def action_undo(self) -> None:
        """Take one's last act back."""
        self._reverse(self.project.history.undo)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._reverse(self.project.history.redo)

    def _reverse(self, act: Callable[[], Acknowledgement]) -> None:
        if not isinstance(self.screen, ReviewScreen):
            return
        done = self.screen.act(act)
        if done is not None:
            self.screen.tell(done.message)
            self.screen.project_changed()

    def action_help(self) -> None:
        """Show every key that works here."""
        from review.tui.dialogs.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen, self.keys))

    def action_change_brightness(self) -> None:
        """Change between the dark and the light theme, and remember it."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
        self._remember_theme(self.current_theme)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything that a key does here, by name, and the themes."""
        named: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.description and binding.action not in named and active.enabled:
                named.add(binding.action)
                yield SystemCommand(
                    binding.description,
                    f"Key: {self.get_key_display(binding)}",
                    partial(self.run_action, binding.action, active.node),
                )
        yield SystemCommand("Theme", "Choose among all themes", self.action_change_theme)
