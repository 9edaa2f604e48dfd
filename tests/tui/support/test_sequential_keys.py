from textual import events
from textual.widgets import Input

from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.presenter import Presenter
from review.tui.widgets.reading.panel import NotesPanel
from review.tui.widgets.record_list import RecordRows
from review.tui.widgets.screens import painting
from tests.tui.hosts import settled


def typed_at_once(app, *keys: str) -> None:
    """Keys that arrive together, as when the program was busy."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_the_digit_after_x_excludes_however_fast_it_comes(app):
    project = app.project
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        typed_at_once(app, "i", "x", "2", "X")
        await settled(pilot)
        decided = [
            d
            for row in project.records.rows(project.records.listing())
            for d in project.screening.decisions(row.record)
        ]
        assert sorted((str(d.decision), d.criteria) for d in decided) == [
            ("exclude", ("E2",)),
            ("exclude", ("E2",)),
            ("include", ()),
        ]


async def test_letters_after_the_key_that_opens_a_dialog_are_the_dialogs(app):
    project = app.project
    record = next(
        row.record
        for row in project.records.rows(project.records.listing())
        if project.records.get(row.record).text_sha256
    )
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_reader(record)
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)
        typed_at_once(app, "slash", *"shap", "enter")
        await settled(pilot)
        assert [coding.codes for coding in project.coding.codings(record=record)] == [("T2",)]


async def test_a_key_that_is_held_down_is_followed_by_the_notes_at_its_end(app, monkeypatch):
    monkeypatch.setattr(painting, "REPEATED_SECONDS", float("inf"))
    record = next(
        row.record
        for row in app.project.records.rows(app.project.records.listing())
        if app.project.records.get(row.record).text_sha256
    )
    shown = []
    notes = Presenter.notes
    monkeypatch.setattr(Presenter, "notes", lambda *of, **how: shown.append(of) or notes(*of, **how))
    async with app.run_test(size=(160, 48)) as pilot:
        app.open_reader(record, 0)
        await settled(pilot)
        shown.clear()
        typed_at_once(app, *"jjjjj" * 4)
        await settled(pilot)
        reader = app.screen
        assert len(shown) < 20
        assert reader.query_one(NotesPanel).notes.place == notes(*shown[-1], with_suggestions=True).place


async def test_a_field_stops_no_key_for_good(app):
    async with app.run_test(size=(80, 24)) as pilot:
        typed_at_once(app, "slash", *"market", "escape", "f3")
        await settled(pilot)
        assert app.current_mode == "screening"


async def test_the_letter_after_enter_in_the_search_is_for_the_list(app):
    async with app.run_test(size=(80, 24)) as pilot:
        typed_at_once(app, "slash", *"retender", "enter", "m")
        await settled(pilot)
        assert app.screen.query_one("#search", Input).value == "retender"
        found = app.screen.query_one(RecordRows)
        assert len(found.keys) == 1
        assert found.marked == set(found.keys)


async def source_type_chosen(app, pilot, *, seconds_later: float) -> str:
    """The place in which one is after `t` `1` in Screening and Enter some seconds later; a type was set."""
    await pilot.press("f3")
    await settled(pilot)
    typed_at_once(app, "t")
    digit, enter = events.Key("1", "1"), events.Key("enter", "\r")
    enter.time = digit.time + seconds_later
    app.post_message(digit)
    app.post_message(enter)
    await settled(pilot)
    rows = app.project.records.rows(app.project.records.listing())
    assert [row.source_type for row in rows].count("empirical") == 1
    return app.current_mode


async def test_enter_right_after_the_digit_that_closed_a_box_is_not_for_what_is_below(app):
    async with app.run_test(size=(80, 24)) as pilot:
        assert await source_type_chosen(app, pilot, seconds_later=0) == "screening"


async def test_enter_some_time_after_a_box_was_closed_is_a_key_as_any_other(app):
    async with app.run_test(size=(80, 24)) as pilot:
        assert await source_type_chosen(app, pilot, seconds_later=1) == "reader"
