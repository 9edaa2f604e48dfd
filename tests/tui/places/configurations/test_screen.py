"""The place of configurations, with real keys."""

import pytest
from textual.widgets import Input, Static

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.dialogs.base import Question
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.descriptions.comment import CommentForm
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.dialogs.theories.new_configuration import NewConfiguration
from review.tui.places.configurations import ConfigurationsScreen
from review.tui.places.configurations.chain_view import ChainScreen
from review.tui.places.configurations.detail_view import DetailView
from review.tui.places.configurations.items import ConfigurationRows
from review.tui.places.going import open_configuration
from review.tui.places.reader import ReaderScreen
from tests.tui.hosts import held_up, reported, settled, shown, until

STARTS_AT = "configurations"

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.pause()


def chosen(app: ReviewApp) -> str:
    assert isinstance(app.screen, ConfigurationsScreen)
    return app.screen.desk.chosen.label if app.screen.desk.chosen else ""


@SIZES
async def test_list_and_detail_are_shown(composed_app: ReviewApp, size):
    async with composed_app.run_test(size=size) as pilot:
        await press(pilot, "f8")
        text = shown(composed_app)
        for part in (
            "C1 · candidate",
            "T1+",
            "3 configurations",
            "self-funders look",
            "reworded since it was tied: T1 (v1 → v2)",
        ):
            assert part in text
        assert ("┬─ leads to ─▶ C2" in text) == (size[0] >= 100)
        await press(pilot, "down")
        assert "C2 · kept · T2.a ~ refines" in shown(composed_app)
        assert "[b]hostile[/] context" in shown(composed_app)


async def test_in_a_narrow_window_enter_gives_what_is_read_the_room(composed_app: ReviewApp):
    async with composed_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8")
        rows = composed_app.screen.query_one(ConfigurationRows)
        view = composed_app.screen.query_one(DetailView)
        below = view.size.height
        await press(pilot, "enter")
        assert view.has_focus
        assert not rows.display
        assert view.size.height > below
        await press(pilot, "escape")
        assert rows.has_focus
        assert rows.display


@SIZES
async def test_the_empty_place_says_what_to_do(app: ReviewApp, size):
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f8")
        assert "No configurations yet." in shown(app)
        assert "In the Reader (F4) C begins one" in shown(app)
        assert "Read " not in shown(app).splitlines()[-1]
        await press(pilot, "x", "e", "s", "d", "L", "enter", "down", "f", "slash")  # does no harm
        await press(pilot, "n")
        assert isinstance(app.screen, NewConfiguration)


async def test_a_configuration_is_begun_and_shown(app: ReviewApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8", "n", "ctrl+s")
        assert "Word at least one element" in shown(app)
        await press(pilot, *"many", "enter", "enter", *"quality")
        await press(pilot, "ctrl+o", *"T1", "enter", "-", "ctrl+o", *"ra", "enter", "+")
        await press(pilot, "ctrl+o", *"t2", "enter", "^", "ctrl+o", *"t2", "enter", "x")
        assert "T1 Market logic: challenges, RA Councils cannot shape it: supports" in shown(app)
        await press(pilot, "enter", "enter")
        assert chosen(app) == "C1"
        assert "C1 begun" in reported(app)
        (one,) = app.project.configurations.all()
        assert [(element.role, element.wording) for element in one.elements] == [
            ("context", "many"),
            ("outcome", "quality"),
        ]
        assert dict(one.theories) == {"T1": "challenges", "RA": "supports"}
        await press(pilot, "u")
        assert "No configurations yet." in shown(app)


async def test_an_element_is_retroduced_with_its_memo(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "down", "r")
        assert "m reasoning  how people respond" in shown(composed_app)
        await press(pilot, "m", *"trust", "enter", "enter")
        assert "Missing: Memo: what must be true for this outcome?" in shown(composed_app)
        await press(pilot, *"else they would not stay", "enter")
        assert "trust (reasoning, retroduced)" in shown(composed_app)
        assert "memo: else they would not stay" in shown(composed_app)


async def test_the_element_under_the_cursor_is_worded(composed_app: ReviewApp):
    async with composed_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f8", "enter", "enter")
        assert isinstance(composed_app.screen, TextPrompt)
        await press(pilot, *", all of them", "enter")
        assert "self-funders look for support, all of them (context)" in shown(composed_app)
        assert composed_app.screen.query_one(DetailView).has_focus


async def test_from_the_list_the_element_to_word_is_chosen(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "e")
        assert isinstance(composed_app.screen, Chooser)
        await press(pilot, "2", *" for them", "enter")
        assert composed_app.project.configurations.find("C1").elements[1].wording.endswith("for them")
        await press(pilot, "down", "e")  # C2 has only one
        assert isinstance(composed_app.screen, TextPrompt)


async def test_a_passage_opens_in_the_reader_and_the_way_back_leads_here(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "enter", "down", "enter")
        assert isinstance(composed_app.screen, ReaderScreen)
        fragment = composed_app.project.configurations.find("C1").fragments[0]
        assert composed_app.screen.desk.record.id == fragment.record
        assert "C1  [c]ontext" in shown(composed_app)
        await press(pilot, "escape", "escape")
        assert isinstance(composed_app.screen, ConfigurationsScreen)
        assert composed_app.screen.query_one(DetailView).part == fragment.id


async def test_a_passage_is_taken_out_and_an_element_with_passages_after_a_question(composed_app: ReviewApp):
    service = composed_app.project.configurations
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "enter", "down", "x")
        assert len(service.find("C1").fragments) == 3
        await press(pilot, "up", "x")
        assert isinstance(composed_app.screen, Question)
        await press(pilot, "n")
        assert len(service.find("C1").elements) == 4
        await press(pilot, "x")
        assert "Its 2 passages go with it." in shown(composed_app)
        await press(pilot, "y")
        assert [one.role for one in service.find("C1").elements] == ["resource", "outcome", "reasoning"]
        await press(pilot, "u")
        assert len(service.find("C1").fragments) == 3
        await press(pilot, "u")
        assert len(service.find("C1").fragments) == 4
        assert chosen(composed_app) == "C1"


