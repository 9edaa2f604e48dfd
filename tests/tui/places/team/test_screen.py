"""The place of the team, with real keys."""

import pytest
from textual.widgets import Input

from review.acts import Memo
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.dialogs.base import Dialog
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.settle import SettleForm
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.library import LibraryScreen
from review.tui.places.reader import ReaderScreen
from review.tui.places.team import TeamScreen
from review.tui.places.team.desk import Page
from tests.reviews import add_record
from tests.tui.hosts import held_up, in_one_line, pressed, reported, settled, shown, until
from tests.tui.places.team.conftest import FIRST

STARTS_AT = "team"

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])


@SIZES
async def test_both_sides_are_shown_with_their_criteria_in_words(disputed_app: ReviewApp, size):
    async with disputed_app.run_test(size=size) as pilot:
        await pressed(pilot, "f11")
        text = shown(disputed_app)
        for part in (
            "F11 Team",
            "Conflicts 2",
            "✓ include  Ana",
            "✗ exclude  Ben [b]",
            "E2  About children",
            "note  too [b] far",
        ):
            assert part in text
        await pressed(pilot, "down")
        assert "? maybe  Ben [b]" in shown(disputed_app)
        assert "without a criterion or a note" in shown(disputed_app)


async def test_a_second_key_leads_there_where_the_terminal_keeps_f11(disputed_app: ReviewApp):
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "ctrl+y")
        assert isinstance(disputed_app.screen, TeamScreen)


async def test_one_is_settled_and_the_next_comes(disputed_app: ReviewApp):
    project = disputed_app.project
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f11")
        first, second = disputed_app.screen.desk.conflicts.listed
        await pressed(pilot, "s")
        assert isinstance(disputed_app.screen, SettleForm)
        await pressed(pilot, "enter")
        assert "Type the decision that counts" in shown(disputed_app)
        await pressed(pilot, *"exclude", "enter")
        assert "E10  Tenth" in shown(disputed_app)
        assert "I1  About" not in shown(disputed_app)
        assert "Say why this decision counts." in shown(disputed_app)
        await pressed(pilot, *"too [b] far", "tab", *"e2", "enter")
        assert "settled at title abstract: exclude by E2 (too [b] far)" in reported(disputed_app)
        assert "Conflicts 1" in shown(disputed_app)
        assert disputed_app.screen.desk.conflict == second
        await pressed(pilot, "S")
        assert [one.record for one in disputed_app.screen.desk.conflicts.listed] == [
            first.record,
            second.record,
        ]
        await pressed(pilot, "home")
        assert "Settled: ✗ exclude  by Ana" in shown(disputed_app)
        await pressed(pilot, "S", "u")
        assert "Conflicts 2" in shown(disputed_app)
    assert project.screening.outcome(first.record, FIRST) == "conflict"


@pytest.mark.parametrize("typed", ["x", "ex", "exclude", "e"])
async def test_a_decision_is_chosen_by_its_key_of_screening_or_typed(disputed_app: ReviewApp, typed: str):
    """The criteria come as soon as it is clear which decision is meant; without the whole word it is stored, too."""
    project = disputed_app.project
    async with disputed_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f11")
        one = disputed_app.screen.desk.conflict
        await pressed(pilot, "s", *typed)
        assert "E10  Tenth" in shown(disputed_app)
        await pressed(pilot, "tab", *"far", "enter")
        settlement = project.screening.settlement(one.record, FIRST)
        assert (settlement.decision, settlement.criteria) == ("exclude", ("E2",))  # that of the side chosen


async def test_the_criteria_of_the_side_chosen_give_way_to_another_side_and_never_to_what_is_typed(
    disputed_app: ReviewApp,
):
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f11", "s", "x")
        criteria = disputed_app.screen.query_one("#criteria", Input)
        assert criteria.value == "E2"
        await pressed(pilot, "backspace", "i")
        assert criteria.value == ""
        await pressed(pilot, "backspace", "x", "tab", "tab", *"e1")
        assert criteria.value == "e1"
        await pressed(pilot, "shift+tab", "shift+tab", "backspace", "m")
        assert criteria.value == "e1"


async def test_what_somebody_else_settled_meanwhile_is_shown_before_it_is_settled_again(
    disputed_app: ReviewApp,
):
    """Dana settles it while the form is open: the line comes by itself, and the first Enter stores nothing."""
    project = disputed_app.project
    async with disputed_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f11")
        one = disputed_app.screen.desk.conflict
        await pressed(pilot, "s", *"maybe", "tab", *"mine", "tab")
        with project.acting_as("Dana"):
            project.screening.settle(one.record, "exclude", FIRST, reason="dana [says]", criteria=["E2"])
        await until(pilot, lambda: "Dana settled this: exclude by E2 (dana [says])" in shown(disputed_app))
        await pressed(pilot, "enter")
        assert isinstance(disputed_app.screen, SettleForm)
        assert project.screening.settlement(one.record, FIRST).reviewer == "Dana"
        assert "Not saved: Dana settled this" in in_one_line(disputed_app)
        await pressed(pilot, "enter")
        assert project.screening.settlement(one.record, FIRST).reason == "mine"


