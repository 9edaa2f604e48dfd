import pytest
from reportlab.pdfgen.canvas import Canvas
from textual.binding import Binding
from textual.widgets import Input, Static

from review.domain import Selection
from review.journal.queries.listing import deciding
from review.project.runs import on_many
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.descriptions.choose_several import ChooseSeveral
from review.tui.dialogs.edit_reference import EditReference
from review.tui.dialogs.ingest import IngestScreen
from review.tui.places.library import LibraryScreen
from review.tui.places.library.decide_all import DecideAll
from review.tui.places.library.new_files import NewFiles
from review.tui.places.reader import ReaderScreen
from review.tui.places.screening import ScreeningScreen
from review.tui.widgets.record_header import RecordHeader
from review.tui.widgets.record_list import RecordRows
from review.tui.widgets.screens import long_work
from tests.reviews import add_record
from tests.tui.example import TEXTS, write_pdf
from tests.tui.hosts import held_up, in_one_line, pressed, reported, settled, shown, until

SIZES = [(80, 24), (160, 48)]


def rows(app) -> RecordRows:
    return app.screen.query_one(RecordRows)


@pytest.mark.parametrize("size", SIZES)
async def test_every_record_is_listed_and_hostile_titles_are_only_text(app, size):
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        text = shown(app)
        assert "Market shaping in" in text
        assert "[@click=app.quit]" in text
        assert "3 records" in text


async def test_search_narrows_the_list_as_one_types(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"retender")
        await settled(pilot)
        assert len(rows(app).keys) == 1
        await pilot.press("escape")
        assert rows(app).has_focus
        await pilot.press("F")
        await settled(pilot)
        assert len(rows(app).keys) == 3
        assert app.screen.query_one("#search", Input).value == ""


