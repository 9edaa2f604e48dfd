"""What another program writes is shown in every place within seconds; cursor and scroll position stay."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.widgets import OptionList, Static

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.places import base
from review.tui.places.exports.desk import MODEL_CARD
from review.tui.places.library import LibraryScreen
from review.tui.places.screening import ScreeningScreen
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.record_list import RecordRows
from review.tui.widgets.table_preview import TablePreview
from tests.tui.evaluators import evaluators
from tests.tui.example import TEXTS, write_pdf
from tests.tui.hosts import reported, settled, shown, until

IMPORTED = "".join(
    f"TY  - JOUR\nTI  - {title}\nAU  - Bell, Una\nPY  - 2015\nER  - \n\n" for title in ("Aa {}", "Zz {}")
)
"""Two references: with the list ordered by title one comes before the others, one behind."""


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine makes the pauses between two looks longer than a test waits."""
    monkeypatch.setattr(base, "PAUSES", 0)


@pytest.fixture
def other(worked_app: ReviewApp) -> Iterator[Project]:
    """The same review, open in another program, by another reviewer."""
    project = Project.open(worked_app.project.folder, "Ben")
    yield project
    project.close()


def imported(project: Project, number: int = 0) -> None:
    file = project.folder / f"{number}.ris"
    file.write_text(IMPORTED.format(number, number), "utf-8")
    project.references.import_file(file)


def records_with_text(project: Project) -> list[str]:
    return [record.id for record in project.records.all() if record.text_sha256]


def paragraph(project: Project, record: str) -> tuple[int, int]:
    passage = next(p for p in project.documents.text_of(record).passages if p.kind == "paragraph")
    return passage.start, passage.end


async def test_the_library_lists_what_another_program_imports(worked_app: ReviewApp, other: Project):
    async with worked_app.run_test(size=(160, 30)) as pilot:
        await pilot.press("o", "3", "down")
        await settled(pilot)
        rows = worked_app.screen.query_one(RecordRows)
        row = rows.row(rows.cursor)
        assert (rows.cursor, len(rows.keys)) == (1, 3)
        imported(other)
        await until(pilot, lambda: len(rows.keys) == 5)
        assert rows.row(rows.cursor) == row
        assert rows.cursor == 2
        assert "5 records" in shown(worked_app)


async def test_the_library_shows_a_decision_of_another_program_in_the_row_and_its_details(
    app: ReviewApp,
):
    other = Project.open(app.project.folder, "Ana")
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        rows = app.screen.query_one(RecordRows)
        record = rows.row(0).record
        other.screening.decide(record, "include", "title-abstract", note="seen from afar")
        await until(pilot, lambda: "seen from afar" in shown(app))
        assert rows.row(0).stages["title-abstract"] == "include"
    other.close()


async def test_a_key_just_after_another_program_wrote_hides_nothing(worked_app: ReviewApp, other: Project):
    """The key is an act of this program: what it saw of the review is not what the list shows."""
    async with worked_app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        rows = worked_app.screen.query_one(RecordRows)
        imported(other)
        await pilot.press("down", "up")
        await until(pilot, lambda: len(rows.keys) == 5)


async def test_the_library_scrolled_away_from_its_cursor_stays_there(worked_app: ReviewApp, other: Project):
    for number in range(30):
        imported(other, number)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o", "3", *["down"] * 40)
        await settled(pilot)
        rows = worked_app.screen.query_one(RecordRows)
        rows.scroll_to(y=30, animate=False, force=True)
        await settled(pilot)
        assert (rows.cursor, rows.scroll_offset.y) == (40, 30)
        line = rows.cursor - rows.scroll_offset.y
        imported(other, 30)
        await until(pilot, lambda: len(rows.keys) == 65)
        await settled(pilot)
        assert rows.cursor == 41
        assert rows.cursor - rows.scroll_offset.y == line


async def test_a_search_being_typed_keeps_the_focus(worked_app: ReviewApp, other: Project):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"Aa")
        await settled(pilot)
        rows = worked_app.screen.query_one(RecordRows)
        await until(pilot, lambda: not len(rows.keys))
        imported(other)
        await until(pilot, lambda: len(rows.keys) == 1)
        assert worked_app.focused.id == "search"
        assert worked_app.focused.value == "Aa"


