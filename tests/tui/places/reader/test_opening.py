"""Another document in the Reader's screen: nothing of the one before is left."""

from threading import Event

import pytest
from textual.widgets import Input

from review.domain import RecordSuggestions
from review.project import Project
from review.tui.places.reader.opening import Opening
from review.tui.widgets.reading.painter import Palette
from review.tui.widgets.reading.panel import NotesPanel
from tests.reviews import a_document, add_record
from tests.tui.hosts import PATIENCE, settled, shown, until
from tests.tui.places.reader.opened import FIRST, FixedSuggestions, reader, reading
from tests.tui.places.reader.test_tables import reading_report


@pytest.fixture
def other(project: Project) -> str:
    """Another document, after the one that is open first."""
    passages = (f"Zander {number} on the supply of care." for number in range(40))
    return add_record(project, "On Zander", authors=("Zander, Z.",), document=a_document(tuple(passages)))


async def test_a_search_a_selection_and_codings_stay_with_their_document(
    project: Project, other: str
) -> None:
    async with reading(project) as pilot:
        screen, before = reader(pilot), reader(pilot).desk.record.id
        await pilot.press("1", "J", "ctrl+f", *"people", "enter")
        assert screen.text.search.has_matches
        await pilot.press("N")
        await settled(pilot)
        assert reader(pilot) is screen
        assert screen.desk.record.id == other
        assert screen.view.cursor.at == screen.view.scroll_offset.y == 0
        assert screen.view.cursor.selection is None
        assert not screen.text.search.is_open
        assert screen.query_one("#find-words", Input).value == ""
        assert screen.view.has_focus
        assert "No code here yet" in shown(pilot.app)
        await pilot.press("2", "N")
        await settled(pilot)
        assert screen.desk.record.id == before
        assert "T1" in shown(pilot.app).splitlines()[-3]
        assert {coding.record for coding in project.coding.codings(code="T2")} == {other}


async def test_another_document_needs_no_layout_of_the_screen(project: Project, other: str) -> None:
    async with reading(project, size=(160, 48)) as pilot:
        screen = reader(pilot)
        screen.open(Opening(other))
        assert "Zander 0" in screen.view.sheet.text
        assert not [one for one in screen.walk_children(with_self=True) if one._layout_required]


async def test_without_a_learning_process_the_next_document_says_so_at_once(
    project: Project, other: str
) -> None:
    class Off(FixedSuggestions):
        is_running, state = False, "suggestions off"

    off, said = Off(problem="suggestions off"), []
    async with reading(project, suggestions=off, size=(160, 48)) as pilot:
        screen = reader(pilot)
        panel = screen.query_one(NotesPanel)
        screen.watch(panel, "notes", lambda notes: said.append(notes.model), init=False)
        await pilot.press("N")
        await settled(pilot)
        assert screen.desk.record.id == other
        assert (said, off.asked) == (["Suggestions off"], 0)


async def test_the_next_document_has_the_colours_of_the_one_before_until_the_theme_changes(
    project: Project, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up, palette = [], Palette.of
    monkeypatch.setattr(Palette, "of", lambda widget: looked_up.append(widget) or palette(widget))
    async with reading(project) as pilot:
        screen = reader(pilot)
        shown(pilot.app)
        looked_up.clear()
        await pilot.press("N")
        await settled(pilot)
        shown(pilot.app)
        assert screen.desk.record.id == other
        assert looked_up == []
        before = screen.view.sheet.strip(0, 80)
        pilot.app.theme = "review-light"
        await settled(pilot)
        assert screen.view.sheet.strip(0, 80) != before


async def test_a_late_suggestion_is_for_the_document_that_it_was_asked_for(
    project: Project, other: str
) -> None:
    class Late(FixedSuggestions):
        def record(self, record: str, passages: bool = True) -> RecordSuggestions:
            if record != other and is_late.is_set():
                assert may_come.wait(PATIENCE)
            return super().record(record, passages)

    is_late, may_come = Event(), Event()
    async with reading(project, suggestions=Late()) as pilot:
        desk = reader(pilot).desk
        desk.suggested.take(RecordSuggestions(desk.record.id))
        is_late.set()
        reader(pilot).ask_again()
        await pilot.press("N")
        assert reader(pilot).desk is not desk
        assert not desk.suggested.at(FIRST.start)
        may_come.set()
        await until(pilot, lambda: reader(pilot).desk.suggested.has_come)
        assert desk.suggested.at(FIRST.start)
        assert reader(pilot).desk.suggested.answer.record == other


async def test_another_document_takes_the_place_of_a_table(project: Project, other: str) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t")
        await settled(pilot)
        assert reader(pilot).text.table_pane.is_open
        pilot.app.open_reader(other)
        await settled(pilot)
        assert "Zander 0 on the supply" in shown(pilot.app)
        await pilot.press("1")
        assert project.coding.codings()[0].quote == "Zander 0 on the supply of care."
