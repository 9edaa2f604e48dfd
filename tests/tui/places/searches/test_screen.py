"""The place of searches, with real keys."""

import pytest
from textual.widgets import Input, TextArea

from review.domain.searches.flow import Box
from review.domain.searches.search import Search, SearchKind, SearchLine, SearchResult
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.files.file_form import FileForm
from review.tui.dialogs.files.import_references import ImportFile, ImportPreview
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.places.library import LibraryScreen
from review.tui.places.searches import SearchesScreen
from review.tui.places.searches.desk import Page
from review.tui.places.searches.items import SearchParts, SearchRows
from tests.tui.hosts import held_up, pressed, reported, settled, shown, until
from tests.tui.legibility.searches import BOOLEAN

STARTS_AT = "searches"

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
RIS = "TY  - JOUR\nTI  - A study of wombats\nAU  - Ro, A\nPY  - 2015\nER  -\n"


def chosen(app: ReviewApp) -> Search:
    assert isinstance(app.screen, SearchesScreen)
    assert app.screen.desk.chosen
    return app.screen.desk.chosen.search


def fill(app: ReviewApp, **texts: str) -> None:
    """Put a text into fields of the form, as a paste does."""
    for name, text in texts.items():
        field = app.screen.query_one(f"#{name.replace('__', '-')}")
        if isinstance(field, TextArea):
            field.text = text
        else:
            assert isinstance(field, Input)
            field.value = text


async def to_line(pilot, line: int) -> None:
    """Put the cursor on a line of the search that is shown."""
    await pressed(pilot, "escape", "enter", "home")
    view = pilot.app.screen.query_one(SearchParts)
    while view.part != f"line:{line}":
        before = (view.cursor, view.scroll_offset.y)
        await pressed(pilot, "down")
        assert (view.cursor, view.scroll_offset.y) != before


@SIZES
async def test_list_and_search_are_shown(searched_app: ReviewApp, size):
    async with searched_app.run_test(size=size) as pilot:
        await pressed(pilot, "f10")
        text = shown(searched_app)
        for part in (
            "F10 Searches",
            "799 found, 1 line not reported",
            "! 2",
            "22 found, 23 stated",
            "Prompted by      the plan",
        ):
            assert part in text
        await pressed(pilot, "down", "down")
        assert "[bold]Markup[/bold] [/etc/passwd]" in shown(searched_app)
        assert chosen(searched_app).id == "S3"


async def test_a_second_key_leads_there_where_the_terminal_keeps_f10(searched_app: ReviewApp):
    async with searched_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "ctrl+l")
        assert isinstance(searched_app.screen, SearchesScreen)


async def test_in_a_narrow_window_what_is_read_gets_the_room(searched_app: ReviewApp):
    async with searched_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10")
        rows, view = searched_app.screen.query_one(SearchRows), searched_app.screen.query_one(SearchParts)
        for key in ("enter", "f", "p"):
            await pressed(pilot, key)
            assert view.has_focus
            assert not rows.display
            await pressed(pilot, "escape")
            assert rows.has_focus
            assert rows.display
        await pressed(pilot, "f")
        assert searched_app.screen.desk.page is Page.FLOW
        await pressed(pilot, "f")
        assert searched_app.screen.desk.page is Page.SEARCH


async def test_while_the_first_flow_is_counted_it_says_so_and_the_key_does_not_leave(
    searched_app: ReviewApp, monkeypatch: pytest.MonkeyPatch
):
    async with searched_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10")
        with held_up(monkeypatch, searched_app.project.flow, "read"):
            await pilot.press("f")
            await until(pilot, lambda: "Counting …" in shown(searched_app))
            await pilot.press("f")
            assert searched_app.screen.desk.page is Page.FLOW
        await until(pilot, lambda: "Counting …" not in shown(searched_app))
        assert searched_app.screen.desk.page is Page.FLOW