async def test_what_was_typed_over_is_said_again_when_saving_is_refused_for_it(disputed_app: ReviewApp):
    """Dana settles it before anything is typed: typing removes the line, and the key that is refused brings it back."""
    project = disputed_app.project
    async with disputed_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f11")
        one = disputed_app.screen.desk.conflict
        await pressed(pilot, "s")
        with project.acting_as("Dana"):
            project.screening.settle(one.record, "exclude", FIRST, reason="dana", criteria=["E2"])
        await until(pilot, lambda: "Dana settled this" in shown(disputed_app))
        await pressed(pilot, *"maybe", "tab", *"mine")
        assert "Dana settled this" not in shown(disputed_app)
        await pressed(pilot, "ctrl+s")
        said = "Not saved: Dana settled this: exclude by E2 (dana); saving again settles it again"
        assert said in in_one_line(disputed_app)
        await pressed(pilot, "ctrl+s")
        assert project.screening.settlement(one.record, FIRST).reason == "mine"


async def test_one_is_tied_to_a_criterion_that_was_reworded_and_untied(disputed_app: ReviewApp):
    project = disputed_app.project
    file = project.map_file.path
    file.write_text(
        file.read_text("utf-8").replace("text: About children", "text: Only about children"), "utf-8"
    )
    project.map_file.adopt("the two read it differently")
    async with disputed_app.run_test(size=(160, 48)) as pilot:
        await pressed(pilot, "f11")
        assert "E2  About children  (reworded since)" in shown(disputed_app)
        assert "Changed since, not tied to this" in shown(disputed_app)
        await pressed(pilot, "t")
        assert isinstance(disputed_app.screen, Chooser)
        assert "1 E2  Only about children  reworded since" in shown(disputed_app)
        await pressed(pilot, "1")
        assert isinstance(disputed_app.screen, TextPrompt)
        assert "“About children” became" in shown(disputed_app)
        await pressed(pilot, *"does it say only?", "enter")
        assert "Changed because of this" in shown(disputed_app)
        assert "E2  “About children” → “Only about children”" in shown(disputed_app)
        assert "does it say only? · Ana" in shown(disputed_app)
        assert "is tied to E2 (reworded since)" in reported(disputed_app)
        await pressed(pilot, "t")
        assert "tied: choose it to untie it" in shown(disputed_app)
        await pressed(pilot, "1")
        assert "Changed because of this" not in shown(disputed_app)
        assert "no longer tied to E2" in reported(disputed_app)


async def test_the_abstract_is_shown_on_demand(disputed_app: ReviewApp):
    async with disputed_app.run_test(size=(160, 48)) as pilot:
        await pressed(pilot, "f11")
        assert "Abstract" not in shown(disputed_app).replace("a Abstract", "")
        await pressed(pilot, "a")
        assert "Frequent retendering put price" in shown(disputed_app)


async def test_a_conflict_is_opened_in_screening_library_and_reader(disputed_app: ReviewApp):
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "slash", *"zebra", "f11")
        record = disputed_app.screen.desk.record
        await pressed(pilot, "enter")
        assert disputed_app.current_mode == "screening"
        assert disputed_app.screen.desk.record.id == record
        await pressed(pilot, "f11", "down", "l")
        assert isinstance(disputed_app.screen, LibraryScreen)
        other = disputed_app.screen._current()
        await pressed(pilot, "f11")
        assert disputed_app.screen.desk.record == other
        await pressed(pilot, "r")
        assert isinstance(disputed_app.screen, ReaderScreen)


async def test_coders_who_differ_are_shown_and_opened_where_they_do(disputed_app: ReviewApp):
    async with disputed_app.run_test(size=(160, 48)) as pilot:
        await pressed(pilot, "f11", "2")
        text = shown(disputed_app)
        assert "Coders differ in" in text
        assert "T2 Shaping  challenges" in text
        assert "s Settle" not in text
        await pressed(pilot, "s", "t", "a")  # nothing is settled here
        assert disputed_app.screen.desk.page is Page.CODING
        await pressed(pilot, "enter")
        assert isinstance(disputed_app.screen, ReaderScreen)


async def test_the_line_of_the_reader_says_whose_code_is_whose(disputed_app: ReviewApp):
    async with disputed_app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "f11", "2", "enter")
        text = shown(disputed_app)
        assert "(you) T1" in text
        assert "(Ben [b]) T" in text


async def test_agreement_is_led_by_where_they_disagree(disputed_app: ReviewApp):
    async with disputed_app.run_test(size=(160, 48)) as pilot:
        await pressed(pilot, "f11", "3")
        await until(pilot, lambda: disputed_app.screen.desk.agreed is not None)
        await settled(pilot)
        text = shown(disputed_app)
        assert "Reviewers differ on 2 of 2 records that two or more decided on." in text
        assert "The same" in text
        assert "Krippendorff's alpha" in text
        assert "s Settle" not in text
        said = " ".join(text.replace("│", " ").split())
        assert "T2 Shaping: coders differ on 1 of 1 coded stretch overlapping passages: the same" in said
        assert ", alpha" in said


