import gc
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support import sequential_keys, stylesheet
from review.tui.support.settings import Settings
from review.tui.support.stylesheet import Memory
from tests.tui import hosts
from tests.tui.example import make_review, work_done


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch, tmp_path):
    """The machine's settings must not affect the screens."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    # The help names the folder of settings: the same one in every picture.
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))


@pytest.fixture(autouse=True)
def _waits_for_messages(monkeypatch):
    """Let a pilot wait for all that a key leads to, and no longer.

    Textual's waits until the processor has been idle for a while: long on an idle system, on a busy one too short.
    """

    async def waited(pilot: Pilot) -> bool:
        await hosts.handled(pilot.app)
        return True

    monkeypatch.setattr(Pilot, "_wait_for_screen", waited)
    for module in (textual.app, textual.pilot):
        monkeypatch.setattr(module, "wait_for_idle", hosts.idle)
    # Painting is half of the work: what a test looks at is painted, and the last screen of each program.
    monkeypatch.setattr(Compositor, "render_update", hosts.whole_pictures_only)
    run = App.run_test

    @asynccontextmanager
    async def painted_at_the_end(app: App, **options: object) -> AsyncIterator[Pilot]:
        async with run(app, **options) as pilot:
            yield pilot
            hosts.paint(app)

    monkeypatch.setattr(App, "run_test", painted_at_the_end)
    # However busy the system is, a key waits for the one before it.
    monkeypatch.setattr(sequential_keys, "PATIENCE_SECONDS", hosts.PATIENCE)
    # A cursor that blinks is in a picture or not, depending on how long the test took.
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _field: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _area: None)


@pytest.fixture(autouse=True)
def _first_place(request, monkeypatch):
    """Begin at the place that a file names as `STARTS_AT`: a screen of the Library before it is a sixth of what its tests take."""
    if place := getattr(request.module, "STARTS_AT", ""):
        monkeypatch.setattr(ReviewApp, "DEFAULT_MODE", place)


@pytest.fixture
def begins_in_library(monkeypatch):
    """Begin as a person does, for what `STARTS_AT` would leave out."""
    monkeypatch.setattr(ReviewApp, "DEFAULT_MODE", "library")


@pytest.fixture(scope="session", autouse=True)
def _read_styles_once():
    """The rules of a style, which all programs of the tests have alike, are read and looked up once, not by each for each of its screens."""
    read, known, memory = Stylesheet._parse_rules, {}, Memory()

    def read_once(styles, css, *place, **options):
        key = css, place, *sorted(options.items()), frozenset(styles._variables.items())
        if key not in known:
            known[key] = read(styles, css, *place, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read_once)
        patch.setattr(stylesheet, "Memory", lambda: memory)
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_a_test_stays() -> Iterator[None]:
    """A program that starts would leave out of all searches what earlier tests left, which then is never freed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr(gc, "unfreeze", lambda: None)
        yield


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Path:
    return make_review(tmp_path_factory.mktemp("example") / "review")


@pytest.fixture
def project(example, tmp_path):
    """A separate review with three documents and no decisions."""
    folder = tmp_path / "review"
    shutil.copytree(example, folder)
    project = Project.open(folder, "Ana")
    yield project
    project.close()


@pytest.fixture
def worked(project) -> Project:
    """The same with decisions, source types and codings."""
    work_done(project)
    return project


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "settings")


@pytest.fixture
def app(project, settings) -> ReviewApp:
    """The program on that review, without the learning process."""
    return ReviewApp(project, settings, with_suggestions=False)


@pytest.fixture
def worked_app(worked, settings) -> ReviewApp:
    return ReviewApp(worked, settings, with_suggestions=False)
