"""Forms: one frame with their keys, tab wraps, the cursor is at the end, and nothing typed is lost without a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from review.project.writing.drafts import FOLDER
from review.tui.app import ReviewApp
from review.tui.dialogs.base import Dialog, Question
from review.tui.dialogs.edit_reference import EditReference
from review.tui.dialogs.form import Form
from review.tui.dialogs.page_numbers import PageNumbers
from review.tui.dialogs.palette import Palette
from review.tui.dialogs.settle import SettleForm
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.places.library import LibraryScreen
from tests.tui.hosts import reported, settled, shown, until
from tests.tui.legibility.views import VIEWS, View, screens


def test_every_dialog_has_the_frame() -> None:
    """The palette is Textual's own."""
    assert {kind for kind in screens() if issubclass(kind, ModalScreen) and not issubclass(kind, Dialog)} == {
        Palette
    }


FORMS = {view.screen: view for view in reversed(VIEWS) if issubclass(view.screen, Form)}
"""One view of every form; a test of the views finds a dialog that has none."""


@pytest.mark.parametrize("view", FORMS.values(), ids=lambda view: view.screen.__name__)
async def test_in_every_form_tab_stays_in_the_fields_and_nothing_typed_is_lost(
    worked_app: ReviewApp, view: View
) -> None:
    app = worked_app
    async with app.run_test(size=(80, 24)) as pilot:
        await view.reach(pilot)
        form = app.screen
        fields = [field for field in form.frame.query("*") if field.focusable]
        visited = []
        for _ in fields:
            visited.append(app.focused)
            # The numbers of pages and the criteria that are offered are replaced by what is typed.
            selected = app.focused.selected_text if isinstance(app.focused, Input | TextArea) else ""
            assert not selected or isinstance(form, PageNumbers | SettleForm)
            await pilot.press("tab")
        assert set(visited) == set(fields)
        assert app.focused is visited[0]
        await pilot.press("z", "escape")
        await settled(pilot)
        assert isinstance(app.screen, Question)
        await pilot.press("escape", "escape", "y")
        await settled(pilot)
        assert app.screen is not form