async def test_titles_and_authors_come_first_and_enter_opens_the_reader_at_the_words(app):
    async with app.run_test(size=(80, 24)) as pilot:
        # In the title of one record, and on the second page of each.
        await pilot.press("slash", *"okafor", "enter")
        await settled(pilot)
        await until(pilot, lambda: "second page of okafor" in shown(app))
        await pilot.press("slash", "home", *"market ")
        await pilot.press("end", *["backspace"] * len("okafor"), "enter")
        await settled(pilot)
        lines = shown(app).splitlines()
        assert "1 of 3 · title and authors first" in lines[1]
        assert "Market shaping in" in lines[3]
        await pilot.press("F", "slash", *"sentence of its own", "enter")
        await settled(pilot)
        await until(pilot, lambda: shown(app).count('" p. 12') == 3)
        assert "3 of 3" in shown(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        cursor = app.screen.view.cursor
        assert (
            "ends here, with a sentence of its own" in cursor.text[cursor.passage.start : cursor.passage.end]
        )
        # The words are marked, and the key of the next match goes on from here; escape clears the marks, then leads back.
        current = app.screen.text.search.matches.current
        assert cursor.text[slice(*current)] == "sentence"
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.text.search.has_matches


async def test_enter_opens_at_the_words_before_they_are_on_the_screen(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"sentence of its own", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.view.cursor.at > 0


async def test_the_state_of_each_file_is_shown_when_it_goes_and_comes(app):
    corpus = app.project.documents.corpus
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert shown(app).count(" P ") == 3
        (corpus / "lind.pdf").rename(corpus.parent / "lind.pdf")
        app.screen.query_one(NewFiles)._look_for_lost()
        await settled(pilot)
        assert (shown(app).count(" P "), shown(app).count(" ! ")) == (2, 1)
        (corpus.parent / "lind.pdf").rename(corpus / "lind.pdf")
        app.screen.query_one(NewFiles)._look_for_lost()
        await settled(pilot)
        assert shown(app).count(" P ") == 3


async def test_what_matches_nothing_says_how_to_go_on(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"zebra")
        await settled(pilot)
        assert "No records match" in shown(app)
        assert "F clears" in shown(app)


@pytest.mark.parametrize(
    "finding_nothing", [("f", *"title abstract: conf", "enter"), ("slash", *"zebra", "enter")]
)
async def test_the_list_has_the_keys_again_after_finding_nothing(app, finding_nothing):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*finding_nothing)
        await settled(pilot)
        assert "No records match" in shown(app)
        assert "Author, year" not in shown(app)
        await pilot.press("j", "m", "M", "enter", "F")
        await settled(pilot)
        assert len(rows(app).keys) == 3
        await pilot.press("j", "j", "m")
        assert rows(app).cursor == 2
        assert len(rows(app).marked) == 1


async def test_a_filter_is_chosen_by_typing_and_clicked_away(worked_app):
    app = worked_app
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        assert isinstance(app.screen, Chooser)
        await pilot.press(*"theory map: incl", "enter")
        await pilot.pause()
        assert len(rows(app).keys) == 2
        await pilot.click("FilterChips", offset=(4, 0))
        await pilot.pause()
        assert len(rows(app).keys) == 3


async def test_the_order_is_chosen_by_key_or_heading_and_turned_round(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o", "3")
        await pilot.pause()
        ascending = list(rows(app).keys)
        await pilot.click(RecordHeader, offset=(30, 0))
        await pilot.pause()
        assert list(rows(app).keys) == ascending[::-1]


async def test_enter_reads_and_escape_comes_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


async def test_s_screens_the_record_under_the_cursor(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "s")
        await pilot.pause()
        assert isinstance(app.screen, ScreeningScreen)
        assert app.project.records.get(
            app.project.records.rows(app.project.records.listing())[1].record
        ).title in shown(app)


async def test_the_reference_is_edited_in_a_form_and_undone(app):
    project = app.project
    record = project.records.rows(project.records.listing())[0].record
    before = project.records.get(record).title
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        assert isinstance(app.screen, EditReference)
        app.screen.query_one("#title", Input).value = "A better title"
        app.screen.query_one("#year", Input).value = "twenty"
        await pilot.press("ctrl+s")
        assert "A year has four digits" in shown(app)
        app.screen.query_one("#year", Input).value = "2016"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert project.records.get(record).title == "A better title"
        assert project.records.get(record).year == 2016
        assert "A better title" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert project.records.get(record).title == before
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert project.records.get(record).title == "A better title"


async def test_offered_values_are_confirmed_with_one_key(app):
    project = app.project
    record = project.records.rows(project.records.listing())[0].record
    async with app.run_test(size=(80, 24)) as pilot:
        assert not project.records.get(record).origins["title"].confirmed
        await pilot.press("c")
        assert project.records.get(record).origins["title"].confirmed
        await pilot.press("c")
        await pilot.pause()


async def test_marked_references_are_confirmed_and_undone_together(app):
    async with app.run_test(size=(80, 24)) as pilot:

        def unconfirmed():
            return len(app.project.records.listing(Selection((("reference", "unconfirmed"),))))

        before = unconfirmed()
        await pilot.press("space", "space", "c")
        await pilot.pause()
        assert unconfirmed() == before - 2
        await pilot.press("u")
        await pilot.pause()
        assert unconfirmed() == before


async def test_two_marked_records_are_merged_by_hand(app):
    async with app.run_test(size=(80, 24)) as pilot:
        for title in ("Behaviour change", "Overview and recommendations"):
            add_record(app.project, title)
        await settled(pilot)
        await pilot.press("slash", *"recommendations", "escape", "space", "F")
        await pilot.press("slash", *"behaviour change", "escape", "space", "F", "L")
        await pilot.pause()
        assert "the same work" in shown(app)
        await pilot.press("4")
        await pilot.pause()
        assert app.project.records.count() == 4


@pytest.mark.parametrize(("keys", "field"), [("t2", "source_type"), ("R3", "role")])
async def test_what_marked_records_got_together_is_undone_together(app, keys, field):
    async with app.run_test(size=(80, 24)) as pilot:
        records = app.project.records
        before = {getattr(record, field) for record in records.all()}
        await pilot.press("space", "space", keys[0])
        await pilot.pause()
        assert "of 2 marked records" in shown(app)
        await pilot.press(keys[1])
        await pilot.pause()
        assert {getattr(record, field) for record in records.all()} != before
        await pilot.press("u")
        await pilot.pause()
        assert {getattr(record, field) for record in records.all()} == before
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert {getattr(record, field) for record in records.all()} != before


async def test_the_dialog_for_a_source_type_names_its_record(app):
    async with app.run_test(size=(80, 24)) as pilot:
        record = app.project.records.rows(app.project.records.listing())[0].record
        await pilot.press("t")
        await pilot.pause()
        assert f"Source type of {app.project.records.cited(record)}" in shown(app)


async def test_marked_records_get_a_source_type_together(app):
    project = app.project
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "t", "2")
        await pilot.pause()
        types = [row.source_type for row in project.records.rows(project.records.listing())]
        assert types == ["report", "report", ""]
        assert rows(app).marked == set()


async def test_many_marked_records_get_a_source_type_in_the_background(app, monkeypatch):
    monkeypatch.setattr("review.tui.places.library.deeds.MANY", 2)
    project = app.project

    def types():
        return [row.source_type for row in project.records.rows(project.records.listing())]

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "space", "t")
        with held_up(monkeypatch, on_many, "on_many") as begun:
            await pilot.press("2")
            await until(pilot, begun.is_set)
            await pilot.press("u", "t", "1")
            assert "Source type of 3 marked records" in shown(app)
            await pilot.press("escape")
        await until(pilot, lambda: "Stopped (0 of 3 set). The records stay marked." in in_one_line(app))
        await pilot.press("escape")
        assert types() == [""] * 3
        assert len(rows(app).marked) == 3

        await pilot.press("t", "2")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)  # as after a decision on many, without a key
        assert "for 3 records, no longer marked. u undoes all of them." in in_one_line(app)
        assert types() == ["report"] * 3
        assert rows(app).marked == set()
        await pilot.press("u")
        await until(pilot, lambda: types() == [""] * 3)