async def test_it_is_tied_to_a_theory_and_untied(composed_app: ReviewApp):
    service = composed_app.project.configurations
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "down", "t", *"t3")
        assert "3 T3" in shown(composed_app)
        await press(pilot, "enter")
        assert "Untie" not in shown(composed_app)
        await press(pilot, "^")
        assert service.find("C2").theories["T3"] == "extends"
        await press(pilot, "t")
        assert "[/]  extends" in shown(composed_app)  # present ties are shown
        await press(pilot, *"T3", "enter")
        assert "● ^ extends" in shown(composed_app)
        await press(pilot, "x")
        assert "T3" not in service.find("C2").theories
        await press(pilot, "t", "ctrl+n", "escape")  # sub-themes are made for passages
        assert isinstance(composed_app.screen, ConfigurationsScreen)


async def test_the_statement_is_written_and_composed_again(composed_app: ReviewApp):
    service = composed_app.project.configurations
    async with composed_app.run_test(size=(160, 48)) as pilot:
        await press(pilot, "f8", "S", "ctrl+s")
        assert "This is the composed statement" in shown(composed_app)
        await press(pilot, *" So be it.", "ctrl+s")
        assert service.find("C1").written.endswith("So be it.")
        assert "Statement, written by hand" in shown(composed_app)
        await press(pilot, "S", *["ctrl+u"] * 9, "ctrl+s")
        assert service.find("C1").is_composed


async def test_links_are_made_and_removed(composed_app: ReviewApp):
    service = composed_app.project.configurations
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "down", "l", *"C1", "enter")
        assert "4 C1 is a counter-case of C2" in shown(composed_app)
        await press(pilot, "1")
        assert "(feedback)" in shown(composed_app)
        await press(pilot, "l", "enter")
        assert "● 1 C2 leads to C1" in shown(composed_app)
        await press(pilot, "1")
        assert "C2 leads to C1 already" in reported(composed_app)
        await press(pilot, "X")
        assert "1 C2 leads to C1" in shown(composed_app)
        await press(pilot, "1")
        assert not service.find("C2").links
        await press(pilot, "X", "1")
        assert not service.find("C2").linked_from
        await press(pilot, "X")
        assert "C2 has no links" in reported(composed_app)


async def test_another_one_is_merged_into_it(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "m", *"C3", "enter")
        assert "2 configurations" in shown(composed_app)
        assert chosen(composed_app) == "C1"
        await press(pilot, "u")
        assert "3 configurations" in shown(composed_app)


async def test_the_status_is_chosen_and_a_reason_given(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "s")
        assert "● 1 candidate" in shown(composed_app)
        await press(pilot, "3", "enter")
        assert "Type the reason." in shown(composed_app)
        await press(pilot, *"one case only", "enter")
        assert "set aside: one case only" in shown(composed_app)


