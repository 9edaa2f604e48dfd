import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static

from review.project import Project
from review.tui import show
from review.tui.app import ReviewApp
from review.tui.dialogs.help import HelpScreen, KeyColumns
from review.tui.keys import all_bindings
from review.tui.places.base import PLACES
from review.tui.places.reader import ReaderScreen
from review.tui.support.colours import code_ink
from review.tui.support.key_groups import KEY_GROUPS
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from review.tui.widgets.bars import KeyFooter
from tests.reviews import add_record, new_review
from tests.tui.hosts import render_update, reported, settled, shown, until
from tests.tui.legibility.faults import faults

HEAVY = (
    "sklearn",
    "numpy",
    "scipy",
    "pydantic",
    "pdfplumber",
    "pypdfium2",
    "openpyxl",
    "docx",
    "yaml",
    "matplotlib",
)


OF_LATER = (
    "argparse",
    "review.acts.every",
    "review.cli.command",
    "review.domain.citation",
    "review.domain.every",
    "review.domain.texts.characters",
    "review.exchange",
    "review.export",
    "review.journal.projections",
    "review.journal.verification",
    "review.learning",
    "review.project.screening.bulk_decisions",
    "review.project.sharing.service",
    "review.project.theories.history",
    "review.project.documents",
    "review.project.learning.service",
    "review.references",
    "review.serve.server",
    "review.sync",
    "review.synthesis",
    "review.tui.dialogs",
    "review.views",
    "zipfile",
)
"""Rooms of ours, and what they need, that no first screen shows anything of."""


