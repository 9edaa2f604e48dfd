"""The dialog that asks for a line or a memo."""

import pytest
from textual.app import App
from textual.widgets import Input, Static

from review.errors import ReviewError
from review.tui.dialogs.text_prompt import TextPrompt
from tests.tui.hosts import HOSTILE, shown


class Prompting(App[None]):
    def __init__(self, prompt: TextPrompt) -> None:
        super().__init__()
        self.prompt = prompt
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.prompt, self.answers.append)


async def test_one_line_is_typed_and_accepted_with_enter() -> None:
    app = Prompting(TextPrompt("Go to page"))
    async with app.run_test() as pilot:
        await pilot.press(*"xii", "enter")
    assert app.answers == ["xii"]


async def test_what_is_typed_is_added_to_what_was_there() -> None:
    app = Prompting(TextPrompt("Go to page", "347"))
    async with app.run_test() as pilot:
        await pilot.press("9", "enter")
    assert app.answers == ["3479"]


async def test_escape_cancels() -> None:
    app = Prompting(TextPrompt("Go to page", "347"))
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.answers == [None]


async def test_a_memo_grows_by_lines_and_enter_saves_it() -> None:
    app = Prompting(TextPrompt("Memo", "First thought.", memo=True))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+j", *"why", "enter")
    assert app.answers == ["First thought.\nwhy"]


@pytest.mark.parametrize("memo", [False, True])
async def test_ctrl_s_saves_as_in_other_forms(memo: bool) -> None:
    app = Prompting(TextPrompt("Memo", memo=memo))
    async with app.run_test() as pilot:
        await pilot.press(*"why", "ctrl+s")
    assert app.answers == ["why"]


async def test_escape_cancels_a_memo() -> None:
    app = Prompting(TextPrompt("Memo", memo=True))
    async with app.run_test() as pilot:
        await pilot.press("a", "escape", "y")
    assert app.answers == [None]


async def test_a_complaint_keeps_the_dialog_open() -> None:
    app = Prompting(
        TextPrompt("Year", complaint=lambda text: "" if text.isdigit() else f"{text}: not a year")
    )
    async with app.run_test() as pilot:
        await pilot.press(*"[/]", "enter")
        assert app.answers == []
        assert str(app.screen.query_one("#hint", Static).content) == "[/]: not a year"
        app.screen.query_one(Input).value = "2016"
        await pilot.press("enter")
    assert app.answers == ["2016"]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize("memo", [False, True])
async def test_outside_text_is_only_text(text: str, memo: bool) -> None:
    app = Prompting(TextPrompt(text, text, text, memo=memo))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter")
    assert len(app.answers) == 1
    assert "\x1b" not in (app.answers[0] or "")


async def test_a_refusal_of_many_lines_lies_over_the_dialog_and_the_text_stays() -> None:
    def store(text: str) -> str:
        raise ReviewError("one\ntwo\nthree")

    app = Prompting(TextPrompt("Memo", memo=True, store=store))
    async with app.run_test() as pilot:
        await pilot.press(*"why", "enter")
        await pilot.pause()
        assert "three" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "why" in shown(app)
        assert app.answers == []


async def test_an_empty_text_is_not_stored() -> None:
    stored: list[str] = []
    app = Prompting(TextPrompt("Memo", memo=True, store=lambda text: stored.append(text) or "done"))
    async with app.run_test() as pilot:
        await pilot.press("space", "enter")
    assert stored == []
    assert app.answers == [""]
