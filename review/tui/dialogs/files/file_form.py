"""A form that asks for a file and does something with it: attach it, back up to it, restore from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widgets import Static

from review.tui.dialogs.files.work import Work
from review.tui.dialogs.form import Form, Line, form_keys
from review.tui.widgets.screens.long_work import Monitor

PATH_HINT = "a path; ~ is your home folder, Right completes"
NO_FILE = "Give a file."


class Paths(Suggester):
    """Completes the name of a file or folder, the first in the order of names."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The path that begins with what was typed."""
        folder, _, beginning = value.rpartition("/")
        if not value or not beginning:
            return None
        try:
            names = sorted(path.name for path in typed_path(f"{folder}/" if "/" in value else ".").iterdir())
        except OSError:
            return None
        found = next((name for name in names if name.startswith(beginning) and name.isprintable()), None)
        return f"{value[: len(value) - len(beginning)]}{found}" if found else None


def typed_path(typed: str) -> Path:
    """The path that was typed, with ``~`` for the home folder."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # no such user
        return Path(typed)


def missing(typed: str) -> str:
    """Why what was typed names no file that can be read; empty if it does."""
    if not typed:
        return NO_FILE
    path = typed_path(typed)
    try:
        if path.is_file():
            return ""
        return f"{path} is a folder; give a file." if path.is_dir() else f"There is no file {path}."
    except (OSError, ValueError) as error:
        return f"{path}: {getattr(error, 'strerror', None) or error}"


def file_fields(explanation: str, file: str = "") -> ComposeResult:
    """What to give, the field for the path, and why it does not do."""
    yield Static(explanation, classes="muted", markup=False)
    yield Line(file, PATH_HINT, id="file", suggester=Paths())
    yield Static(id="complaint")


class FileForm(Form):
    """Does `job` with the typed path in a `Work` dialog; dismissed with its result once it succeeded.

    `exists` says whether the file has to be there.
    """

    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("file", "Go on")
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Go on"}

    def __init__(
        self,
        title: str,
        explanation: str,
        job: Callable[[Path, Monitor], str],
        *,
        file: str = "",
        exists: bool = True,
        stops: bool = False,
    ) -> None:
        super().__init__(title)
        self._explanation = explanation
        self._job = job
        self._file = file
        self._exists = exists
        self._stops = stops

    def compose_body(self) -> ComposeResult:
        """What to give, and the path."""
        yield from file_fields(self._explanation, self._file)

    def save(self, typed: Mapping[str, str]) -> None:
        """Do it, unless the file is missing."""
        path = typed_path(typed["file"])
        if why := missing(typed["file"]) if self._exists or not typed["file"] else "":
            self.complain(why)
        else:
            self.hand_over(Work(self.heading, lambda monitor: self._job(path, monitor), stops=self._stops))