async def test_screening_counts_what_another_program_imports_and_keeps_the_record(app: ReviewApp):
    other = Project.open(app.project.folder, "Ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "n", "x")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, ScreeningScreen)
        screen.desk.note = "half a thought"
        record = screen.desk.record
        assert "title abstract 3" in shown(app)
        imported(other)
        await until(pilot, lambda: "title abstract 5" in shown(app))
        assert screen.desk.record == record
        assert screen.desk.note == "half a thought"
        await pilot.press("2")
        await settled(pilot)
        assert [d.criteria for d in app.project.screening.decisions(record.id)] == [("E2",)]
    other.close()


async def test_screening_shows_an_edited_reference_without_scrolling(app: ReviewApp):
    other = Project.open(app.project.folder, "Ben")
    for record in other.records.all():
        other.records.edit(record.id, abstract="A line of it. " * 300)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", *["down"] * 6)
        await settled(pilot)
        view = app.screen.query_one(AbstractView)
        top = view.scroll_offset.y
        assert top > 0
        other.records.edit(app.screen.desk.record.id, year=1999)
        await until(pilot, lambda: "1999" in str(app.screen.query_one("#abstract-reference", Static).content))
        await settled(pilot)
        assert view.scroll_offset.y == top
    other.close()


async def test_screening_goes_on_where_the_record_was_merged_into_another(app: ReviewApp):
    other = Project.open(app.project.folder, "Ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        record = app.screen.desk.record.id
        kept = next(each.id for each in other.records.all() if each.id != record)
        other.references.merge(kept, record, "the same work")
        await until(pilot, lambda: "title abstract 2" in shown(app))
        assert app.screen.desk.record.id != record
    other.close()


async def test_own_decisions_elsewhere_leave_the_record_and_say_so(app: ReviewApp):
    other = Project.open(app.project.folder, "Ana")
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        record = app.screen.desk.record.id
        other.screening.decide(record, "include", "title-abstract")
        await until(pilot, lambda: "you: include" in shown(app))
        assert app.screen.desk.record.id == record
        other.history.undo()
        await until(pilot, lambda: "you: include" not in shown(app))
    other.close()


async def test_the_reader_shows_codings_of_another_program_where_it_stands(
    worked_app: ReviewApp, other: Project
):
    record = records_with_text(worked_app.project)[0]
    start, end = paragraph(other, record)
    async with worked_app.run_test(size=(160, 30)) as pilot:
        worked_app.open_reader(record)
        await settled(pilot)
        await pilot.press("j", "J")
        await settled(pilot)
        view = worked_app.screen.view
        before = view.cursor.at, view.cursor.selection, view.scroll_offset
        other.coding.code(record, ["T3"], start, end, memo="from afar")
        await until(pilot, lambda: any("T3" in coding.codes for coding in worked_app.screen.desk.codings))
        assert (view.cursor.at, view.cursor.selection, view.scroll_offset) == before


async def test_the_reader_opens_the_new_text_of_a_file_that_was_read_again(app: ReviewApp):
    """Codes put on the old text would be stored with other words than those on the screen."""
    other = Project.open(app.project.folder, "Ben")
    record = next(record.id for record in other.records.all() if record.path.endswith("rahman.pdf"))
    title, text = TEXTS["rahman.pdf"]
    async with app.run_test(size=(160, 30)) as pilot:
        app.open_reader(record)
        await settled(pilot)
        write_pdf(other.folder / "corpus" / "rahman.pdf", title, f"This was added. {text}")
        assert "New version of the file" in other.documents.ingest(jobs=1).files[-1].message
        await until(pilot, lambda: "This was added" in shown(app))
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        (coding,) = app.project.coding.codings(record=record)
        assert coding.quote == app.screen.desk.document.text[coding.start : coding.end]
        assert "This was added" in app.screen.desk.document.text
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
    other.close()


async def test_the_reader_survives_that_its_record_was_merged(app: ReviewApp):
    other = Project.open(app.project.folder, "Ben")
    record, kept = records_with_text(app.project)[:2]
    async with app.run_test(size=(160, 30)) as pilot:
        app.open_reader(record)
        await settled(pilot)
        other.references.merge(kept, record, "the same work")
        await until(pilot, lambda: app.screen.desk.record.id == kept or bool(reported(app)))
        await pilot.press("j", "f2")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
    other.close()


async def test_an_export_is_shown_again_where_it_was_scrolled_to(worked_app: ReviewApp, other: Project):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        exports = worked_app.screen.query_one(OptionList)
        names = [export.name for export in worked_app.project.exports.all()]
        exports.highlighted = names.index("evidence")
        await settled(pilot)
        await pilot.press("l", "right", "right", "right")
        await settled(pilot)
        preview = worked_app.screen.query_one(TablePreview)
        across = preview.scroll_x
        assert across > 0
        record = records_with_text(other)[0]
        other.coding.code(record, ["T3"], *paragraph(other, record), memo="from afar")
        await until(pilot, lambda: "from afar" in preview.text)
        assert preview.scroll_x == across
        assert exports.highlighted == names.index("evidence")


async def test_models_are_not_fitted_again_for_every_act_of_others(worked_app: ReviewApp, other: Project):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        exports = worked_app.screen.query_one(OptionList)
        names = [export.name for export in worked_app.project.exports.all()]
        exports.highlighted = names.index(MODEL_CARD)
        await settled(pilot)
        preview = worked_app.screen.query_one(TablePreview)
        card = preview.text
        assert "who decides" in card
        imported(other)
        await until(pilot, lambda: "before the latest changes" in shown(worked_app))
        assert preview.text == card
        assert not evaluators()


async def test_the_model_place_counts_again(worked_app: ReviewApp, other: Project):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        assert "3 of 3 records decided" in shown(worked_app)
        imported(other)
        await until(pilot, lambda: "3 of 5 records decided" in shown(worked_app))


async def test_the_theory_map_stays_where_it_was_scrolled_to(worked_app: ReviewApp, other: Project):
    for number in range(4, 20):
        other.theory.add(
            f"T{number}", "more", name=f"Name {number}", proposition="It works.", category="market"
        )
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        scroll = worked_app.screen.query_one("#map")
        scroll.scroll_to(y=9, animate=False, force=True)
        await settled(pilot)
        chosen = worked_app.screen.desk.theory.id
        assert scroll.arrangement.region_of(chosen).bottom <= 9
        other.theory.refine("T1", "clearer", name="Markets anew")
        await until(pilot, lambda: "version 18" in shown(worked_app))
        await settled(pilot)
        assert scroll.scroll_offset.y == 9
        assert worked_app.screen.desk.theory.id == chosen


async def test_duplicates_settled_elsewhere_go_and_the_compared_pair_stays(app: ReviewApp):
    other = Project.open(app.project.folder, "Ben")
    for number in range(2):
        for volume in range(2):
            file = other.folder / f"{number}-{volume}.ris"
            title = ("Whose choice? What people make of personal budgets", "Councils that meet providers")[
                number
            ]
            file.write_text(
                f"TY  - JOUR\nTI  - {title}\nAU  - Lantern, Mina\nPY  - 2016\nVL  - {volume}\n"
                f"T2  - Invented Review of Social Work\nDO  - 10.5555/irsw.2016.{number}\nER  - \n",
                "utf-8",
            )
            other.references.import_file(file)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("equals_sign")
        await settled(pilot)
        await until(pilot, lambda: len(app.screen.desk.groups) == 2)
        await pilot.press("down", "o")
        await settled(pilot)
        desk = app.screen.desk
        pair = desk.pair
        first = desk.groups[0].records
        other.references.relate(first[0], first[1], "distinct")
        await until(pilot, lambda: len(desk.groups) == 1)
        await settled(pilot)
        assert desk.pair == pair
        assert app.screen.query_one(OptionList).highlighted == 0
    other.close()


@pytest.mark.parametrize(
    "mode", ["screening", "theory-map", "exports", "model", "configurations", "desk", "searches", "reader"]
)
async def test_a_place_that_is_just_opening_is_left_alone(worked_app: ReviewApp, mode: str):
    async with worked_app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        if mode == "reader":
            worked_app.open_reader(records_with_text(worked_app.project)[0])
        else:
            worked_app.action_go(mode)
        assert not worked_app.screen.is_mounted
        tick(worked_app)
        await settled(pilot)
        assert worked_app.screen.is_mounted


async def test_a_place_that_is_just_closing_is_left_alone(
    worked_app: ReviewApp, other: Project, monkeypatch: pytest.MonkeyPatch
):
    ticks = []

    def write_and_tick(_: LibraryScreen) -> None:
        imported(other)
        worked_app._tick()
        ticks.append(1)

    monkeypatch.setattr(LibraryScreen, "on_unmount", write_and_tick, raising=False)
    async with worked_app.run_test() as pilot:
        await settled(pilot)
    assert ticks


async def test_while_a_dialog_is_open_nothing_moves_and_afterwards_all_is_shown(
    worked_app: ReviewApp, other: Project
):
    async with worked_app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        rows = worked_app.screen.query_one(RecordRows)
        await pilot.press("N", *"a memo")
        imported(other)
        for _ in range(3):
            tick(worked_app)
            await pilot.pause()
        assert len(rows.keys) == 3
        await pilot.press("escape", "y")
        await until(pilot, lambda: len(rows.keys) == 5)


def tick(app: ReviewApp) -> None:
    """What the program does every second."""
    app._tick()


async def test_a_long_list_is_not_read_all_the_time(
    worked_app: ReviewApp, other: Project, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(base, "PAUSES", 1_000_000)
    async with worked_app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        rows = worked_app.screen.query_one(RecordRows)
        imported(other, 1)
        await until(pilot, lambda: len(rows.keys) == 5)
        imported(other, 2)
        tick(worked_app)
        await pilot.pause()
        assert len(rows.keys) == 5
        await pilot.press("f3", "f2")
        await until(pilot, lambda: len(rows.keys) == 7)