async def test_there_is_nothing_to_link_or_merge_without_another_one(app: ReviewApp):
    app.project.configurations.new({"context": "many"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8")
        for key in ("l", "m"):
            await press(pilot, key)
            assert isinstance(app.screen, ConfigurationsScreen)
            assert "no other configuration yet" in reported(app)


async def test_a_reworded_theory_is_looked_at_again(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "down", "L")
        assert (
            "No theory of C2 was reworded since it was tied to it; the list marks 1 other with L."
            in reported(composed_app)
        )
        await press(pilot, "up", "L")
        assert isinstance(composed_app.screen, Chooser)
        about = composed_app.screen.query_one("#about", Static)
        assert str(about.content) == "Many Some providers compete and quality rises."
        await press(pilot, "h")
        assert not composed_app.project.configurations.find("C1").reworded
        await press(pilot, "L")
        assert "No theory of C1 was reworded" in reported(composed_app)
        await press(pilot, "u", "L", "x")
        assert "T1" not in composed_app.project.configurations.find("C1").theories


async def test_evidence_against_it_is_gone_through_in_the_reader(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "E")
        await settled(pilot)
        await press(pilot)
        assert isinstance(composed_app.screen, ReaderScreen)
        assert composed_app.screen.has_class("-going-through")
        await press(pilot, "escape", "escape")
        assert isinstance(composed_app.screen, ConfigurationsScreen)


async def test_memos_and_comments_are_written_and_shown(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "f8", "down", "M", *"look at C1", "enter")
        assert "Ana: look at C1" in shown(composed_app)
        await press(pilot, "c")
        assert isinstance(composed_app.screen, CommentForm)
        await press(pilot, *"so it is", "enter", *"expert", "ctrl+s")
        assert "so it is" in shown(composed_app)
        await press(pilot, "c")
        assert len(composed_app.screen.query("#earlier")) == 1
        assert composed_app.screen.query_one("#on", Input).value == "C2"


async def test_the_chain_is_drawn_with_what_each_says(composed_app: ReviewApp):
    async with composed_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8", "d")
        assert isinstance(composed_app.screen, ChainScreen)
        for part in ("C1 ┬─ leads to ─▶ C2", "╌ counter-case ╌▷ C3", "C3  If nobody advises"):
            assert part in shown(composed_app)
        await press(pilot, "escape")
        assert isinstance(composed_app.screen, ConfigurationsScreen)


async def test_search_and_filters_narrow_the_list(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "slash", *"hostile")
        await settled(pilot)
        await press(pilot)
        assert "1 of 3 configurations" in shown(composed_app)
        assert chosen(composed_app) == "C2"
        await press(pilot, "enter", "F")
        assert composed_app.screen.query_one("#search", Input).value == ""
        await press(pilot, "f", *"set aside", "enter")
        assert "No configuration matches." in shown(composed_app)
        await press(pilot, "f", *"set aside", "enter", "f", *"T3", "enter")
        assert chosen(composed_app) == "C3"


@pytest.mark.parametrize("before", [(), ("enter",)])
async def test_the_keys_come_back_once_something_is_listed_again(composed_app: ReviewApp, before):
    async with composed_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8", *before, "f", *"set aside", "enter")
        assert "No configuration matches." in shown(composed_app)
        await press(pilot, "F")
        assert isinstance(composed_app.screen.focused, DetailView if before else ConfigurationRows)


async def test_what_another_program_does_is_shown_and_the_cursor_stays(composed_app: ReviewApp):
    other = Project.open(composed_app.project.folder, "Ben")
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f8", "down", "enter")
        other.configurations.new({"context": "from elsewhere"})
        other.configurations.set_status("C2", "set-aside", "Ben says so")
        await until(pilot, lambda: "4 configurations" in shown(composed_app))
        assert chosen(composed_app) == "C2"
        assert "set aside: Ben says so" in shown(composed_app)
        assert composed_app.screen.query_one(DetailView).has_focus
    other.close()


async def test_a_configuration_is_opened_from_elsewhere(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "f5")
        open_configuration(composed_app.screen, composed_app.project.configurations.find("C3").id)
        await press(pilot)
        await pilot.pause()
        assert chosen(composed_app) == "C3"
        assert composed_app.screen.query_one(ConfigurationRows).cursor == 2
        open_configuration(composed_app.screen, "C9")
        await press(pilot)
        assert "C9" in reported(composed_app)
        assert chosen(composed_app) == "C3"


@pytest.mark.usefixtures("begins_in_library")
async def test_those_of_a_large_review_are_read_in_the_background(composed_app: ReviewApp, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    configurations = composed_app.project.configurations
    async with composed_app.run_test(size=(100, 30)) as pilot:
        with held_up(monkeypatch, configurations, "listed"):
            await pilot.press("f8")
            await until(pilot, lambda: "reading …" in shown(composed_app))
            assert "No configurations yet." not in shown(composed_app)
            await pilot.press("s")  # there is none to act on yet
        await until(pilot, lambda: "3 configurations" in shown(composed_app))
        await press(pilot, "down")
        with held_up(monkeypatch, configurations, "all"):
            await pilot.press("slash", *"nobody")
            await pilot.press("enter", "down")  # the list is still that of before
            assert chosen(composed_app) == "C3"
        await until(pilot, lambda: "1 of 3 configurations" in shown(composed_app))
        assert chosen(composed_app) == "C3"
