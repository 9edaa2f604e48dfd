"""The order of documents to code, and where reading goes on."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from review.project import Project
from review.project.coding.service import cover_all
from review.tui.places.reader.order import document_to_open, next_to_code, still_to_read
from tests.reviews import a_document, add_record
from tests.tui.hosts import settled, shown
from tests.tui.places.reader.opened import reader, reading, reported


@pytest.fixture
def documents(project: Project) -> list[str]:
    """Four documents by author: Abel, Bell, Cole, Dunn; a reference without a file; all are undecided."""
    made = [
        add_record(
            project, f"On {name}", authors=(f"{name}, A.",), document=a_document((f"{name} one.", "Two."))
        )
        for name in ("Dunn", "Bell", "Abel", "Cole")
    ]
    add_record(project, "A reference only", authors=("Aaron, B.",))
    return [made[2], made[1], made[3], made[0]]


def test_documents_come_by_author_and_round_again(project: Project, documents: list[str]):
    abel, bell, cole, dunn = documents
    assert [next_to_code(project, one, 1) for one in documents] == [bell, cole, dunn, abel]
    assert [next_to_code(project, one, -1) for one in documents] == [dunn, abel, bell, cole]


def test_those_that_are_done_excluded_or_parked_are_skipped(project: Project, documents: list[str]):
    abel, bell, cole, dunn = documents
    project.coding.done(bell)
    assert next_to_code(project, abel, 1) == cole
    project.screening.decide(cole, "park", "theory-map")
    assert next_to_code(project, abel, 1) == dunn
    assert next_to_code(project, cole, 1) == abel
    project.screening.decide(dunn, "exclude", "title-abstract", criteria=["E1"])
    assert next_to_code(project, abel, 1) == ""
    with project.acting_as("ben"):
        assert next_to_code(project, abel, 1) == bell


def test_a_scan_has_nothing_to_code(project: Project, documents: list[str]):
    canvas = Canvas(str(project.documents.corpus / "scan.pdf"))
    canvas.rect(72, 72, 200, 200)
    canvas.save()
    (scan,) = project.documents.ingest(jobs=1).files
    assert scan.status == "no-text"
    assert project.coding.to_code() == documents


def test_once_some_are_included_at_the_last_stage_only_these_are_to_be_coded(
    project: Project, documents: list[str]
):
    abel, bell, cole, _ = documents
    for record in (cole, abel):
        project.screening.decide(record, "include", "theory-map")
    assert project.coding.to_code() == [abel, cole]
    assert next_to_code(project, bell, 1) == abel
    project.records.edit(cole, role="background")
    assert project.coding.to_code() == [abel]


def test_reading_goes_on_at_the_last_document_of_each_reviewer(project: Project, documents: list[str]):
    abel, bell, cole, _ = documents
    assert document_to_open(project) == abel
    project.coding.code(cole, ["T1"], 0, 4)
    with project.acting_as("ben"):
        project.coding.done(bell, 0, 4)
        assert document_to_open(project) == bell
    assert document_to_open(project) == cole
    project.coding.done(cole)
    assert document_to_open(project) == documents[3]
    for record in documents:
        project.coding.done(record)
    assert document_to_open(project) == documents[3]


@pytest.mark.parametrize(
    ("marks", "spans", "are_covered"),
    [
        ([], [], True),
        ([], [(0, 4)], False),
        ([(0, 4)], [(0, 4), (5, 9)], False),
        ([(0, 9)], [(0, 4), (5, 9)], True),
        ([(0, 30), (1, 2)], [(0, 4), (5, 9)], True),
        ([(0, 4), (6, 7)], [(0, 4), (5, 9)], True),
    ],
)
def test_a_document_is_done_when_every_paragraph_is(marks, spans, are_covered: bool):
    assert cover_all(marks, spans) is are_covered


async def test_the_keys_go_to_the_next_document_and_back_and_the_title_line_names_them(
    project: Project, documents: list[str]
):
    project.coding.done(documents[0], 0, 4)
    async with reading(project, title="By Zander") as pilot:
        assert "0 of 5 done · [N] next document" in shown(pilot.app)
        pilot.app.open_reader(documents[0])
        await settled(pilot)
        assert reader(pilot).view.cursor.passage == reader(pilot).desk.document.passages[1]
        await pilot.press("N")
        await settled(pilot)
        assert reader(pilot).desk.record.id == documents[1]
        await pilot.press("B")
        await settled(pilot)
        assert reader(pilot).desk.record.id == documents[0]


async def test_where_no_other_document_is_left_the_key_says_so(project: Project):
    async with reading(project) as pilot:
        assert "[N] next document" not in shown(pilot.app)
        await pilot.press("N")
        assert "No other document has passages to code" in reported(pilot)


async def test_f4_opens_the_last_document_at_its_first_passage_that_is_not_done(
    project: Project, documents: list[str]
):
    from review.tui.app import ReviewApp
    from review.tui.support.settings import Settings
    from tests.tui.places.reader.opened import FixedSuggestions

    project.coding.done(documents[2], 0, 4)
    project.learning.__dict__["suggestions"] = FixedSuggestions()
    app = ReviewApp(project, Settings(project.folder / "settings"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        assert reader(pilot).desk.record.id == documents[2]
        assert reader(pilot).view.cursor.at == reader(pilot).desk.document.passages[1].start


async def test_a_reader_opened_before_the_first_picture_was_dealt_with_asks_once_it_is_composed(
    project: Project, documents: list[str]
):
    from review.tui.app import ReviewApp
    from review.tui.places.reader.opening import Opening
    from review.tui.places.reader.screen import ReaderScreen
    from review.tui.support.settings import Settings
    from tests.tui.places.reader.opened import FixedSuggestions

    project.learning.__dict__["suggestions"] = FixedSuggestions()
    app = ReviewApp(project, Settings(project.folder / "settings"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ReaderScreen(Opening(documents[2])))
        app._after_first_paint()
        await settled(pilot)
        assert reader(pilot).desk.suggested.is_on


async def test_f4_goes_on_at_the_passage_where_the_reader_was_left(project: Project, documents: list[str]):
    from review.tui.app import ReviewApp
    from review.tui.support.settings import Settings
    from tests.tui.places.reader.opened import FixedSuggestions

    async with reading(project, title="By Zander") as pilot:
        await pilot.press("j")
        left = (reader(pilot).desk.record.id, reader(pilot).view.cursor.passage.start)
        settings: Settings = pilot.app.settings
    project.learning.__dict__["suggestions"] = FixedSuggestions()
    app = ReviewApp(project, settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        assert (reader(pilot).desk.record.id, reader(pilot).view.cursor.passage.start) == left
    project.coding.done(left[0])
    assert not still_to_read(project, *left)


async def test_undo_returns_to_the_passage_and_quotes_its_first_words(project: Project, documents: list[str]):
    async with reading(project, title="By Zander") as pilot:
        await pilot.press("1", "j", "j", "u")
        await pilot.pause()
        assert (
            "Undone: coding (T1 Market logic, bears on) on Rahman and Okoro, 2016: “Councils in England carry a duty"
            in reported(pilot)
        )
        assert reader(pilot).view.cursor.passage == reader(pilot).desk.document.passages[1]
        await pilot.press("n")
        pilot.app.open_reader(documents[0])
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert reader(pilot).desk.record.title == "By Zander"
        assert reader(pilot).view.cursor.passage == reader(pilot).desk.document.passages[1]
        assert project.coding.done_marks() == []
