"""Verdicts on the Theory map: given with the evidence in sight, shown with the theory, in the list and in the story."""

import pytest

from review.tui.app import ReviewApp
from review.tui.dialogs.base import Question
from review.tui.dialogs.theories.story import StoryScreen
from review.tui.dialogs.theories.verdict import VerdictForm
from review.tui.places.configurations import ConfigurationsScreen
from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.going_through.against.pane import AgainstPane
from review.tui.places.theory_map import TheoryMapScreen
from review.tui.places.theory_map.work import work_on_theories
from review.tui.widgets.theory_detail import TheoryDetail
from tests.reviews import new_review
from tests.tui.hosts import in_one_line, pressed_at_once, reported, shown

STARTS_AT = "theory-map"


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_verdict_is_given_by_its_digit_with_caveat_and_gap(worked_app, size):
    project = worked_app.project
    async with worked_app.run_test(size=size) as pilot:
        await pressed_at_once(pilot, "f5", "V")
        assert isinstance(worked_app.screen, VerdictForm)
        text = in_one_line(worked_app)
        assert "1 source: +1" in text
        assert "Counts locate evidence and do not weigh it." in text
        await pressed_at_once(pilot, "2", *"few sites", "enter", *"older people", "enter")
        assert isinstance(worked_app.screen, TheoryMapScreen)
        given = project.verdicts.all()["T1"]
        assert (given.verdict, given.caveat, given.gap) == (
            "partially-supported",
            "few sites",
            "older people",
        )
        text = in_one_line(worked_app)
        assert "partly 1 source: +1" in text
        assert "Verdict partially supported" in text
        await pressed_at_once(pilot, "u")
        assert project.verdicts.all() == {}
        assert "none yet (V)" in in_one_line(worked_app)


async def test_a_digit_chooses_and_enter_goes_on_by_one_field(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed_at_once(pilot, "f5", "V", *"no")
        assert "Choose a verdict first" in shown(worked_app)
        await pressed_at_once(pilot, "3", "2")
        assert "● 2 partially supported" in shown(worked_app)
        await pressed_at_once(pilot, "enter", *"few sites", "tab", "tab", *", all old", "ctrl+s")
        given = worked_app.project.verdicts.all()["T1"]
        assert (given.verdict, given.caveat, given.gap) == ("partially-supported", "few sites, all old", "")


async def test_the_form_begins_with_the_verdict_that_stands(worked_app):
    project = worked_app.project
    project.verdicts.give("T1", "mixed", caveat="few sites", gap="rural places")
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed_at_once(pilot, "f5", "V")
        assert "● 4 mixed" in shown(worked_app)
        await pressed_at_once(pilot, "down", "enter", "enter", "enter")
        given = project.verdicts.all()["T1"]
        assert (given.verdict, given.caveat, given.gap) == ("challenged", "few sites", "rural places")
        assert [one.verdict for one in project.verdicts.history("T1")] == ["mixed", "challenged"]
        await pressed_at_once(pilot, "V", "enter", "enter", "enter")
        assert "nothing changes" in in_one_line(worked_app)
        await pressed_at_once(pilot, "escape")
        assert isinstance(worked_app.screen, TheoryMapScreen)


async def test_a_verdict_is_asked_for_and_nothing_typed_is_lost(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed_at_once(pilot, "f5", "V", "enter")
        assert "Choose a verdict first" in shown(worked_app)
        await pressed_at_once(pilot, "ctrl+s")
        assert worked_app.project.verdicts.all() == {}
        await pressed_at_once(pilot, "7", "escape")
        assert isinstance(worked_app.screen, Question)
        await pressed_at_once(pilot, "y")
        assert isinstance(worked_app.screen, TheoryMapScreen)


async def test_what_changed_since_is_said(worked_app):
    project = worked_app.project
    project.verdicts.give("T1", "supported")
    project.theory.refine("T1", "clearer", proposition="Many providers compete.")
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pressed_at_once(pilot, "f5")
        text = in_one_line(worked_app)
        assert "supported! 1 source: +1" in text
        about = " ".join(worked_app.screen.query_one(TheoryDetail).text.split())
        assert "since then: theory reworded (v1" in about


async def test_the_story_tells_the_verdicts(worked_app):
    worked_app.project.verdicts.give("T1", "supported", gap="rural places")
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed_at_once(pilot, "f5", "s")
        assert isinstance(worked_app.screen, StoryScreen)
        assert "verdict: supported · Ana" in shown(worked_app)
        assert "gap: rural places" in in_one_line(worked_app)


async def test_configurations_tied_to_the_theory_are_listed_and_opened(worked_app):
    project = worked_app.project
    async with worked_app.run_test(size=(160, 48)) as pilot:
        await pressed_at_once(pilot, "f5", "C")
        assert "No configuration is tied to T1." in reported(worked_app)
        first = project.configurations.new({"outcome": "quality rises"}, {"T1": "supports"})
        await pressed_at_once(pilot, "f2", "f5", "C")
        assert worked_app.screen.desk.chosen.id == first.cmoc
        second = project.configurations.new({"outcome": "quality falls"}, {"T1": "challenges"})
        await pressed_at_once(pilot, "f5")
        text = in_one_line(worked_app)
        assert "C1 + candidate" in text
        assert "C2 − candidate" in text
        await pressed_at_once(pilot, "V")
        assert "C1 + C2 − · looked for evidence against: not yet" in in_one_line(worked_app)
        await pressed_at_once(pilot, "escape", "C", "2")
        assert isinstance(worked_app.screen, ConfigurationsScreen)
        assert worked_app.screen.desk.chosen.id == second.cmoc


async def test_a_key_goes_through_what_may_challenge_the_theory(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed_at_once(pilot, "f5", "down", "E")
        screen = worked_app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.query_one(AgainstPane).has_focus
        assert "T2" in shown(worked_app)


async def test_without_a_text_the_key_says_what_to_do(tmp_path, settings):
    project = new_review(tmp_path / "empty")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed_at_once(pilot, "f5", "E")
        assert "There is no text to look through yet" in reported(app)
    project.close()


def test_what_was_looked_at_for_a_theory_includes_its_sub_themes(worked):
    (coding,) = worked.coding.codings(code="T2.a")
    for code, shorter in (("T2", 0), ("T2.a", 0), ("T2.a", 5), ("T3", 0)):
        worked.looked_at.mark(code, coding.record, coding.start, coding.end - shorter)
    work, under = work_on_theories(worked), worked.theory.map.under
    assert [work.on(code, under(code)).looked_at for code in ("T1", "T2", "T3")] == [0, 2, 1]
