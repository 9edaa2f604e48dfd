"""Importing references on the screen: the file, the preview, the columns, stopping, refusals."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from review.domain.searches.search import Search, SearchKind
from review.tui.app import ReviewApp
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.files.import_references import ImportFile, ImportPreview
from review.tui.places.library import LibraryScreen
from tests.tui.hosts import in_one_line, reported, settled, shown, until

TABLE = """Title,People,Year,Shelf
Who pays for advice,"Lane, Jo; Pope, Kim",2015,A1
"[bold]Markets[/bold] of \x1b[31mcare","Quill, Ada",2016,A2
"""


def table(folder: Path, text: str = TABLE) -> Path:
    path = folder / "found.csv"
    path.write_text(text, "utf-8")
    return path


async def previewed(pilot: Pilot[None], path: Path) -> None:
    """Give the file in the form, and wait for its preview."""
    await settled(pilot)
    await pilot.press("I")
    form = pilot.app.screen
    assert isinstance(form, ImportFile)
    form.query_one("#file").value = str(path)
    await pilot.press("enter")
    await settled(pilot)
    await settled(pilot)


def titles(app: ReviewApp) -> set[str]:
    return {record.title for record in app.project.records.all()}


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_file_is_previewed_then_imported(
    app: ReviewApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    before = titles(app)
    async with app.run_test(size=size) as pilot:
        await previewed(pilot, table(tmp_path))
        assert "csv: 2 new records, 0 known" in shown(app)
        assert "Who pays for advice" in shown(app)
        assert "[bold]Markets[/bold]" in shown(app)
        assert "\x1b" not in shown(app)
        assert titles(app) == before
        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert "csv: 2 new records imported" in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert "2 new records imported" in reported(app)
    assert "Who pays for advice" in titles(app) - before


async def test_a_list_in_place_of_the_one_shown_is_shown_first(app: ReviewApp, tmp_path: Path) -> None:
    before = titles(app)
    async with app.run_test() as pilot:
        await previewed(pilot, table(tmp_path))
        table(tmp_path, "Title,Year\nA list that nobody looked at,2016\n")
        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert "The file has changed since: nothing was imported" in shown(app)
        assert "csv: 1 new record, 0 known" in shown(app)
        assert titles(app) == before

        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert titles(app) - before == {"A list that nobody looked at"}


async def test_new_records_that_look_like_others_are_announced(app: ReviewApp, tmp_path: Path) -> None:
    twice = "Title,Authors,Year,Journal\n" + 2 * 'Who pays for advice{},"Lane, Jo",2015,Journal of Care\n'
    async with app.run_test(size=(80, 24)) as pilot:
        await previewed(pilot, table(tmp_path, twice.format("", ".")))
        announced = "1 group of new records and others that look alike: = in the Library lists it"
        assert f"{announced} once the file is imported" in in_one_line(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert announced in in_one_line(app)
        assert "once the file is imported" not in in_one_line(app)


async def test_references_are_tied_to_the_search_that_is_named(app: ReviewApp, tmp_path: Path) -> None:
    app.project.searches.log(Search("S1", "Care markets", SearchKind.DATABASE))
    async with app.run_test(size=(160, 48)) as pilot:
        await settled(pilot)
        await pilot.press("I")
        form = app.screen
        form.query_one("#file").value = str(table(tmp_path))
        form.query_one("#source").value = "HMIC"
        form.query_one("#found-by").value = "S9"
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "Unknown search 'S9'. Searches: S1" in in_one_line(app)
        form.query_one("#found-by").value = "s1"
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "tied to S1: 2 references" in shown(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        await pilot.press("enter", "end")
        await settled(pilot)
        assert "Found by S1 (HMIC)" in shown(app)


async def test_a_table_without_a_known_title_shows_its_columns_to_be_given_a_field(
    app: ReviewApp, tmp_path: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await previewed(pilot, table(tmp_path, "Shelf,Headline\nA1,Who pays for advice\nA2,Markets\n"))
        assert "Nothing can be imported." in shown(app)
        text = in_one_line(app)
        assert "its columns are: Shelf, Headline; say which has the titles, with Enter on its line" in text
        assert "--" not in text
        await pilot.press("down", "enter")
        await pilot.press(*"title", "enter")
        await settled(pilot)
        await settled(pilot)
        assert "csv: 2 new records, 0 known" in shown(app)


async def test_another_field_is_given_to_a_column(app: ReviewApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await previewed(pilot, table(tmp_path))
        columns = [
            str(app.screen.query_one(OptionList).get_option_at_index(i).prompt).split() for i in range(4)
        ]
        assert ["kept", "from", "People"] in columns
        await pilot.press("down", "enter")
        assert isinstance(app.screen, Chooser)
        await pilot.press(*"authors", "enter")
        await settled(pilot)
        await settled(pilot)
        assert "Lane, Jo; Pope, Kim" in shown(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
    assert ("Lane, Jo", "Pope, Kim") in {record.authors for record in app.project.records.all()}


async def test_decisions_without_a_stage_get_the_one_that_is_chosen(app: ReviewApp, tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Year,Included,File Attachments\nWho pays for advice,2015,1,a.pdf\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await previewed(pilot, path)
        assert "PDFs that references name: to attach · decisions at title abstract: 1 include" in in_one_line(
            app
        )
        assert "decisions to import: 1 as " in shown(app)
        await pilot.press("f", "g")
        await settled(pilot)
        await settled(pilot)
        assert "PDFs that references name: to leave out · decisions at theory map: 1 include" in in_one_line(
            app
        )
        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
    assert [made.stage for made in app.project.screening.all_decisions()] == ["theory-map"]


async def test_at_each_step_one_can_go_back_and_nothing_was_stored(app: ReviewApp, tmp_path: Path) -> None:
    before = app.project.revision
    async with app.run_test(size=(80, 24)) as pilot:
        await previewed(pilot, table(tmp_path))
        await pilot.press("enter", "escape", "escape")
        assert isinstance(app.screen, ImportFile)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
    assert app.project.revision == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("found.pdf", b"%PDF-1.7 not references", "found.pdf"),
        ("found.csv", b"", "found.csv"),
        ("found.ris", b"\x00\x01\x02\xff" * 99, "found.ris"),
    ],
)
async def test_what_holds_no_references_is_refused_and_the_form_is_left_as_it_was(
    app: ReviewApp, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    async with app.run_test(size=(80, 24)) as pilot:
        await previewed(pilot, path)
        assert isinstance(app.screen, ImportPreview)
        assert told in shown(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, ImportPreview)
        await pilot.press("escape")
        assert isinstance(app.screen, ImportFile)


@pytest.mark.parametrize("given", ["", "/there/is/[b]nothing", "/", "\x00"])
async def test_what_is_no_file_is_reported_in_the_form(app: ReviewApp, given: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("I")
        app.screen.query_one("#file").value = given
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ImportFile)
        assert str(app.screen.query_one("#complaint").render())


async def test_reading_a_large_table_can_be_stopped(app: ReviewApp, tmp_path: Path) -> None:
    rows = "".join(f"Title {number},Author,2015,A\n" for number in range(300_000))
    path = table(tmp_path, "Title,People,Year,Shelf\n" + rows)
    before = app.project.revision
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("I")
        app.screen.query_one("#file").value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: "references read" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: "references read)." in shown(app))
        await pilot.press("escape")
        assert isinstance(app.screen, ImportFile)
    assert app.project.revision == before


async def test_a_full_disk_is_one_line_and_the_dialog_stays(
    app: ReviewApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        path = table(tmp_path)
        await previewed(pilot, path)
        # Changed since the preview, so it is read again.
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")

        def full(*_: object, **__: object) -> object:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("review.references.staging.TemporaryFile", full)
        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, ImportPreview)
        assert "No space left on device" in in_one_line(app)


async def test_a_list_without_decisions_gets_one_for_all_its_records(app: ReviewApp, tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Year,Covidence #\nWho pays for advice,2015,#1\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await previewed(pilot, path)
        await until(pilot, lambda: "d decision" in shown(app))
        assert "PDFs" not in shown(app)
        assert "with d and g" in app.screen.query_one("#import-text").visual.plain
        await pilot.press("d")
        await until(pilot, lambda: "records without a decision: include" in in_one_line(app))
        await until(pilot, lambda: "g stage" in shown(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "1 new record imported" in shown(app))
    assert [made.decision for made in app.project.screening.all_decisions()] == ["include"]