@SIZES
async def test_the_empty_place_says_what_to_do_and_shows_the_flow(app: ReviewApp, size):
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "f10")
        assert "No searches are logged yet." in shown(app)
        assert "n logs one as it was made" in shown(app)
        await pressed(
            pilot, "e", "l", "x", "o", "i", "r", "enter", "down", "up", "end", "home"
        )  # does no harm
        assert isinstance(app.screen, SearchesScreen)
        await pressed(pilot, "f")
        assert "SCREENING" in shown(app)
        await pressed(pilot, "p")
        assert "of 16 items of PRISMA-S" in shown(app)
        await pressed(pilot, "escape", "n")
        assert isinstance(app.screen, Chooser)


async def test_a_search_is_logged_by_keys_and_undone(app: ReviewApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10", "n", "2")
        keys = {one.label.split()[0]: one.key for one in app.screen._choices}
        assert (keys["T2"], keys["RA"], keys["the"]) == ("2", "a", "p"), "codes have their keys"
        await pressed(pilot, "p")
        assert isinstance(app.screen, TheoryForm)
        await pressed(pilot, *["tab"] * 9, "ctrl+s")
        assert "Missing: Component" in shown(app)
        assert shown(app).count("Component: what was searched for") == 2  # the label, too, above the field
        await pressed(pilot, *"Councils", "tab", *"one", "ctrl+s")  # a round has digits only
        one = chosen(app)
        assert (one.id, one.kind, one.prompted_by, one.component) == (
            "S1",
            SearchKind.ORGANISATION,
            "plan",
            "Councils",
        )
        assert "S1 logged" in reported(app)
        await pressed(pilot, "u")
        assert "No searches are logged yet." in shown(app)


async def test_the_field_in_which_one_types_stays_in_sight_in_a_window_of_another_size(app: ReviewApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10", "n", "2", "p", *["tab"] * 6)
        for size in ((160, 48), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        field, body = app.focused, app.focused.parent
        assert body.region.contains_region(field.region)


async def test_what_makes_no_sense_is_said_below_its_field_and_nothing_typed_is_lost(searched_app: ReviewApp):
    async with searched_app.run_test(size=(100, 48)) as pilot:
        await pressed(pilot, "f10", "e")
        fill(searched_app, sources="HMIC; Ovid; yesterday", note="kept")
        await pressed(pilot, "ctrl+s")
        assert "'yesterday' is not a day, month or year" in shown(searched_app)
        assert searched_app.screen.query_one("#note", Input).value == "kept"
        fill(searched_app, sources="HMIC; Ovid; 2018")
        await pressed(pilot, "ctrl+s")
        assert (chosen(searched_app).sources[0].date, chosen(searched_app).note) == ("2018", "kept")
        await pressed(pilot, "e")
        fill(searched_app, note="lost?")
        await pressed(pilot, "escape")
        assert "Discard the changes?" in shown(searched_app)


async def test_parts_of_a_few_are_chosen_and_the_others_open_the_form_at_their_field(searched_app: ReviewApp):
    async with searched_app.run_test(size=(100, 48)) as pilot:
        await pressed(pilot, "f10", "enter", "down", "enter")
        assert isinstance(searched_app.screen, Chooser)
        await pressed(pilot, "5")
        assert chosen(searched_app).kind is SearchKind.EXPERT
        await pressed(pilot, "down", "enter")
        assert searched_app.focused is searched_app.screen.query_one("#round")
        await pressed(pilot, "escape", "down", "enter")
        gap = next(choice.key for choice in searched_app.screen._choices if choice.label == "a gap, in words")
        await pressed(pilot, gap)
        assert isinstance(searched_app.screen, TextPrompt)
        await pressed(pilot, *"prices", "enter")
        assert chosen(searched_app).prompted_by == "gap: prices"
        assert "gap: prices" in shown(searched_app)


async def test_lines_are_added_after_the_cursor_worded_and_removed(searched_app: ReviewApp):
    async with searched_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10")
        await to_line(pilot, 0)
        await pressed(pilot, "l")
        assert searched_app.screen.query_one("#id", Input).value == "8"
        fill(searched_app, id="1b", string=BOOLEAN, results="12@HMIC:title\n3")
        await pressed(pilot, "ctrl+s")
        assert [line.id for line in chosen(searched_app).lines] == ["1", "1b", "4a", "7"]
        assert chosen(searched_app).lines[1] == SearchLine(
            "1b", BOOLEAN, (SearchResult(12, "HMIC", "title"), SearchResult(3))
        )
        await to_line(pilot, 1)
        await pressed(pilot, "enter")
        assert searched_app.screen.query_one("#string", TextArea).text == BOOLEAN
        fill(searched_app, results="")
        await pressed(pilot, "ctrl+s")
        assert chosen(searched_app).lines[1].results is None
        await to_line(pilot, 1)
        await pressed(pilot, "x")
        assert [line.id for line in chosen(searched_app).lines] == ["1", "4a", "7"]


async def test_a_search_is_removed_with_a_reason(searched_app: ReviewApp):
    async with searched_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10", "down", "x", "enter")
        assert "Type the reason." in shown(searched_app)
        await pressed(pilot, *"twice", "enter")
        assert chosen(searched_app).id == "S3"
        await pressed(pilot, "u")
        assert "22 found, 23 stated" in shown(searched_app)


async def test_a_file_of_searches_is_imported_or_refused_with_every_mistake(app: ReviewApp, tmp_path):
    file = tmp_path / "searches.yaml"
    file.write_text("searches:\n  - {id: S1, component: a, kind: databse}\n  - {id: S2, kind: chance}\n")
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f10", "I")
        assert isinstance(app.screen, FileForm)
        fill(app, file=str(file))
        await pressed(pilot, "enter")
        assert "searches.yaml:2: " in shown(app)
        assert "has no component" in shown(app)
        assert app.project.searches.all() == []
        file.write_text(
            "searches:\n  - {id: S1, component: a, kind: database, lines: [{id: 1, string: x}]}\n"
        )
        await pressed(pilot, "escape")
        await pressed(pilot, "enter")
        await pressed(pilot, "enter")
        assert [one.id for one in app.project.searches.all()] == ["S1"]
        while not isinstance(app.screen, SearchesScreen):
            await pressed(pilot, "escape")
        assert "not reported" in shown(app)


async def test_references_are_tied_to_the_search_and_listed_in_the_library(searched_app: ReviewApp, tmp_path):
    file = tmp_path / "found.ris"
    file.write_text(RIS)
    async with searched_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10", "down", "i")
        assert isinstance(searched_app.screen, ImportFile)
        assert searched_app.screen.query_one("#found-by", Input).value == "S2"
        fill(searched_app, file=str(file), found__by="S99", source="Websites")
        await pressed(pilot, "enter")
        assert "Unknown search 'S99'. Searches: S1, S2, S3, S4" in shown(searched_app)
        fill(searched_app, found__by="s2")
        await pressed(pilot, "enter")
        assert isinstance(searched_app.screen, ImportPreview)
        await pressed(pilot, "ctrl+s", "enter")
        assert isinstance(searched_app.screen, SearchesScreen)
        await pressed(pilot, "enter")
        assert "1 reference or document" in shown(searched_app)
        assert "Websites: 1 record" in shown(searched_app)
        await pressed(pilot, "r")
        assert isinstance(searched_app.screen, LibraryScreen)
        assert "search: S2" in shown(searched_app)
        assert "wombats" in shown(searched_app)
        assert "1 of " in shown(searched_app)


async def test_the_library_asks_for_the_search_only_if_there_is_one(app: ReviewApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "I")
        assert not app.screen.query("#found-by")


@pytest.mark.usefixtures("begins_in_library")
async def test_without_a_search_an_import_is_tied_to_none(searched_app: ReviewApp, tmp_path):
    file = tmp_path / "found.ris"
    file.write_text(RIS)
    async with searched_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "I")
        assert "Search that found them" in shown(searched_app)
        fill(searched_app, file=str(file))
        await pressed(pilot, "enter", "ctrl+s", "enter")
        assert {tie.search for tie in searched_app.project.searches.ties()} == {""}


@SIZES
async def test_a_box_is_stated_with_its_reason_and_the_flow_says_so(searched_app: ReviewApp, size):
    async with searched_app.run_test(size=size) as pilot:
        await pressed(pilot, "f10", "f")
        view = searched_app.screen.query_one(SearchParts)
        assert not view.is_cursor_in_view
        await pressed(pilot, "enter")
        assert isinstance(searched_app.screen, Chooser)  # what is not in sight is asked for
        await pressed(pilot, "escape")
        while not view.is_cursor_in_view:
            before = view.scroll_offset.y
            await pressed(pilot, "down")
            assert view.scroll_offset.y > before
        await pressed(pilot, "enter")
        assert isinstance(searched_app.screen, TheoryForm)
        assert "Databases" in shown(searched_app)
        await pressed(pilot, *"many", "enter", *"w", "enter")
        assert "'many' is not a number" in shown(searched_app)
        fill(searched_app, n="3,316", because="as the paper says")
        await pressed(pilot, "ctrl+s")
        assert searched_app.project.flow.stated()[Box.IDENTIFIED_DATABASES].n == 3316
        assert "3,316" in shown(searched_app)
        assert searched_app.screen.desk.page is Page.FLOW
        await pressed(pilot, "u")
        assert Box.IDENTIFIED_DATABASES not in searched_app.project.flow.stated()


async def test_from_the_list_the_box_is_chosen(searched_app: ReviewApp):
    async with searched_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f10", "s")
        assert "stated as not reported" in shown(searched_app)
        assert "not reported, 799 in what is reported" in shown(searched_app)
        await pressed(pilot, "7")
        assert "Records screened" in shown(searched_app)
        fill(searched_app, n="not reported", because="the paper gives none")
        await pressed(pilot, "ctrl+s")
        assert searched_app.project.flow.stated()[Box.SCREENED].n is None


async def test_what_was_logged_apart_is_settled(searched_app: ReviewApp, tmp_path):
    project = searched_app.project
    here, there = logged_apart(project)
    async with searched_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f10")
        while chosen(searched_app).id != "S9":
            await pressed(pilot, "down")
        assert " apart" in shown(searched_app)
        assert len(chosen(searched_app).others) == 1
        await pressed(pilot, "o")
        assert here in shown(searched_app)
        assert there in shown(searched_app)
        await pressed(pilot, "1")
        assert chosen(searched_app).others == ()


def logged_apart(project: Project) -> tuple[str, str]:
    """Log S9 twice, neither knowing of the other, as in two copies of the review."""
    from review.acts import LogSearch

    for component in ("Logged here", "Logged there"):
        act = LogSearch.of(Search("S9", component, SearchKind.CHANCE), ())
        project.journal.append("Ben", act)
    return "Logged here", "Logged there"


async def test_what_another_program_logs_is_shown_and_the_cursor_stays(searched_app: ReviewApp):
    other = Project.open(searched_app.project.folder, "Ben")
    async with searched_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f10", "down", "enter", "down", "down")
        view = searched_app.screen.query_one(SearchParts)
        part = view.part
        other.searches.log(Search("S7", "By another program", SearchKind.CHANCE))
        searched_app.screen.show_status()
        await settled(pilot)
        assert "By another program" in shown(searched_app)
        assert (chosen(searched_app).id, view.part) == ("S2", part)
    other.close()


async def test_sixty_searches_are_gone_through(app: ReviewApp):
    app.project.searches.log_all(
        Search(f"S{number}", f"Component {number}", SearchKind.DATABASE, lines=(SearchLine("1", BOOLEAN),))
        for number in range(1, 61)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f10", "end")
        assert chosen(app).id == "S60"
        assert "Component 60" in shown(app)
        await pressed(pilot, "pageup", "home")
        assert chosen(app).id == "S1"


async def test_a_review_that_can_only_be_read_says_why_nothing_is_logged(searched: Project, settings):
    folder = searched.folder
    searched.close()
    project = Project.open(folder, "Ann", read_only=True)
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f10", "enter", "down", "enter", "5")
        assert "read" in reported(app)
        assert chosen(app).kind is SearchKind.DATABASE
    project.close()


async def test_what_was_found_is_opened_in_its_place(searched_app: ReviewApp):
    async with searched_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "ctrl+g", *"nothing new", "enter")
        assert isinstance(searched_app.screen, SearchesScreen)
        assert chosen(searched_app).id == "S1"