async def test_marked_records_get_values_of_a_facet_together(app):
    project = app.project
    facet = project.theory.map.facets[0]

    def values():
        return [project.annotations.facets_of(one.id).get(facet.id) for one in project.records.all()]

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "T", "1")
        await until(pilot, lambda: isinstance(app.screen, ChooseSeveral))
        assert f"{facet.name} of 2 marked records" in shown(app)
        await pilot.press("1", "ctrl+s")  # as in forms; Enter does it, too
        await until(pilot, lambda: "set for 2 records" in reported(app))
        assert values() == [facet.values[:1], facet.values[:1], None]
        await pilot.press("u")
        await until(pilot, lambda: values() == [None] * 3)


async def test_a_large_review_is_listed_in_the_background(app, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert len(rows(app).keys) == 3
        with held_up(monkeypatch, app.project.records, "listed"):
            await pilot.press("slash", *"hostile", "enter")
            await until(pilot, lambda: "reading …; this is still the list before" in shown(app))
            await pilot.press("D")
            assert "The list is being read" in reported(app)
            assert len(rows(app).keys) == 3  # those that are shown
        await settled(pilot)
        assert len(rows(app).keys) == 1
        other = app.project.records.rows(app.project.records.listing())[0].record
        app.screen.show_record(other)  # which clears the search
        await settled(pilot)
        assert rows(app).row(rows(app).cursor).record == other


def decided(app) -> list[str]:
    project = app.project
    return [row.stages["title-abstract"] for row in project.records.rows(project.records.listing())]


async def test_marked_records_get_one_decision_which_one_undo_reverses(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "m", "slash", *"hostile", "enter", "D")
        await pilot.pause()
        assert isinstance(app.screen, DecideAll)
        assert "Decide on 2 marked records (1 not listed)" in shown(app)
        await pilot.press("enter")
        assert "Choose a decision" in shown(app)
        assert "Space criterion" not in shown(app)
        await pilot.press("2")
        assert "Choose a decision first, then its criteria." in in_one_line(app)
        await pilot.press("x")
        await pilot.pause()
        assert "Space criterion" in shown(app)
        await pilot.press("s", "7")
        assert "There is no criterion 7: choose from 1 to 1." in in_one_line(app)
        await pilot.press("s", "2", "n", *"too xim", "enter")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert decided(app) == ["exclude", "exclude", "none"]
        decision = app.project.screening.all_decisions()[0]
        assert (decision.criteria, decision.note) == (("E2",), "too xim")
        assert (
            "2 records excluded at title abstract by E2. u undoes all of them. They are no longer marked."
            in reported(app)
        )
        assert rows(app).marked == set()
        await pilot.press("u")
        await pilot.pause()
        assert decided(app) == ["none"] * 3
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert decided(app) == ["exclude", "exclude", "none"]


async def test_what_a_search_found_gets_one_decision_and_the_mouse_does_it_too(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("D")
        assert "Mark records with m, or search or filter" in reported(app)
        await pilot.press("slash", *"market shaping", "enter", "D")
        await pilot.pause()
        assert "Decide on 1 of 3 records: all that are listed" in shown(app)
        await pilot.click("#bulk-stage", offset=(30, 0))
        await pilot.click("#bulk-decision", offset=(24, 0))
        assert "needs a criterion" in shown(app)
        await pilot.press("space")
        assert "1 record would be excluded at theory map by E20." in shown(app)
        await pilot.press("n", "a", "escape")
        assert "Discard the changes?" in shown(app)
        await pilot.press("n", "b", "escape", "y")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        assert app.project.screening.all_decisions() == []
        await pilot.press("D", "m", "enter")
        await settled(pilot)
        assert sorted(decided(app)) == ["maybe", "none", "none"]


async def test_many_decisions_say_how_far_they_are_and_do_not_wait_for_the_screen(app, monkeypatch):
    # The screen may be waiting for the journal, at which the thread that decides has its turn: neither would go on.
    def waits(*_given: object) -> None:
        raise AssertionError("the thread that decides waits for the screen")

    monkeypatch.setattr(long_work, "MOMENT", 0.0)
    monkeypatch.setattr(app, "call_from_thread", waits)
    lines: list[str] = []
    say = DecideAll._say
    monkeypatch.setattr(
        DecideAll, "_say", lambda self, line, *style: (lines.append(line), say(self, line, *style))
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "m", "D", "m", "enter")
        await settled(pilot)
        assert "2 of 2 decided …" in lines
        assert sorted(decided(app)) == ["maybe", "maybe", "none"]


async def test_records_stay_marked_for_the_rest_of_a_decision_that_was_stopped(app, monkeypatch):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("M", "D", "m")
        with held_up(monkeypatch, deciding, "can_be_decided") as begun:
            await pilot.press("enter")
            await until(pilot, begun.is_set)
            await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert sorted(decided(app)) == ["maybe", "none", "none"]
        assert len(rows(app).marked) == 3
        await pilot.press("D", "m", "enter")
        await settled(pilot)
        assert decided(app) == ["maybe"] * 3
        assert rows(app).marked == set()


async def test_marking_says_how_many_are_marked(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m", "m")
        await pilot.pause()
        assert reported(app) == "Marked: 2 records."
        await pilot.press("k", "m", "M", "M")
        await pilot.pause()
        assert reported(app) == ""


async def test_a_role_and_a_memo(app):
    project = app.project
    record = project.records.rows(project.records.listing())[0].record
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("R", "3")
        await pilot.pause()
        assert project.records.get(record).role == "background"
        await pilot.press("N", *"look", "enter")
        await pilot.pause()
        assert [memo.text for memo in project.annotations.memos(record)] == ["look"]


@pytest.mark.parametrize("kind", ["scan", "locked", "reference"])
@pytest.mark.parametrize("keys", [["enter"], ["s", "enter"]], ids=["library", "screening"])
async def test_a_record_without_text_stays_where_it_is_and_says_why(app, kind, keys):
    project = app.project
    if kind == "reference":
        (project.folder / "found.ris").write_text("TY  - JOUR\nTI  - Zoning of care\nPY  - 2017\nER  - \n")
        project.references.import_file(project.folder / "found.ris")
    else:
        canvas = Canvas(
            str(project.folder / "corpus" / "zoning.pdf"), encrypt="secret" if kind == "locked" else None
        )
        canvas.rect(72, 72, 200, 200)
        canvas.save()
        project.documents.ingest(jobs=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"zoning", "enter", *keys[:-1])
        await settled(pilot)
        before = app.screen
        await pilot.press(keys[-1])
        await settled(pilot)
        assert app.screen is before
        assert reported(app).startswith("No text to read for ")
        assert {"scan": "--ocr", "locked": "password", "reference": "attaches one"}[kind] in reported(app)


async def test_earlier_memos_are_shown_above_the_box(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("N", *"the first", "enter", "N")
        await settled(pilot)
        assert "Ana, 2" in shown(app)
        assert ": the first" in shown(app)
        await pilot.press(*"and [/a] second", "enter", "N")
        await settled(pilot)
        assert "and [/a] second" in shown(app)
        assert app.focused.id == "field"


async def test_a_document_that_was_not_retrieved_is_shown_with_the_reason(app):
    project = app.project
    (project.folder / "found.ris").write_text(
        "TY  - JOUR\nTI  - Zoning of care\nAU  - Okoro, C\nPY  - 2017\nER  - \n"
    )
    project.references.import_file(project.folder / "found.ris")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("end", "U", *"no copy", "enter")
        await settled(pilot)
        (record,) = [found for found in project.records.all() if found.title == "Zoning of care"]
        assert (record.reading_status, record.message) == ("not-retrieved", "not retrieved: no copy")
        assert "not retrieved: no copy" in shown(app)
        line = next(line for line in shown(app).splitlines() if line.strip().startswith("Okoro, 2017"))
        assert " N " in line
        await pilot.press("s")
        await settled(pilot)
        assert app.screen.MODE == "screening"
        assert "not retrieved: no copy" in shown(app)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("home", "U")
        await settled(pilot)
        assert "so it was retrieved" in reported(app)
        assert app.screen.MODE == "library"


async def test_the_details_pane_says_how_much_room_it_needs(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert reported(app) == "The details pane needs 100 columns; this window has 80."
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert app.screen.query_one("RecordDetails").display


async def test_new_files_are_offered_read_and_reported(app):
    write_pdf(app.project.folder / "corpus" / "new.pdf", "A new one", "Councils again, in England.")
    (app.project.folder / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.7 nonsense")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "2 new files in corpus/" in shown(app)
        await pilot.press("i")
        await settled(pilot)
        assert isinstance(app.screen, IngestScreen)
        await settled(pilot)
        assert "1 new document read" in shown(app)
        assert "broken.pdf" in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "A new one" in shown(app)
        assert not app.screen.query_one("#new-files", Static).display


async def test_copies_of_files_that_are_there_are_not_counted_as_new(app):
    corpus = app.project.folder / "corpus"
    write_pdf(corpus / "new.pdf", "A new one", "Councils again, in England.")
    app.project.documents.ingest()
    for name in ("copy.pdf", "another copy.pdf"):
        (corpus / name).write_bytes((corpus / "new.pdf").read_bytes())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "in corpus/" not in shown(app)
    write_pdf(corpus / "newer.pdf", "A newer one", "Councils again, and again.")
    (corpus / "newer copy.pdf").write_bytes((corpus / "newer.pdf").read_bytes())
    assert app.project.corpus.copies_among(app.project.corpus.new_files()) == 3


async def test_texts_name_the_keys_that_the_user_has(app):
    app.settings.folder.mkdir(parents=True, exist_ok=True)
    (app.settings.folder / "keys.yaml").write_text(
        "library.ingest: z\nlibrary.import: Z\nlibrary.decide: alt+d\nexports.write: alt+w\nlibrary.edit: E\n"
    )
    write_pdf(app.project.folder / "corpus" / "new.pdf", "A new one", "Councils again, in England.")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "1 new file in corpus/ press z to read it" in shown(app)
        await pilot.resize_terminal(160, 48)
        await pilot.press("j")
        await settled(pilot)
        assert "(c confirms, E edits)" in shown(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        assert f"{app.get_key_display(Binding('alt+d', ''))} decides on all marked records" in " ".join(
            shown(app).replace("│", " ").split()
        )
        await pilot.press("escape", "f6", "o")
        await settled(pilot)
        assert f"press {app.get_key_display(Binding('alt+w', ''))} first" in reported(app)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("equals_sign")
        await settled(pilot)
        assert "Import references (Z in the Library)" in shown(app)


async def test_an_empty_review_says_what_to_do(app, tmp_path):
    from review.project import Project
    from review.tui.app import ReviewApp
    from tests.tui.example import MAP

    Project.create(tmp_path / "empty", MAP)
    empty = Project.open(tmp_path / "empty", "Ana")
    try:
        async with ReviewApp(empty, app.settings, with_suggestions=False).run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert "No records yet" in shown(pilot.app)
            *_, keys = shown(pilot.app).splitlines()
            assert keys.strip().startswith("i Read new files  I Import references")
            assert "Decide" not in keys
            for key in (
                "enter",
                "s",
                "e",
                "c",
                "t",
                "R",
                "N",
                "space",
                "m",
                "M",
                "D",
                "o",
                "escape",
                "u",
                "i",
            ):
                await pilot.press(key)
    finally:
        empty.close()


async def test_a_read_only_review_says_so_and_loses_nothing(project, settings):
    from review.project import Project
    from review.tui.app import ReviewApp

    folder = project.folder
    project.close()
    (folder / "corpus" / "new.pdf").write_bytes(b"%PDF-1.4")
    frozen = Project.open(folder, "Ana", read_only=True)
    try:
        async with ReviewApp(frozen, settings, with_suggestions=False).run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert "opened for reading only" in shown(pilot.app)
            assert "F3 " in shown(pilot.app)
            assert "new file" not in shown(pilot.app)
            await pilot.press("c", "i", "f3")
            await pilot.pause()
            await pilot.press("i")
            await pilot.pause()
            assert frozen.screening.counts().stages.get("title-abstract", {}) in ({}, {"none": 3})
    finally:
        frozen.close()


async def test_typing_goes_into_the_form_at_once(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("end", "Z")
        assert app.screen.query_one("#title", Input).value.endswith("Z")


async def test_files_that_come_and_go_are_noticed_while_the_screen_is_open(app):
    pytest.importorskip("watchfiles", reason="watchfiles is not installed")
    corpus = app.project.documents.corpus
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "in corpus/" not in shown(app)
        # The system may not watch yet: what happens later makes it look again.
        write_pdf(corpus / "new.pdf", "A new one", "Councils again, in England.")
        (corpus / "lind.pdf").unlink()

        def noticed() -> bool:
            (corpus / "new.pdf").touch()
            return "1 new file in corpus/" in shown(app) and "Gone: corpus/lind.pdf" in reported(app)

        await until(pilot, noticed)
        assert len(app.project.records.all()) == 3


async def test_many_acts_are_reversed_in_the_background(app, monkeypatch):
    monkeypatch.setattr("review.tui.places.reversal.MANY", 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "m", "D", "i", "enter")
        await settled(pilot)
        assert decided(app) == ["include", "include", "none"]
        await pilot.press("u")
        await settled(pilot)
        assert decided(app) == ["none"] * 3
        assert "Undone: 2 records included at title abstract" in reported(app)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert decided(app) == ["include", "include", "none"]
        assert " ✓" in shown(app)


async def test_an_undo_while_many_acts_are_reversed_says_so_and_a_dialog_hides_no_end(app, monkeypatch):
    monkeypatch.setattr("review.tui.places.reversal.MANY", 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "m", "D", "i", "enter")
        await settled(pilot)
        with held_up(monkeypatch, app.project.history, "undo") as begun:
            await pilot.press("u")
            await until(pilot, begun.is_set)
            await pilot.press("u")
            assert "Acts are still being undone; nothing else was" in reported(app)
            await pilot.press("question_mark")
        await until(pilot, lambda: "Undone: 2 records included at title abstract" in reported(app))
        await pilot.press("escape")
        await settled(pilot)
        assert decided(app) == ["none"] * 3
        assert " ✓" not in shown(app)
        with held_up(monkeypatch, app.project.history, "redo") as begun:
            await pilot.press("ctrl+r")
            await until(pilot, begun.is_set)
            assert "2 acts are being redone …" in reported(app)
        await until(pilot, lambda: "Redone: 2 records included at title abstract" in reported(app))


async def test_search_and_filter_are_as_they_were_left_when_one_comes_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "slash", *"choice", "enter")
        left = shown(app)
        assert "1 of 3" in left
        await pressed(pilot, "f3", "f2")
        assert shown(app) == left


async def test_the_words_found_follow_a_text_that_another_program_reads_again(app):
    from review.project import Project

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"england", "enter")
        await until(pilot, lambda: "Councils in " in shown(app))
        other = Project.open(app.project.folder, "Ben")
        title, text = TEXTS["rahman.pdf"]
        write_pdf(other.folder / "corpus" / "rahman.pdf", title, f"This came before. {text}")
        other.documents.ingest(jobs=1)
        other.close()
        await until(pilot, lambda: "came before. Councils in " in shown(app))


async def test_the_cursor_goes_to_the_best_match_and_stays_there_when_all_are_shown_again(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "slash", *"control", "enter")
        await settled(pilot)
        assert rows(app).cursor == 0
        record = rows(app).row(0).record
        assert rows(app).row(0).title == "Choice and control"
        await pilot.press("F")
        await settled(pilot)
        assert rows(app).row(rows(app).cursor).record == record
        await pilot.press("slash", *"sentence", "enter")
        await settled(pilot)
        assert (rows(app).cursor, len(rows(app).keys)) == (0, 3)


async def test_the_details_of_the_record_are_there_when_the_window_is_enlarged(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        await pilot.pause()
        assert worked_app.screen.query_one("#detail-text").render().plain.strip()


async def test_the_words_of_the_details_do_not_touch_their_scroll_bar(worked_app):
    for record in worked_app.project.records.all():
        worked_app.project.records.edit(record.id, abstract="abcdefghi " * 90)
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pane = worked_app.screen.query_one("RecordDetails")
        assert pane.show_vertical_scrollbar
        text = pane.query_one("#detail-text").content_region
        assert text.right + 1 == pane.vertical_scrollbar.region.x


async def test_records_are_filtered_by_a_facet_which_the_details_show(worked_app):
    app = worked_app
    async with app.run_test(size=(160, 48)) as pilot:
        record = app.project.records.rows(app.project.records.listing())[0].record
        app.project.annotations.set_facet(record, "population", ["women"])
        app.project.annotations.comment("never asked", "expert", on=record)
        await pilot.press("f", *"group: wom", "enter")
        await pilot.pause()
        assert len(rows(app).keys) == 1
        assert "Population group: women" in shown(app)
        assert "Population group  women" in shown(app)
        assert "expert: never asked" in shown(app)
