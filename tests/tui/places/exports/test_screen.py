import csv
import threading
from zipfile import ZipFile

import openpyxl
import pytest
from textual.widgets import OptionList

from review.errors import SuggestionsUnavailableError
from review.tui.places.exports import ExportsScreen
from review.tui.places.exports.writing import STOPPING
from review.tui.widgets.table_preview import TablePreview
from tests.export.tables.test_model_card import card
from tests.tui.evaluators import evaluators
from tests.tui.hosts import reported, settled, shown, until

STARTS_AT = "exports"


async def test_an_export_is_looked_at_and_written(worked_app):
    folder = worked_app.project.folder / "exports"
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(worked_app.screen, ExportsScreen)
        assert "Empirical study" in shown(worked_app)
        await pilot.press("w")
        await settled(pilot)
        with (folder / "source-types.csv").open() as file:
            assert next(csv.DictReader(file))["n"] == "2"
        sheet = openpyxl.load_workbook(folder / "source-types.xlsx")
        assert sheet.worksheets
        sheet.close()


async def test_all_exports_in_other_formats(worked_app):
    folder = worked_app.project.folder / "exports"
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("f", "down", "space", "down", "space", "ctrl+s", "W")
        await settled(pilot)
        assert {path.suffix for path in folder.iterdir()} == {
            ".csv",
            ".md",
            ".json",
            ".ris",
            ".svg",
            ".png",
            ".html",
            ".txt",
        }


async def test_every_export_has_one_line_at_80_columns_also_when_it_is_written(worked_app):
    titles = [export.title for export in worked_app.project.exports.all()]

    def listed() -> list[str]:
        return shown(worked_app).splitlines()[1:10]

    def listed_titles() -> list[str]:
        return [line.split("  ")[0].strip() for line in listed()]

    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "f", "down", "down", "space", "down", "space", "enter", "W")
        await settled(pilot)
        assert listed_titles() == titles[:9]
        assert "csv, docx, md" in listed()[0]
        await pilot.press("G")
        await settled(pilot)
        assert listed_titles() == titles[-9:]


async def test_writing_is_reported_while_it_lasts(worked_app, monkeypatch):
    exports, go_on = worked_app.project.exports, threading.Event()
    write = exports.write

    def waits(*args, **more):
        assert go_on.wait(20)
        return write(*args, **more)

    monkeypatch.setattr(exports, "write", waits)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        try:
            await pilot.press("W")
            await pilot.pause()
            assert reported(worked_app) == f"Writing {len(exports.all()) - 1} exports … (s stops)"
            worked_app.clear_notifications()
            await until(pilot, lambda: "Writing" in reported(worked_app))
        finally:
            go_on.set()
        await settled(pilot)
        assert "Writing" not in reported(worked_app)
        assert "Written to" in reported(worked_app)


async def test_nothing_else_is_written_while_writing_goes_on(worked_app, monkeypatch):
    exports, go_on, writes = worked_app.project.exports, threading.Event(), []

    def waits(names, *args, **more):
        writes.append(len(names))
        assert go_on.wait(20)
        return []

    monkeypatch.setattr(exports, "write", waits)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        try:
            await pilot.press("W", "w")
            await pilot.pause()
            assert reported(worked_app) == "Files are being written (s stops)."
        finally:
            go_on.set()
        await settled(pilot)
        assert writes == [len(exports.all()) - 1]


async def test_writing_is_stopped_between_two_files(worked_app, monkeypatch):
    exports, began, go_on = worked_app.project.exports, threading.Event(), threading.Event()
    write = exports.write

    def waits(*args, say, **more):
        def slowly(line):
            began.set()
            assert go_on.wait(20)
            say(line)

        return write(*args, say=slowly, **more)

    monkeypatch.setattr(exports, "write", waits)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        try:
            await pilot.press("W")
            assert began.wait(20)
            await pilot.press("s")
            await until(pilot, lambda: reported(worked_app) == STOPPING)
        finally:
            go_on.set()
        await settled(pilot)
        assert reported(worked_app) == "Stopped. Nothing was written."
        assert not any(worked_app.project.exports.folder.iterdir())
        await pilot.press("s")
        assert worked_app.is_running


async def test_figures_that_are_computed_for_the_model_card_are_given_up_at_once(worked_app, monkeypatch):
    exports, learning = worked_app.project.exports, worked_app.project.learning
    began, given_up = threading.Event(), threading.Event()

    def waits(*args, **more):
        began.set()
        assert given_up.wait(20)
        raise SuggestionsUnavailableError("suggestions were switched off")

    monkeypatch.setattr(exports, "write", waits)
    monkeypatch.setattr(learning, "stop_evaluating", given_up.set)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("W")
        assert began.wait(20)
        await pilot.press("s")
        await settled(pilot)
        assert reported(worked_app) == "Stopped. Nothing was written."


async def test_the_report_is_looked_at_and_written(worked_app):
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f6", "end")
        while worked_app.screen.desk.chosen != "report":
            await pilot.press("k")
        await settled(pilot)
        assert "gap to write" in shown(worked_app)
        await pilot.press("t")
        await settled(pilot)
        await pilot.press(*["backspace"] * 10, *"bmj", "enter")
        assert "Unknown template 'bmj'" in shown(worked_app)
        await pilot.press(*"-open", "enter")
        await settled(pilot)
        assert "The report has the template bmj-open" in reported(worked_app)
        assert "Abstract  (12 gaps to write)" in shown(worked_app)
        await pilot.press("w")
        await settled(pilot)
        assert (worked_app.project.exports.folder / "report.docx").is_file()


