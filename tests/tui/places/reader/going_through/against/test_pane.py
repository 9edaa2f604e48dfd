"""Evidence against in the Reader, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain import Passage
from review.domain.suggestions.against import AgainstItem
from review.domain.suggestions.evaluation import Progress
from review.project import Project
from review.tui.dialogs.choose import Chooser
from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.going_through.against.challenging import Challenging
from tests.reviews import SMALL_MAP, add_record, new_review
from tests.tui.hosts import held_up, reported, settled, shown, until
from tests.tui.places.reader.opened import FIRST, SECOND, THIRD, FixedSuggestions, reader, reading
from tests.tui.widgets.reading.papers import PAPER


def included(project: Project, title: str = "Another paper") -> str:
    record = add_record(project, title, document=PAPER)
    project.screening.decide(record, "include", "theory-map")
    return record


def items(record: str, *passages: Passage) -> tuple[AgainstItem, ...]:
    return tuple(
        AgainstItem(record, one.start, one.end, 0.42, "the rival RA's words", (("lever", 0.2),))
        for one in passages
    )


class Found(FixedSuggestions):
    """Passages of the record that is open in the Reader."""

    def of(self, project: Project, *passages: Passage, record: str = "") -> None:
        (row, *_) = project.records.rows(project.records.listing())
        self.found_against.append(items(record or row.record, *passages))


def stances(project: Project) -> list[dict[str, str]]:
    return [dict(coding.stances) for coding in project.coding.codings()]


async def begin(pilot, *keys: str) -> None:
    await pilot.press("E")
    await settled(pilot)
    await pilot.press(*(keys or ("1",)))
    await settled(pilot)


async def test_a_search_that_takes_a_while_says_at_which_step_it_is(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        found.of(project, FIRST)
        with held_up(monkeypatch, found, "against") as is_asked:
            await pilot.press("E")
            await until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
            await pilot.press("1")
            await until(pilot, is_asked.is_set)
            found.progress = Progress(2, 3, "learning the codes")
            said = "Looking for passages… step 2 of 3: learning the codes"
            await until(pilot, lambda: said in shown(pilot.app))
        await until(pilot, lambda: "1 of 1, 0 answered" in shown(pilot.app))
        assert found.batches == 1, "and it is looked for once"


async def test_each_passage_gets_its_answer_by_one_key(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        found.of(project, FIRST, SECOND, THIRD)
        await pilot.press("E")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Chooser)
        assert "Evidence against what?" in shown(pilot.app)
        await pilot.press("1")
        await settled(pilot)
        assert "Evidence against T1  1 of 3, 0 answered  .42 the rival RA's words" in shown(pilot.app)
        assert "because: lever" in shown(pilot.app)
        assert (
            "Market logic: Many providers compete  (0 coded as challenging it, 0 with nothing there)"
            in shown(pilot.app)
        )
        assert pilot.app.screen.view.cursor.selection == (FIRST.start, FIRST.end)
        await pilot.press("x")
        await settled(pilot)
        assert "2 of 3, 1 answered" in shown(pilot.app)
        assert "(0 coded as challenging it, 1 with nothing there)" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (SECOND.start, SECOND.end)
        await pilot.press("minus")
        await settled(pilot)
        assert "3 of 3, 2 answered" in shown(pilot.app)
        await pilot.press("tilde")
        await settled(pilot)
        assert stances(project) == [{"T1": "challenges"}, {"T1": "refines"}]
        assert len(project.looked_at.all(target="T1")) == 1
        assert found.batches == 2
        assert "No document is included at theory map yet" in shown(pilot.app)
        assert "Nothing there" not in shown(pilot.app)


async def test_undo_returns_to_what_was_answered(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        found.of(project, FIRST, SECOND)
        await begin(pilot)
        await pilot.press("x", "minus")
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert "2 of 2, 1 answered" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (SECOND.start, SECOND.end)
        await pilot.press("u")
        await settled(pilot)
        assert "1 of 2, 0 answered" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (FIRST.start, FIRST.end)
        assert project.looked_at.all() == []
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert "2 of 2, 1 answered" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (SECOND.start, SECOND.end)


async def test_what_another_judges_meanwhile_is_passed_over(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        found.of(project, FIRST, SECOND)
        await begin(pilot)
        (row, *_) = project.records.rows(project.records.listing())
        with project.acting_as("bob"):
            project.coding.code(row.record, ["T1"], FIRST.start, FIRST.end)
        pilot.app.screen.project_changed()
        await settled(pilot)
        assert "2 of 2, 1 answered" in shown(pilot.app)
        assert pilot.app.screen.view.cursor.selection == (SECOND.start, SECOND.end)


async def test_it_goes_on_in_another_document_and_ends_with_escape(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        second = included(project)
        found.of(project, FIRST, record=second)
        await begin(pilot)
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.desk.record.id == second
        assert "Evidence against T1  1 of 1" in shown(pilot.app)
        assert screen.view.cursor.selection == (FIRST.start, FIRST.end)
        await pilot.press("escape")
        await settled(pilot)
        assert "Evidence against" not in shown(pilot.app)
        await pilot.press("1")
        await settled(pilot)
        assert stances(project) == [{"T1": "bears-on"}]


async def test_it_takes_the_place_of_looking_again(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        found.of(project, SECOND)
        (row, *_) = project.records.rows(project.records.listing())
        project.coding.code(row.record, ["T1"], FIRST.start, FIRST.end)
        project.theory.refine("T1", "so it is", proposition="Few providers compete")
        await pilot.press("L")
        await settled(pilot)
        assert "Look again 1 of 1" in shown(pilot.app)
        await pilot.click("#reader-columns", offset=(20, 6))
        await begin(pilot)
        assert "Evidence against T1  1 of 1" in shown(pilot.app)
        assert "Look again 1 of 1" not in shown(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert "Evidence against" not in shown(pilot.app)
        assert "Look again 1 of 1" not in shown(pilot.app)


async def test_the_code_in_focus_is_asked_for_first(project: Project) -> None:
    async with reading(project, size=(100, 40), suggestions=Found()) as pilot:
        await pilot.press("2")  # codes the passage to T2
        await settled(pilot)
        await begin(pilot, "enter")
        assert "Evidence against T2" in shown(pilot.app)


async def test_evidence_against_a_configuration_goes_into_an_outcome(project: Project) -> None:
    found = Found()
    async with reading(project, size=(120, 40), suggestions=found) as pilot:
        made = project.configurations.new(
            {"context": "many providers", "outcome": "people choose"}, {"T2": "supports"}
        )
        found.of(project, FIRST, SECOND, THIRD)
        await begin(pilot, "slash", *"c1", "enter")
        assert "Evidence against C1  1 of 3" in shown(pilot.app)
        assert "- against  ~ qualifies  + shows" in shown(pilot.app)
        assert (
            "If many providers, then people choose.  (0 in it as evidence against, 0 with nothing there)"
            in shown(pilot.app)
        )
        await pilot.press("minus")
        await settled(pilot)
        (fragment,) = project.configurations.find(made.label).fragments
        assert (fragment.role, fragment.relation, fragment.start) == ("outcome", "against", FIRST.start)
        await pilot.press("circumflex_accent", "full_stop", "c")
        await settled(pilot)
        assert "2 of 3, 1 answered" in shown(pilot.app)
        await pilot.press("s")
        await settled(pilot)
        assert stances(project) == [{"T2": "challenges"}]
        assert "2 of 3, 1 answered" in shown(pilot.app)
        project.configurations.new({"outcome": "people wait"})
        await pilot.press("escape")


@pytest.mark.parametrize("answer", ["minus", "x", "s"])
async def test_a_configuration_that_is_undone_meanwhile_gets_no_answer(
    project: Project, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Found()
    # The key comes before the next look at what was changed elsewhere, however busy the system is.
    monkeypatch.setattr(ReaderScreen, "_follow_others", lambda _screen: None)
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        made = project.configurations.new({"outcome": "people choose"}, {"T1": "supports"})
        found.of(project, FIRST, SECOND)
        pilot.app.open_reader(
            reader(pilot).desk.record.id, walk=Challenging(project, project.targets.find(made.cmoc))
        )
        await settled(pilot)
        assert "Evidence against C1  1 of 2" in shown(pilot.app)
        project.history.undo()
        await pilot.press(answer)
        await settled(pilot)
        assert reported(pilot.app)
        pilot.app.screen.project_changed()
        await settled(pilot)
        assert "C1 is not there any more." in shown(pilot.app)
        assert "Nothing there" not in shown(pilot.app)
        assert (stances(project), project.looked_at.all()) == ([], [])
        project.history.redo()
        found.of(project, SECOND)
        pilot.app.screen.act_reversed()
        await settled(pilot)
        assert "Evidence against C1  1 of 1" in shown(pilot.app)


async def test_undo_of_the_configuration_itself_leaves_nothing_to_answer(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        made = project.configurations.new({"outcome": "people choose"})
        found.of(project, FIRST)
        pilot.app.open_reader(
            reader(pilot).desk.record.id, walk=Challenging(project, project.targets.find(made.cmoc))
        )
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert "C1 is not there any more." in shown(pilot.app)
        await pilot.press("minus", "escape")
        await settled(pilot)
        assert "Evidence against" not in shown(pilot.app)


async def test_an_element_is_chosen_where_there_are_several_outcomes(project: Project) -> None:
    found = Found()
    async with reading(project, size=(120, 40), suggestions=found) as pilot:
        made = project.configurations.new({"outcome": "people choose"}, {"T1": "supports"})
        project.configurations.put(
            made.cmoc, "outcome", included(project), (FIRST.start, FIRST.end), wording="prices fall"
        )
        found.of(project, SECOND)
        await begin(pilot, "1")
        await pilot.press("c")
        await settled(pilot)
        assert "Into which element of C1?" in shown(pilot.app)
        assert "2 outcome: prices fall" in shown(pilot.app)
        await pilot.press("2")
        await settled(pilot)
        (element,) = [
            one for one in project.configurations.find("C1").elements if one.wording == "prices fall"
        ]
        assert [one.relation for one in element.fragments] == ["shows", "against"]
        assert "1 of 1, 0 answered" in shown(pilot.app)


async def test_what_cannot_be_done_is_reported(project: Project) -> None:
    found = Found()
    async with reading(project, size=(120, 40), suggestions=found) as pilot:
        project.configurations.new({})
        found.of(project, SECOND)
        await begin(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert "No configuration is tied to T1." in reported(pilot.app)
        await pilot.press("escape")
        found.of(project, SECOND)
        await begin(pilot, "slash", *"c1", "enter")
        await pilot.press("minus")
        await settled(pilot)
        assert "C1 has no element yet." in reported(pilot.app)
        await pilot.press("s")
        await settled(pilot)
        assert "C1 is tied to no theory." in reported(pilot.app)


async def test_a_theory_and_its_rival_get_one_stance_only_if_that_is_meant(project: Project) -> None:
    found = Found()
    async with reading(project, size=(100, 40), suggestions=found) as pilot:
        (row, *_) = project.records.rows(project.records.listing())
        project.coding.code(row.record, ["RA"], FIRST.start, FIRST.end, stance="challenges")
        found.of(project, FIRST)
        pilot.app.screen.project_changed()
        await begin(pilot, "1")
        await pilot.press("minus")
        await settled(pilot)
        assert "Challenges both T1 and its rival RA?" in shown(pilot.app)
        await pilot.press("n")
        assert stances(project) == [{"RA": "challenges"}]
        await pilot.press("minus", "y")
        await settled(pilot)
        assert {"T1": "challenges"} in stances(project)


async def test_without_the_learning_process_the_pane_says_so(project: Project) -> None:
    async with reading(project, suggestions=Found(problem="suggestions stopped")) as pilot:
        await begin(pilot)
        assert "No passages: suggestions stopped" in shown(pilot.app)
        await pilot.press("E")
        await settled(pilot)
        assert "Evidence against" not in shown(pilot.app)


async def test_on_a_small_screen_the_passage_is_in_sight(project: Project) -> None:
    found = Found()
    async with reading(project, size=(80, 24), suggestions=found) as pilot:
        found.of(project, THIRD)
        project.theory.refine(
            "T1", "long", proposition="Many providers compete " + "for people's choice " * 20
        )
        await begin(pilot)
        await pilot.pause()
        view = pilot.app.screen.view
        highest, bottom = view.rows.row_of(THIRD.start), view.rows.row_of(THIRD.end - 1)
        assert view.scroll_offset.y < highest <= bottom < view.scroll_offset.y + view.size.height


async def test_a_code_with_the_key_keeps_it_and_the_act_has_another(tmp_path: Path) -> None:
    project = new_review(tmp_path / "other", map_text=SMALL_MAP.replace('key: "1"', 'key: "E"'))
    async with reading(project, size=(100, 40), suggestions=Found()) as pilot:
        await pilot.press("E")
        await settled(pilot)
        assert stances(project) == [{"T1": "bears-on"}]
        assert pilot.app.screen.key_of("reader.against") == "Ctrl+E"
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert "Evidence against what?" in shown(pilot.app)
    project.close()
