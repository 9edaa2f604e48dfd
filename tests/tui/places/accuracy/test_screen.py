"""The Accuracy screen: what is left is shown at once, figures come from a separate process."""

import sys

import pytest
from msgspec.structs import replace

from review.errors import EncoderError
from review.learning.semantic import choice
from review.learning.semantic.choice import choose, chosen
from review.project.learning.client import Suggestions
from review.tui.app import ReviewApp
from review.tui.places.accuracy.desk import EVALUATING
from review.tui.places.project_acts import project_commands
from tests.export.tables.test_model_card import EVALUATION
from tests.learning.semantic.encoders import needs_encoders, write_encoder
from tests.tui.evaluators import the_evaluator
from tests.tui.hosts import held_up, reported, settled, shown, until

STARTS_AT = "model"


async def page(app, pilot, name: str) -> str:
    """What is shown for a question of the list."""
    listed = app.screen.query_one("#model-list")
    names = [str(option.prompt) for option in listed.options]
    listed.highlighted = next(place for place, prompt in enumerate(names) if prompt.startswith(name))
    await pilot.pause()
    return str(app.screen.query_one("#model-text").content)


async def test_what_is_left_is_reported_without_any_model(worked_app):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        assert "3 of 3 records decided, 2 relevant; none left undecided" in shown(worked_app)
        assert "Suggestions are off" in shown(worked_app)


async def test_all_questions_are_seen_where_there_is_room(worked_app):
    async with worked_app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        assert worked_app.screen.query_one("#model-list").max_scroll_y == 0


@pytest.mark.usefixtures("begins_in_library")
async def test_keys_do_not_wait_for_what_is_counted(worked_app, monkeypatch):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        with held_up(monkeypatch, worked_app.project.learning, "stopping") as is_asked:
            await pilot.press("f7")
            await until(pilot, is_asked.is_set)
            assert "Counting" in shown(worked_app)
            assert "Counting" in await page(worked_app, pilot, "Use")
            assert "Suggestions are off" in await page(worked_app, pilot, "Codes")
            await pilot.press("f2", "f7", "k")
            assert worked_app.screen.query_one("#model-list").highlighted == 1
        await settled(pilot)
        assert "read" in await page(worked_app, pilot, "Order: title")
        assert "accepted" in await page(worked_app, pilot, "Use")


async def test_a_second_press_while_an_encoder_is_opened_does_not_switch_again(worked_app, monkeypatch):
    learning, asked = worked_app.project.learning, []
    monkeypatch.setattr(learning, "switch_vectors", lambda: asked.append("") or "Sentence vectors are on.")
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        with held_up(monkeypatch, learning, "switch_vectors") as is_asked:
            await pilot.press("v")
            await until(pilot, is_asked.is_set)
            await pilot.press("v")
            assert "being switched already" in shown(worked_app)
        await until(pilot, lambda: "Sentence vectors are on." in shown(worked_app))
        assert len(asked) == 1


async def test_figures_appear_when_they_are_computed(worked, settings):
    app = ReviewApp(worked, settings)
    async with app.run_test(size=(140, 44)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        assert "labels" in await page(app, pilot, "Codes")
        assert "not calibrated yet" in await page(app, pilot, "Calibration")
        assert "with a source type" in await page(app, pilot, "Source types")
        assert "records decided on" in await page(app, pilot, "Learned from")
        assert not app.screen.query_one("#model-stale").display


@pytest.mark.parametrize("width", [80, 100, 149, 150, 250])
async def test_no_line_of_a_table_is_broken_and_names_have_the_room_there_is(worked, settings, width):
    few = replace(EVALUATION.codes["T2"], reason="not enough labels yet, and done marks, too")
    app = ReviewApp(worked, settings, with_suggestions=False)
    async with app.run_test(size=(160, 44)) as pilot:
        await pilot.press("f7")
        app.screen.desk.figures = replace(EVALUATION, codes={"RA": few})
        await page(app, pilot, "Codes")
        await pilot.resize_terminal(width, 44)
        await pilot.pause()
        text = app.screen.query_one("#model-text")
        assert (
            max(len(line) for line in str(text.content).splitlines() if "─" in line)
            <= text.content_size.width
        )
        assert ("Councils cannot shape it" in str(text.content)) == (width > 80)


async def test_figures_from_before_an_act_say_so_until_they_are_computed_again(project, settings):
    app = ReviewApp(project, settings)
    async with app.run_test(size=(140, 44)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        await pilot.press("f3", "m", "f7")
        await pilot.pause()
        assert app.screen.query_one("#model-stale").display
        await pilot.press("r")
        await pilot.pause()
        assert "Evaluating" in str(app.screen.query_one("#model-stale").content)
        await settled(pilot)
        assert not app.screen.query_one("#model-stale").display


async def test_working_the_figures_out_can_be_stopped(worked, settings, monkeypatch):
    def never_answers() -> Suggestions:
        command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        process = Suggestions(worked.folder, worked.reviewer, command=command)
        process.start()
        return process

    monkeypatch.setattr(worked.learning, "evaluator", never_answers)
    app = ReviewApp(worked, settings)
    async with app.run_test(size=(140, 44)) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: app.screen.desk.message == EVALUATING)
        await pilot.press("s")
        await settled(pilot)
        assert await page(app, pilot, "Codes") == "Stopped. r computes the figures."
        await pilot.press("s")
        assert "Nothing is being computed" in reported(app)


async def test_an_evaluation_that_was_killed_says_so_and_what_to_do(worked, settings):
    app = ReviewApp(worked, settings, with_suggestions=False)
    async with app.run_test(size=(140, 44)) as pilot:
        await pilot.press("f7", "r")
        the_evaluator().kill()
        await settled(pilot)
        message = await page(app, pilot, "Codes")
        assert "the learning process ended before it answered" in message
        assert "starting again" not in message
        assert "Press r to try again" in message


async def test_figures_that_are_up_to_date_are_not_computed_again(worked, settings):
    app = ReviewApp(worked, settings)
    async with app.run_test(size=(140, 44)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        await pilot.press("r")
        assert reported(app) == "The figures are up to date."
        assert not app.screen.query_one("#model-stale").display


@needs_encoders
async def test_one_key_switches_sentence_vectors_off_and_on(worked, settings, tmp_path):
    found = choose(str(write_encoder(tmp_path / "tiny")))
    app = ReviewApp(worked, settings, with_suggestions=False)
    async with app.run_test(size=(140, 44)) as pilot:
        await pilot.press("f7", "v")
        await settled(pilot)
        assert chosen() is None
        assert "Sentence vectors are off for all your reviews on this machine" in reported(app)
        await pilot.press("v")
        await settled(pilot)
        assert chosen() == found
        assert "Sentence vectors are on for all your reviews on this machine: tiny" in reported(app)
        assert worked.learning.suggestions.renewals == 2


async def test_sentence_vectors_that_cannot_be_used_are_refused_in_one_line(worked, settings, monkeypatch):
    def refused(_place: str) -> None:
        raise EncoderError("model.onnx: it takes too much memory")

    monkeypatch.setattr(choice, "choose", refused)
    app = ReviewApp(worked, settings, with_suggestions=False)
    async with app.run_test(size=(140, 44)) as pilot:
        await pilot.press("f2")
        commands = {name: call for name, _, call in project_commands(app.screen)}
        commands["Sentence vectors on/off"]()
        await settled(pilot)
        assert "model.onnx: it takes too much memory" in reported(app)
    assert worked.learning.evaluated_state[1] == 0