async def test_the_report_measures_the_suggestions_once_asked_for(worked_app, monkeypatch):
    monkeypatch.setattr(worked_app.project.learning, "model_card", card)
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f6", "m")
        assert not worked_app.screen.desk.measures, "a table has no such figures"
        await pilot.press("G")
        while worked_app.screen.desk.chosen != "report":
            await pilot.press("k")
        await pilot.press("m", "w")
        await settled(pilot)
        assert "(with figures of suggestions)" in worked_app.screen.desk.heading
    with ZipFile(worked_app.project.exports.folder / "report.docx") as archive:
        words = archive.read("word/document.xml").decode()
    assert "How good the suggestions were, each tested" in words
    assert "to measure it for this report" not in words


async def test_a_table_has_no_template(worked_app):
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert isinstance(worked_app.screen, ExportsScreen)


async def test_the_caption_stays_while_the_table_scrolls_sideways(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "j", "j")
        await settled(pilot)
        preview = worked_app.screen.query_one(TablePreview)
        before = preview.text.splitlines()[0]
        assert before in shown(worked_app)
        await pilot.press("l", "right", "right", "right")
        await settled(pilot)
        assert preview.scroll_x > 0
        assert before in shown(worked_app)


async def test_the_keys_of_the_list_scroll_the_table_while_one_is_in_it(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        screen = worked_app.screen
        assert "l To the table" in shown(worked_app)
        chosen, preview = screen.desk.chosen, screen.query_one(TablePreview)
        await pilot.press("l", "G")
        await settled(pilot)
        assert "h To the list" in shown(worked_app)
        assert preview.scroll_y == preview.max_scroll_y > 0
        await pilot.press("k")
        await settled(pilot)
        assert (screen.desk.chosen, preview.scroll_y) == (chosen, preview.max_scroll_y - 1)
        await pilot.press("h", "j")
        await settled(pilot)
        assert screen.desk.chosen != chosen


async def test_opening_before_writing_says_what_to_do(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert "press w first" in reported(worked_app)


async def test_every_export_can_be_looked_at_before_anything_is_coded(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        for _ in app.project.exports.all():
            await pilot.press("j")
            await settled(pilot)
        await pilot.press("l", "h")


def position(app, name: str) -> int:
    return [export.name for export in app.project.exports.all()].index(name)


async def test_other_exports_do_not_wait_for_the_model_card(worked_app):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        exports = worked_app.screen.query_one(OptionList)
        exports.highlighted = position(worked_app, "model-card")
        await pilot.pause()
        assert "takes a while" in shown(worked_app)
        exports.highlighted = position(worked_app, "codebook")
        await until(pilot, lambda: "Market logic" in shown(worked_app))
        exports.highlighted = position(worked_app, "model-card")
        await until(pilot, lambda: "who decides" in shown(worked_app))


async def test_a_model_card_under_way_does_not_keep_the_program_from_ending(worked_app):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        exports = worked_app.screen.query_one(OptionList)
        exports.highlighted = position(worked_app, "model-card")
        await until(pilot, evaluators)
    assert not evaluators()


async def test_low_levels_are_left_out_and_put_back_by_one_key(worked_app):
    names = [export.name for export in worked_app.project.exports.all()]
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f6", *["down"] * names.index("synthesis"))
        await settled(pilot)
        assert "Left out is" not in shown(worked_app)
        await pilot.press("a")
        await settled(pilot)
        assert "without low relevance" in shown(worked_app)
        await pilot.press("a", "a", "a")
        await settled(pilot)
        assert "Tables are whole again" in reported(worked_app)
        assert "without low" not in shown(worked_app)


async def test_a_figure_is_shown_as_text_as_wide_as_the_pane_and_written(worked_app):
    folder = worked_app.project.folder / "exports"
    names = [export.name for export in worked_app.project.exports.all()]
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        worked_app.screen.query_one("#exports-list", OptionList).highlighted = names.index("figure-map")
        await settled(pilot)
        assert "Theory map, with the rival framings" in shown(worked_app)
        assert "T1 Market logic" in shown(worked_app)
        await pilot.press("w")
        await settled(pilot)
        assert {path.name for path in folder.iterdir()} >= {"figure-map.svg", "figure-map.png"}
        before = worked_app.screen.desk.width
        await pilot.resize_terminal(160, 48)
        await settled(pilot)
        assert worked_app.screen.desk.width > before


async def test_a_figure_says_what_it_needs_while_there_is_nothing_to_show(app):
    names = [export.name for export in app.project.exports.all()]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        app.screen.query_one("#exports-list", OptionList).highlighted = names.index("figure-cmoc")
        await settled(pilot)
        assert "Nothing to show yet: compose a configuration first." in shown(app)


async def test_drawing_does_not_hold_up_the_screen(worked_app, monkeypatch):
    drawn_in = []
    write = worked_app.project.exports.write

    def watched(*args, **named):
        drawn_in.append(threading.current_thread())
        return write(*args, **named)

    monkeypatch.setattr(worked_app.project.exports, "write", watched)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "end")
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
    assert drawn_in
    assert threading.main_thread() not in drawn_in


@pytest.mark.usefixtures("begins_in_library")
async def test_the_references_that_the_library_lists_are_exported(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        worked_app.screen.listing.toggle(("theory-map", "include"))
        await pilot.press("E")
        await settled(pilot)
        assert isinstance(worked_app.screen, ExportsScreen)
        assert worked_app.screen.desk.chosen == "references"
        assert "are exported: theory-map=include." in reported(worked_app)
        await pilot.press("r")
        await settled(pilot)
        assert "theory-map=include" in shown(worked_app)
        await pilot.press(*["backspace"] * 30, *"role=x", "enter")
        await settled(pilot)
        assert "Unknown role 'x'" in shown(worked_app)
        await pilot.press(*["backspace"] * 6, *"all", "enter")
        await settled(pilot)
        assert "References of all" in reported(worked_app)