def test_nothing_is_loaded_for_the_first_screen_that_it_does_not_need(project):
    project.close()
    look = (
        "import sys; import review.cli.running; from review.project import Project;"
        f"project = Project.open({str(project.folder)!r}, 'Ana');"
        "from review.tui.app import ReviewApp; import review.tui.places.library;"
        "ReviewApp(project); project.records.listing(); project.close();"
        f"print([name for name in {HEAVY + OF_LATER} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


async def test_the_records_are_painted_before_the_app_has_begun(
    project, settings, monkeypatch: pytest.MonkeyPatch
):
    written: list[str] = []
    first: list[str] = []

    class Terminal(HeadlessDriver):
        is_headless = False  # else nothing is painted

        def write(self, data: str) -> None:
            written.append(data)

    class Beginning(ReviewApp):
        def on_mount(self) -> None:
            first.extend(written)
            self.exit()

    monkeypatch.setattr(Compositor, "render_update", render_update)
    app = Beginning(project, settings, with_suggestions=False)
    app.driver_class = Terminal
    await app.run_async(size=(80, 24))
    assert "Market shaping in three councils" in "".join(first)


async def test_every_place_is_reached_by_its_key_and_by_the_mouse(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        for place in PLACES:
            await pilot.press(place.key)
            await pilot.pause()
            assert place.mode == worked_app.screen.MODE
        await pilot.click("NavigationBar", offset=(3, 0))
        await pilot.pause()
        assert worked_app.screen.MODE == "library"


async def test_a_place_that_opens_reads_the_styles_for_itself_only(
    worked_app, monkeypatch: pytest.MonkeyPatch
):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        current: list[str] = []
        whole = App.refresh_css
        monkeypatch.setattr(
            App,
            "refresh_css",
            lambda app, animate=True: (current.append(app.current_mode), whole(app, animate))[1],
        )
        await pilot.press("f5")
        await pilot.pause()
        assert worked_app.screen.MODE == "theory-map"
        assert current == ["theory-map"]


async def test_a_changed_key_keeps_its_place_in_the_last_line(project, settings):
    settings.folder.mkdir(parents=True, exist_ok=True)
    (settings.folder / "keys.yaml").write_text("screening.include: z\n")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: "Include" in shown(app))
        assert shown(app).splitlines()[-1].split()[:2] == ["z", "Include"]


@pytest.mark.parametrize(("keys", "shown_key"), [("", "Ctrl+Q"), ("app.quit: ctrl+x\n", "Ctrl+X")])
@pytest.mark.parametrize("place", ["f2", "f3"])
async def test_ctrl_c_names_the_key_that_quits(worked, settings, keys, shown_key, place):
    settings.folder.mkdir(parents=True, exist_ok=True)
    (settings.folder / "keys.yaml").write_text(keys)
    app = ReviewApp(worked, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(place)
        await pilot.pause()
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert reported(app) == f"Press {shown_key} to quit."


@pytest.mark.parametrize(
    ("is_web", "shown_keys"), [(False, ("Ctrl+T", "Ctrl+Q")), (True, ("Alt+T", "Alt+Q"))]
)
async def test_help_shows_the_keys_that_work_in_a_browser(worked_app, monkeypatch, is_web, shown_keys):
    """Browsers keep some for themselves; there Alt stands for Ctrl."""
    monkeypatch.setattr(ReviewApp, "is_web", is_web)  # the test's driver is that of neither
    async with worked_app.run_test(size=(100, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        lines = worked_app.screen.query_one(KeyColumns).text.splitlines()
        of = {words[-1]: words[0] for words in map(str.split, lines) if words}
        assert (of["app.brightness"], of["app.quit"]) == shown_keys
        await pilot.press("escape", "ctrl+c")
        assert reported(worked_app) == f"Press {'Alt' if is_web else 'Ctrl'}+Q to quit."


async def test_the_reader_says_when_there_is_nothing_to_read(tmp_path: Path, settings: Settings):
    empty = new_review(tmp_path / "empty")
    app = ReviewApp(empty, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        assert app.screen.MODE == "library"
        assert "There is no text to read yet" in reported(app)
    empty.close()


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_help_lists_every_key_of_every_place(worked_app, size):
    async with worked_app.run_test(size=size) as pilot:
        await pilot.press("enter")
        for place in PLACES:
            await pilot.press(place.key)
            await pilot.pause()
            screen = worked_app.screen
            ids = {b.id for node in screen.walk_children(with_self=True) for b in _own(node)}
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(worked_app.screen, HelpScreen), place
            text = worked_app.screen.query_one(KeyColumns).text
            assert ids
            assert [name for name in ids if name not in text] == [], place
            await pilot.press("escape")


def _own(node):
    kinds = [kind for kind in type(node).__mro__ if kind.__module__.startswith("review.")]
    return [b for kind in kinds for b in kind.__dict__.get("BINDINGS", ()) if b.description]


def test_keys_are_grouped_under_names_for_people():
    groups = {str(binding.id).partition(".")[0] for binding in all_bindings(ReviewApp)}
    assert groups == KEY_GROUPS.keys()


def test_every_binding_has_an_id_and_a_description():
    bindings = all_bindings(ReviewApp)
    assert len(bindings) > 60
    assert [b for b in bindings if not (b.id and b.description)] == []


async def test_the_footer_of_every_place_fits_into_80_columns_and_ends_with_help(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        for place in PLACES:
            await pilot.press(place.key)
            await pilot.pause()
            footer = shown(worked_app).splitlines()[-1]
            assert footer.rstrip().endswith("? All keys"), place
            assert len(footer) == 80, place


async def test_a_key_in_the_footer_can_be_clicked(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        footer = shown(worked_app).splitlines()[-1]
        await pilot.click("KeyFooter", offset=(footer.index("All keys"), 0))
        await pilot.pause()
        assert isinstance(worked_app.screen, HelpScreen)


async def test_every_action_is_in_the_palette(worked_app):
    async with worked_app.run_test(size=(80, 24)):
        titles = {command.title for command in worked_app.get_system_commands(worked_app.screen)}
        assert {"Undo", "Redo", "Exports", "Confirm", "Read new files", "Filter", "Theme"} <= titles
        assert not any(title.startswith("Focus") for title in titles)


async def test_the_palette_has_the_words_of_other_programs_in_any_place(worked_app):
    words = "codebook attribute classification case tag node annotation resolve blind auto-code query pivot irrelevant"
    async with worked_app.run_test(size=(80, 24)):
        titles = " ".join(
            command.title for command in worked_app.get_system_commands(worked_app.screen)
        ).casefold()
        assert [
            word for word in (*words.split(), "risk of bias", "data extraction") if word not in titles
        ] == []


async def test_a_command_of_the_palette_does_what_its_key_does(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"theory map")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert worked_app.screen.MODE == "theory-map"


async def test_undo_tells_what_was_undone_and_nothing_to_undo_is_no_error(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "undo" in reported(app).casefold()


async def test_undo_names_the_older_act_first_where_the_last_one_cannot_be_undone(app, project):
    first = add_record(project, "Markets")
    project.screening.decide(first, "park", "title-abstract")
    add_record(project, "Care", authors=("Palmer, Ann",), year=None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert " ".join(reported(app).split()) == (
            "Cannot be undone: document read of Palmer, n.d. u again undoes: "
            "decision (park, title abstract) on Rahman, 2016."
        )
        assert len(project.screening.decisions(first)) == 1
        await pilot.press("u")
        await pilot.pause()
        assert "Undone: decision (park, title abstract) on Rahman, 2016" in " ".join(reported(app).split())
        assert not project.screening.decisions(first)


async def test_a_theme_chosen_while_a_place_is_made_colours_it_too(worked_app, worked, monkeypatch):
    compose = ReaderScreen.compose_body

    def chosen_meanwhile(screen: ReaderScreen):
        yield from compose(screen)
        worked_app.set_reactive(App.theme, LIGHT.name)
        worked_app.get_css_variables()
        worked_app.theme_changed_signal.publish(LIGHT)

    monkeypatch.setattr(ReaderScreen, "compose_body", chosen_meanwhile)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        worked_app.open_reader(worked.coding.codings()[0].record)
        await settled(pilot)
        ink = code_ink(worked.theory.map, "T1", worked_app.theme_variables)
        assert worked_app.screen._presenter.label("T1").ink == ink


async def test_light_and_dark_are_remembered(worked_app, worked, settings):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        assert worked_app.theme == DARK.name
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert worked_app.theme == LIGHT.name
    assert settings.theme() == LIGHT.name
    async with ReviewApp(worked, settings, with_suggestions=False).run_test() as pilot:
        assert pilot.app.theme == LIGHT.name


@pytest.mark.parametrize("key", ["e", "question_mark", "ctrl+p"])
async def test_a_dialog_becomes_light_with_what_is_behind_it(worked_app, key):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        opened = worked_app.screen
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert worked_app.theme == LIGHT.name
        assert worked_app.screen is opened
        changed = worked_app.screen._compositor.render_strips()
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert worked_app.screen._compositor.render_strips() == changed


async def test_keys_are_remapped_by_id_and_wrong_ids_are_reported_with_the_nearest(worked, settings):
    settings.folder.mkdir(parents=True)
    (settings.folder / "keys.yaml").write_text("app.theory-map: f12\nlibrary.opn: x\nlibrary.edit: 3\n")
    app = ReviewApp(worked, settings, with_suggestions=False)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        text = reported(app)
        assert "unknown id 'library.opn'" in text
        assert "the nearest is" in text
        await pilot.press("f12")
        await pilot.pause()
        assert app.screen.MODE == "theory-map"
        await pilot.press("question_mark")
        await pilot.pause()
        assert "F12" in shown(app)


async def test_places_do_not_change_under_a_dialog(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "f5", "u", "ctrl+r")
        await pilot.pause()
        assert type(worked_app.screen).__name__ == "Chooser"


async def test_a_resized_terminal_gets_a_new_layout(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        for size in ((200, 60), (40, 10), (160, 48), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert worked_app.screen.has_class("-wide") == (size[0] >= 100)
            await pilot.press("f2", "f3", "f6", "f5")
            await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_every_place_has_room_for_one_line_of_status_above_the_last(worked_app, size):
    async with worked_app.run_test(size=size) as pilot:
        await pilot.press("f2", "enter")
        for place in PLACES:
            await pilot.press(place.key)
            await settled(pilot)
            line = Static("C3  context 2 · resource 1 · outcome 1", markup=False)
            line.styles.height = 1
            await worked_app.screen.mount(line, before=worked_app.screen.query_one(KeyFooter))
            await settled(pilot)
            assert shown(worked_app).splitlines()[-2].startswith("C3  context 2"), place
            assert [fault for fault in faults(worked_app) if fault.rule == "place"] == [], place


async def test_the_whole_screen_is_painted_again_after_the_shell(app, monkeypatch):
    asked = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(app, "refresh", lambda **given: asked.append(given))
        app.app_resume_signal.publish(app)
        await pilot.pause()
    assert {"layout": True} in asked


async def test_notices_of_fast_work_do_not_pile_up(app):
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.report("what went wrong stays", "error")
        for number in range(6):
            app.screen.report(f"done {number}")
            await pilot.pause()
        assert reported(app) == "what went wrong stays\ndone 5"


async def test_a_journal_that_was_replaced_is_reported_where_the_acknowledgement_would_have_stood(worked_app):
    database = worked_app.project.journal.path
    async with worked_app.run_test(size=(100, 30)) as pilot:
        before = worked_app.project.revision
        copy = worked_app.project.history.backup(database.with_name("other.db"))
        copy.rename(database)
        await pilot.press("u")
        await pilot.pause()
        assert "review.db was replaced while the review was open; nothing was stored" in reported(worked_app)
        assert worked_app.project.revision == before
        worked_app.clear_notifications()
        # It stays refused, and every place says so.
        await pilot.press("u")
        await pilot.pause()
        assert "nothing was stored" in reported(worked_app)
        worked_app.clear_notifications()
        for place in PLACES:
            await pilot.press(place.key)
            await pilot.pause()
            worked_app._tick()
            await pilot.pause()
            assert shown(worked_app).count("review.db was replaced") == 1


async def test_a_map_edited_beside_the_screen_is_followed_until_something_is_done(tmp_path, settings):
    project = new_review(tmp_path / "new")
    app, file = ReviewApp(project, settings, with_suggestions=False), project.map_file.path
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        file.write_text(file.read_text().replace("Market logic", "Logic of markets"))
        app._tick()
        await pilot.pause()
        assert "Logic of markets" in shown(app)
        add_record(project, "Markets")
        file.write_text(file.read_text().replace("Logic of markets", "Rules"))
        app._tick()
        await pilot.pause()
        assert "Logic of markets" in shown(app)
        assert project.theory.version == 1
    project.close()


async def test_a_journal_that_was_removed_is_reported_before_the_next_act(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        worked_app.project.journal.path.unlink()
        worked_app._tick()
        await pilot.pause()
        assert "review.db was removed or moved" in shown(worked_app)
        await pilot.press("down", "f5", "down", "f3")
        await pilot.pause()
        worked_app._tick()
        await pilot.pause()
        assert "review.db was removed or moved" in shown(worked_app)
        assert reported(worked_app) == ""


async def test_a_journal_that_was_removed_behind_a_dialog_is_reported_once(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("N", *"a thought")
        worked_app.project.journal.path.unlink()
        worked_app._tick()
        worked_app._tick()
        await pilot.pause()
        assert reported(worked_app).count("review.db was removed or moved") == 1
        await pilot.press("enter")
        await pilot.pause()
        assert "a thought" in shown(worked_app)


async def test_a_read_only_folder_is_said_once_and_again_by_an_act_that_is_refused(
    worked, settings, monkeypatch
):
    """Root may write everywhere, so the operating system's answer is faked."""
    folder = worked.folder
    worked.close()
    may, journal = os.access, folder / "review.db"
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != journal and may(path, mode))
    looking = Project.open(folder, "Ana")
    monkeypatch.undo()
    app = ReviewApp(looking, settings, with_suggestions=False)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert shown(app).count("read-only") == 1
        assert reported(app) == ""
        await pilot.press("c")
        await pilot.pause()
        assert reported(app).startswith("nothing was stored: ")
        assert reported(app).count("read-only") == 1
    looking.close()


async def test_the_first_line_says_how_far_sentence_vectors_are(worked_app, monkeypatch):
    said = property(lambda _: "sentence vectors: 320 of 1,200 passages")
    monkeypatch.setattr(type(worked_app.project.learning.suggestions), "state", said)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        worked_app.action_go("screening")
        await pilot.pause()
        worked_app.screen.show_status()
        await pilot.pause()
        assert "320/1,200 vectors" in shown(worked_app).splitlines()[0]


@pytest.mark.parametrize("in_worker", [False, True])
def test_an_error_that_nobody_foresaw_ends_the_screen_and_shows_no_values(
    project: Project, monkeypatch, capfd, in_worker: bool
):
    def fails() -> None:
        secret = ["not for others"]
        raise IndexError(len(secret))

    def begun(app: ReviewApp) -> None:
        app.run_worker(fails, thread=True) if in_worker else fails()

    run = ReviewApp.run_async
    monkeypatch.setattr(ReviewApp, "on_mount", begun)
    monkeypatch.setattr(ReviewApp, "run_async", lambda app: run(app, headless=True))
    try:
        with pytest.raises(IndexError):
            show(project, with_suggestions=False)
    finally:
        gc.enable()
    assert "not for others" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("place", ["f2", "f3"])
async def test_after_what_others_did_keys_are_looked_at_only_where_there_are_others(app, monkeypatch, place):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(place)
        await settled(pilot)
        asked = []
        monkeypatch.setattr(app.screen, "refresh_bindings", lambda: asked.append(place))
        app.screen.project_changed()
        await settled(pilot)
        assert asked == []