async def test_where_three_decide_the_share_is_said_to_be_of_pairs(disputed_app: ReviewApp):
    """Of the three on a record one pair agrees, of the two on the other none."""
    project = disputed_app.project
    first = next(one.record for one in project.conflicts.all() if one.stage == FIRST)
    with project.acting_as("Cleo"):
        project.screening.decide(first, "include", FIRST)
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f11", "3")
        await until(pilot, lambda: disputed_app.screen.desk.agreed is not None)
        await settled(pilot)
        said = " ".join(shown(disputed_app).replace("│", " ").split())
        assert "Pairs that agree 16.7 %" in said
        assert "Pairs that agree: the share of a record's pairs of decisions that are the same" in said


async def test_a_pilot_is_closed_by_a_key_with_the_reason(disputed_app: ReviewApp):
    team = disputed_app.project.team
    file = disputed_app.project.map_file.path
    file.write_text(file.read_text("utf-8") + "\nreviewers: [Ana, 'Ben [b]']\n", "utf-8")
    disputed_app.project.map_file.adopt("two of us")
    add_record(disputed_app.project, "Waits for both")
    team.pilot(4, FIRST)
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f11", "3", "c")  # only where the work is
        await pressed(pilot, "4", "c", *"enough", "enter")
        assert not isinstance(disputed_app.screen, Dialog)
        assert "Pilot of title abstract closed" in reported(disputed_app)
        (first, *_) = team.work()
        assert first.pilot is None


async def test_work_and_copies_are_pages(disputed_app: ReviewApp, tmp_path):
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f11", "4")
        assert "0 left for you, 3 done by you" in shown(disputed_app)
        await pressed(pilot, "5")
        assert "This copy shares nothing yet." in shown(disputed_app)
        assert "This copy · Ana, Ben [b]" in shown(disputed_app)
        assert "dated in the future" not in shown(disputed_app)
        memo = Memo(target="T1", text="made while the clock was wrong")
        disputed_app.project.journal.append("Ana", memo, time="2999-01-01T10:30:00.000+00:00")
        await until(pilot, lambda: "dated in the future: a clock is wrong" in shown(disputed_app))
        await pressed(pilot, "e")
        disputed_app.screen.query_one("#file").value = str(tmp_path / "shared")
        await pressed(pilot, "enter")
        await until(pilot, lambda: " sent, 0 received" in shown(disputed_app))
        assert (tmp_path / "shared").is_dir()
        await pressed(pilot, "escape", "e")
        await until(pilot, lambda: "0 received" in shown(disputed_app))
        await pressed(pilot, "escape", "1")
        assert "✓ include  Ana" in shown(disputed_app)


@pytest.mark.usefixtures("begins_in_library")
async def test_a_large_review_is_read_in_the_background(disputed_app: ReviewApp, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    async with disputed_app.run_test(size=(80, 24)) as pilot:
        with held_up(monkeypatch, disputed_app.project.conflicts, "all"):
            await pilot.press("f11")
            await until(pilot, lambda: "Reading …" in shown(disputed_app))
            await pilot.press("s")  # nothing to settle yet
        await until(pilot, lambda: "Conflicts 2" in shown(disputed_app))
        first = disputed_app.screen.desk.conflict
        await pressed(pilot, "j")
        assert disputed_app.screen.desk.conflict != first
        with held_up(monkeypatch, disputed_app.project.conflicts, "all"):
            disputed_app.screen.project_changed()  # what another program did
            await until(pilot, lambda: "reading …" in shown(disputed_app))
            await pilot.press("k")
        await until(pilot, lambda: "reading …" not in shown(disputed_app))
        assert disputed_app.screen.desk.conflict == first
        with held_up(monkeypatch, disputed_app.project.sharing, "copies"):
            await pilot.press("5")
            await until(pilot, lambda: "Reading …" in shown(disputed_app))
            await pilot.press("4")
        await until(pilot, lambda: "0 left for you, 3 done by you" in shown(disputed_app))
        await pressed(pilot, "5")
        assert "This copy · Ana, Ben [b]" in shown(disputed_app)


async def test_nothing_is_shown_before_enough_have_decided(project: Project, settings):
    """Ana waits for Ben at a stage that two decide on: neither the list nor its count says anything."""
    file = project.map_file.path
    file.write_text(
        file.read_text("utf-8").replace("title-abstract: {reviewers: 1", "title-abstract: {reviewers: 2"),
        "utf-8",
    )
    project.map_file.adopt("two decide")
    record = project.records.all()[0].id
    for reviewer, decision in (("Ben", "exclude"),):
        with project.acting_as(reviewer):
            project.screening.decide(record, decision, FIRST, note="zebra")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(160, 48)) as pilot:
        await pressed(pilot, "f11", "S")
        assert "No conflicts to settle that you may see." in shown(app)
        project.screening.decide(record, "include", FIRST)
        await pressed(pilot, "f2", "f11")
        assert "note  zebra" in shown(app)
