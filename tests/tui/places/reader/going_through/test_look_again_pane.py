"""Looking again in the Reader, key by key."""

from __future__ import annotations

from review.acts import Part
from review.domain import Coding
from review.project import Project
from review.tui.dialogs.base import Question
from review.tui.places.reader import ReaderScreen
from tests.reviews import add_record
from tests.tui.hosts import reported, settled, shown
from tests.tui.places.reader.opened import FIRST, SECOND, THIRD, reading
from tests.tui.widgets.reading.papers import PAPER


def coded(project: Project, *codes: str, passage=FIRST, **more) -> Coding:
    """A passage of the record that is open in the Reader."""
    (row, *_) = project.records.rows(project.records.listing())
    return project.coding.code(row.record, codes, passage.start, passage.end, **more)


def reword(project: Project, code: str = "T1", proposition: str = "Few providers compete") -> None:
    project.theory.refine(code, "so it is", proposition=proposition)


def codes(project: Project) -> list[dict[str, str]]:
    return [dict(coding.stances) for coding in project.coding.codings()]


async def begin(pilot) -> None:
    pilot.app.screen.project_changed()
    await pilot.press("L")
    await settled(pilot)


async def test_each_waiting_passage_gets_its_answer_by_one_key(project: Project) -> None:
    async with reading(project, size=(100, 40)) as pilot:
        coded(project, "T1", stances={"T1": "supports"})
        coded(project, "T1", passage=SECOND)
        coded(project, "T1", passage=THIRD)
        reword(project)
        await begin(pilot)
        assert "Look again 1 of 3  T1 supports" in shown(pilot.app)
        assert "v1  Market logic: Many providers compete" in shown(pilot.app)
        assert "v2  Market logic: Few providers compete" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (FIRST.start, FIRST.end)
        await pilot.press("h")
        await settled(pilot)
        assert "Look again 1 of 2" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (SECOND.start, SECOND.end)
        await pilot.press("minus")
        await settled(pilot)
        assert "Look again 1 of 1" in shown(pilot.app)
        await pilot.press("x")
        await settled(pilot)
        assert "Nothing waits for another look any more." in shown(pilot.app)
        assert "Still holds" not in shown(pilot.app)
        assert codes(project) == [{"T1": "supports"}, {"T1": "challenges"}]
        assert project.looking_again.queue() == []


async def test_on_a_small_screen_the_passage_and_all_changed_words_are_in_sight(project: Project) -> None:
    async with reading(project, size=(80, 24)) as pilot:
        long = "Many providers compete " + "so that people can choose what they need " * 9
        project.theory.refine("T1", "long", proposition=f"{long}at last")
        coded(project, "T1", passage=THIRD)
        project.theory.refine("T1", "so it is", proposition=f"{long}in the end")
        await begin(pilot)
        await pilot.pause()
        assert "at last" in shown(pilot.app)
        assert "in the end" in shown(pilot.app)
        view = pilot.app.screen.view
        highest, bottom = view.rows.row_of(THIRD.start), view.rows.row_of(THIRD.end - 1)
        assert view.scroll_offset.y < highest <= bottom < view.scroll_offset.y + view.size.height


async def test_undo_returns_to_what_was_answered(project: Project) -> None:
    async with reading(project, size=(100, 40)) as pilot:
        coded(project, "T1")
        coded(project, "T1", passage=SECOND)
        reword(project)
        await begin(pilot)
        await pilot.press("h", "x")
        await settled(pilot)
        assert "Nothing waits" in shown(pilot.app)
        await pilot.press("u")
        await settled(pilot)
        assert "Look again 1 of 1" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (SECOND.start, SECOND.end)
        await pilot.press("u")
        await settled(pilot)
        assert "Look again 1 of 2" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (FIRST.start, FIRST.end)
        assert len(project.looking_again.queue()) == 2


async def test_all_still_hold_after_a_question(project: Project) -> None:
    async with reading(project, size=(100, 40)) as pilot:
        coded(project, "T1")
        coded(project, "T1", passage=SECOND)
        reword(project)
        await begin(pilot)
        before = len(project.journal.events())
        await pilot.press("A")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Question)
        assert "Does T1 still hold on all of them?" in shown(pilot.app)
        assert "2 passages, also those of others." in shown(pilot.app)
        await pilot.press("n")
        assert len(project.looking_again.queue()) == 2
        await pilot.press("A", "y")
        await settled(pilot)
        assert project.looking_again.queue() == []
        assert len(project.journal.events()) == before + 1
        await pilot.press("u")
        await settled(pilot)
        assert "Look again 1 of 2" in shown(pilot.app)