async def test_what_is_typed_in_a_form_is_there_again_after_the_terminal_was_closed(
    worked_app: ReviewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if the process that typed had ended: its number is another process's.
    monkeypatch.setattr("review.project.writing.drafts._started", lambda: 1000.0)
    folder = worked_app.project.folder / FOLDER
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("N", *"half a thought")
        await until(pilot, lambda: folder.exists() and "half a thought" in drafts(folder))
        title = worked_app.screen.heading
    app = ReviewApp(worked_app.project)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert f"Not saved: “{title}”" in reported(app)
        # The form on another record has an empty field.
        await pilot.press("down", "N")
        await settled(pilot)
        assert app.screen.typed() == {"field": ""}
        await pilot.press("escape", "up", "N")
        await settled(pilot)
        assert app.screen.typed() == {"field": "half a thought"}
        assert "This is what was typed here on" in reported(app)
        await pilot.press(*" more", "enter")
        await settled(pilot)
        assert not folder.exists()
        assert [memo.text for memo in app.project.annotations.memos()][-1:] == ["half a thought more"]


def drafts(folder: Path) -> str:
    return "".join(one.read_text(encoding="utf-8") for one in folder.glob("*.md"))


async def opened(pilot: Pilot[None], key: str, kind: type[Form]) -> Form:
    await settled(pilot)
    await pilot.press(key)
    await settled(pilot)
    form = pilot.app.screen
    assert isinstance(form, kind)
    return form


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_title_and_keys_stand_in_the_frame(app: ReviewApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "e", EditReference)
        assert "─ Reference ─" in shown(app)
        assert " Enter or Ctrl+S save · Tab next field · Esc cancel ─" in shown(app)


async def test_titles_and_authors_have_the_width_that_there_is(app: ReviewApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        form = await opened(pilot, "e", EditReference)
        assert form.query_one("#title", Input).size.width >= 110


async def test_a_field_that_is_left_shows_its_beginning(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "e", EditReference)
        title = form.query_one("#title", Input)
        title.focus()
        title.value = "Of markets in care " * 9
        await pilot.press("end")
        await settled(pilot)
        assert title.scroll_x > 0
        await pilot.press("tab")
        await settled(pilot)
        assert title.scroll_x == 0
        await pilot.press("shift+tab")
        await settled(pilot)
        assert title.scroll_x == title.max_scroll_x


async def test_the_frame_names_the_keys_that_the_user_chose(app: ReviewApp) -> None:
    app.settings.folder.mkdir(parents=True)
    (app.settings.folder / "keys.yaml").write_text("reference.save: ctrl+o\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "e", EditReference)
        assert "Enter or Ctrl+O save" in shown(app)


async def test_tab_goes_round_the_fields_and_nowhere_else(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "e", EditReference)
        fields = [str(field.id) for field in form.query("Input, TextArea")]
        visited = []
        for _ in range(len(fields) + 1):
            visited.append(str(app.focused and app.focused.id))
            await pilot.press("tab")
        assert visited == [*fields, fields[0]]


async def test_the_field_with_the_focus_is_marked_without_colours(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "e", EditReference)
        marks = []
        for _ in form.query("Input, TextArea"):
            await settled(pilot)
            marks.append([row for row, line in enumerate(shown(app).splitlines()) if "▌" in line])
            await pilot.press("tab")
        *lines, abstract = marks
        assert [len(rows) for rows in lines] == [1] * len(lines)
        assert len(abstract) == form.query_one(TextArea).size.height
        assert len({rows[0] for rows in marks}) == len(marks)


async def test_the_cursor_is_at_the_end_and_nothing_is_selected(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        form = await opened(pilot, "e", TheoryForm)
        name = form.query_one("#name", Input)
        assert (name.cursor_position, name.selected_text) == (len(name.value), "")
        proposition = form.query_one("#proposition", TextArea)
        assert proposition.cursor_location == proposition.document.end


async def test_the_end_of_a_long_text_is_in_sight_where_the_cursor_is(app: ReviewApp) -> None:
    record = app.project.records.rows(app.project.records.listing())[0].record
    app.project.records.edit(record, title="A long title " * 20 + "with an end")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "e", EditReference)
        assert "with an end" in shown(app)
        await pilot.press("tab", "shift+tab")
        await pilot.pause()
        assert "with an end" in shown(app)


async def test_an_unchanged_form_closes_at_once(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "e", EditReference)
        await pilot.press("x", "backspace", "escape")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_changed_form_asks_and_nothing_is_lost_by_n(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "e", EditReference)
        title = form.query_one("#title", Input)
        before = title.value
        await pilot.press(*" [b]", "escape")
        await settled(pilot)
        assert isinstance(app.screen, Question)
        assert "Discard the changes?" in shown(app)
        await pilot.press("n", "!")
        assert app.screen is form
        assert title.value == f"{before} [b]!"
        await pilot.press("escape", "y")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.project.records.get(app.screen._current()).title == before


async def test_quitting_asks_before_something_typed_is_lost(app: ReviewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "N", TextPrompt)
        await pilot.press(*"why", "ctrl+q")
        await settled(pilot)
        assert isinstance(app.screen, Question)
        await pilot.press("n")
        assert app.screen is form
        await pilot.press("ctrl+q", "y")
        await pilot.pause()
        assert app.return_code == 0


async def test_what_is_discarded_when_one_quits_does_not_come_back(app: ReviewApp) -> None:
    drafts = app.project.folder / FOLDER
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "N", TextPrompt)
        await pilot.press(*"why")
        form._keep()
        await pilot.press("ctrl+q", "n")
        await pilot.pause()
        assert drafts.exists()
        await pilot.press("ctrl+q", "y")
        await pilot.pause()
        assert not drafts.exists()
