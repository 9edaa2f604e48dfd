"""Appraising in the Reader: one key, a digit for each dimension, and why."""

from pathlib import Path

import pytest

from review.domain.theories.appraisal import Appraisal
from review.project import Project
from review.tui.dialogs.appraisal.form import AppraisalForm
from review.tui.dialogs.base import Question
from review.tui.places.reader import ReaderScreen
from tests.reviews import SMALL_MAP, new_review
from tests.tui.hosts import pressed_at_once, shown
from tests.tui.places.reader.opened import FIRST, SECOND, reader, reading, reported

LEVELS = {"relevance": "high", "richness": "moderate", "rigour": "not-assessed"}


def stored(project: Project) -> Appraisal:
    (found,) = project.appraisals.all()
    return found


async def test_one_key_three_digits_and_a_reason_appraise_for_the_theory_in_focus(project: Project) -> None:
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "1", "A")
        assert "for T1" in shown(pilot.app)
        await pressed_at_once(pilot, "1", "2", "0", *"it says how", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "relevance high" in reported(pilot)
        found = stored(project)
        assert (found.target, found.span, dict(found.levels)) == ("T1", None, LEVELS)
        assert found.because == ("it says how",)
        await pressed_at_once(pilot, "u")
        assert project.appraisals.all() == []


async def test_with_the_line_of_a_configuration_open_it_is_for_that(project: Project) -> None:
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "1", "C", "c", "A")
        assert "for C1 If" in shown(pilot.app)
        await pressed_at_once(pilot, "1", "tab", "x", "enter")
        (cmoc,) = project.configurations.all()
        assert stored(project).target == cmoc.id
        await pressed_at_once(pilot, "A", "escape", "escape", "A")
        assert "for T1" in shown(pilot.app)


async def test_without_a_coding_in_focus_it_is_for_the_review(project: Project) -> None:
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "A", "3", "3", "3", "x", "enter")
        assert stored(project).target == ""


async def test_what_it_is_for_and_of_is_changed_with_one_key(project: Project) -> None:
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "1", "A", "r")
        assert "for the review · the whole source" in shown(pilot.app)
        await pressed_at_once(pilot, "t", "p")
        assert "for T1 Market logic · the passage on p." in shown(pilot.app)
        await pressed_at_once(pilot, "1", "tab", *"a nugget", "enter")
        found = stored(project)
        assert (found.target, found.span) == ("T1", (FIRST.start, FIRST.end))
        assert dict(found.levels) == {"relevance": "high"}


async def test_a_selection_is_appraised_itself(project: Project) -> None:
    async with reading(project, at=SECOND.start) as pilot:
        await pressed_at_once(pilot, "v", "w", "A", "1", "1", "1", "x", "enter")
        found = stored(project)
        assert found.span is not None
        assert (found.span[0], found.quote) == (SECOND.start, "Where providers")


async def test_the_last_reason_is_there_and_typing_replaces_it(project: Project) -> None:
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "A", "1", "1", "1", *"first", "enter")
        await pressed_at_once(pilot, "A")
        assert "▲ high" in shown(pilot.app)
        await pressed_at_once(pilot, "3", "1", "1", "enter")
        assert stored(project).because == ("first",)
        await pressed_at_once(pilot, "A", "2", "2", "2", *"second", "enter")
        assert stored(project).because == ("second",)
        count = project.revision
        await pressed_at_once(pilot, "A", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert project.revision == count


async def test_levels_and_a_reason_are_asked_for(project: Project) -> None:
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "A", "enter")
        assert "Choose a level first" in shown(pilot.app)
        await pressed_at_once(pilot, "1", "2", "3", "enter")
        assert "Say why" in shown(pilot.app)
        assert project.appraisals.all() == []
        await pressed_at_once(pilot, "c")
        assert "because" not in shown(pilot.app)
        await pressed_at_once(pilot, "escape")
        assert isinstance(pilot.app.screen, Question)
        await pressed_at_once(pilot, "y")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_a_key_that_can_do_nothing_says_why(project: Project) -> None:
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "A", "c")
        assert "No configuration has a passage of this source." in shown(pilot.app)
        await pressed_at_once(pilot, "r")
        assert "No configuration" not in shown(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_the_passage_stays_in_sight(project: Project, size: tuple[int, int]) -> None:
    for passage in (FIRST, None):
        async with reading(project, at=passage.start if passage else None, size=size) as pilot:
            if passage is None:
                await pressed_at_once(pilot, "ctrl+end")
            await pressed_at_once(pilot, "A")
            assert isinstance(pilot.app.screen, AppraisalForm)
            form = pilot.app.screen.frame.region
            line = next(
                screen.view.line_of(screen.view.cursor.at)
                for screen in pilot.app.screen_stack
                if isinstance(screen, ReaderScreen)
            )
            assert not form.y <= line < form.bottom
            assert form.height <= 15


async def test_a_code_keeps_the_key_and_the_act_has_another(tmp_path: Path) -> None:
    project = new_review(tmp_path / "other", map_text=SMALL_MAP.replace('key: "1"', "key: A"))
    async with reading(project, at=FIRST.start) as pilot:
        await pressed_at_once(pilot, "A")
        assert [one.codes for one in project.coding.codings()] == [("T1",)]
        assert reader(pilot).key_of("reader.appraise") == "Ctrl+A"
        await pressed_at_once(pilot, "ctrl+a")
        assert isinstance(pilot.app.screen, AppraisalForm)
    project.close()