async def test_a_passage_goes_to_the_other_part_after_a_split(project: Project) -> None:
    async with reading(project, size=(120, 40)) as pilot:
        coded(project, "T1", stances={"T1": "extends"})
        parts = [
            Part(id="T1", name="Market logic"),
            Part(id="T3", name="Choice", proposition="People choose"),
        ]
        project.structure.split("T1", parts, "two ideas")
        await begin(pilot)
        assert "v1 and v2  Market logic: Many providers compete" in shown(pilot.app)
        assert "T3  Choice: People choose" in shown(pilot.app)
        assert "s  belongs to T3 Choice" in shown(pilot.app)
        await pilot.press("s")
        await settled(pilot)
        assert codes(project) == [{"T3": "extends"}]


async def test_without_a_split_any_code_can_be_chosen(project: Project) -> None:
    async with reading(project, size=(120, 40)) as pilot:
        coded(project, "T1")
        reword(project)
        await begin(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert "To which code does the passage belong?" in shown(pilot.app)
        # As in the list of codes beside it: a sub-theme, which has no key, takes none.
        assert "T1.a" in shown(pilot.app)
        await pilot.press(next(code.key for code in project.theory.map.codes if code.id == "T2"))
        await settled(pilot)
        assert codes(project) == [{"T2": "bears-on"}]


async def test_a_theory_and_its_rival_get_one_stance_only_if_that_is_meant(project: Project) -> None:
    async with reading(project, size=(100, 40)) as pilot:
        coded(project, "T1", "RA", stances={"RA": "supports"})
        reword(project)
        await begin(pilot)
        await pilot.press("plus")
        await settled(pilot)
        assert "Supports both T1 and its rival RA?" in shown(pilot.app)
        await pilot.press("n", "plus", "y")
        await settled(pilot)
        assert codes(project) == [{"T1": "supports", "RA": "supports"}]


async def test_it_goes_on_in_another_document_and_ends_with_escape(project: Project) -> None:
    async with reading(project, size=(100, 40)) as pilot:
        coded(project, "T1")
        second = add_record(project, "Another paper", document=PAPER)
        project.coding.code(second, ["T1"], SECOND.start, SECOND.end)
        reword(project)
        await begin(pilot)
        await pilot.press("h")
        await settled(pilot)
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.desk.record.id == second
        assert "Look again 1 of 1" in shown(pilot.app)
        assert screen.view.cursor.selection == (SECOND.start, SECOND.end)
        await pilot.press("u")
        await settled(pilot)
        await pilot.pause()
        assert pilot.app.screen.desk.record.id != second
        assert "Look again 1 of 2" in shown(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert "Look again" not in shown(pilot.app)
        await pilot.press("1")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_a_key_while_the_next_document_opens_answers_nothing(project: Project, monkeypatch) -> None:
    async with reading(project, size=(100, 40)) as pilot:
        coded(project, "T1")
        second = add_record(project, "Another paper", document=PAPER)
        project.coding.code(second, ["T1"], SECOND.start, SECOND.end)
        reword(project)
        await begin(pilot)
        opens = []
        monkeypatch.setattr(pilot.app, "open_reader", lambda *place: opens.append(place))
        await pilot.press("h", "x", "s", "A")
        await settled(pilot)
        assert opens
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert [one.coding.record for one in project.looking_again.queue()] == [second]
        monkeypatch.undo()
        pilot.app.open_reader(*opens[0])
        await settled(pilot)
        await pilot.pause()
        await pilot.press("x")
        await settled(pilot)
        assert codes(project) == [{"T1": "bears-on"}]


async def test_where_nothing_waits_it_says_so(project: Project) -> None:
    async with reading(project) as pilot:
        await pilot.press("L")
        assert "No coding waits for another look: no theory changed since." in reported(pilot.app)


async def test_the_theory_map_says_how_many_wait_and_goes_there(project: Project) -> None:
    async with reading(project, size=(120, 40)) as pilot:
        coded(project, "T1.a")
        coded(project, "T1", passage=SECOND)
        coded(project, "T2", passage=THIRD)
        reword(project)
        project.theory.refine("T1.a", "clearer", name="Wholes")
        reword(project, "T2")
        await pilot.press("f5")
        await settled(pilot)
        assert "3 wait for another look" in shown(pilot.app)
        assert "2 wait for another look (L)" in shown(pilot.app)
        await pilot.press("up", "L")
        await settled(pilot)
        assert "No passage of RA waits for another look; some of T1, T2 do." in reported(pilot.app)
        await pilot.press("down")
        await pilot.press("L")
        await settled(pilot)
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "Look again 1 of 2  T1.a" in shown(pilot.app)
