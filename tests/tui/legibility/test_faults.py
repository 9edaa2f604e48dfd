"""The probe finds faults: small faulty screens for each rule, and sound ones."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from review.tui.support.themes import DARK
from review.tui.widgets.fitting.clipped import Clipped
from tests.tui.legibility.faults import faults

LONG = "One sentence that takes more than a line. " * 8


class Screenful(App[None]):
    """A few widgets with styles of their own."""

    def __init__(self, css: str, *widgets: Widget) -> None:
        self.CSS = css
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self.widgets


async def rules_broken(css: str, *widgets: Widget) -> list[str]:
    """The rules that such a screen of 40 x 10 breaks."""
    app = Screenful(css, *widgets)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        return sorted({fault.rule for fault in faults(app)})


SOUND = {
    "text": ("", lambda: [Static("Can be read.")]),
    "muted text": ("Static { color: $text-muted; }", lambda: [Static("Can be read.")]),
    "faint by its colour": ("Static { color: $text-disabled; }", lambda: [Static("Switched off.")]),
    "faint lines between areas": ("Static { color: #39424f; }", lambda: [Static("────")]),
    "long text that scrolls": ("", lambda: [VerticalScroll(Static(LONG * 9))]),
    "long text with an ellipsis": ("Clipped { height: 2; }", lambda: [Clipped(LONG)]),
    "a line with an ellipsis": (
        "Static { text-wrap: nowrap; text-overflow: ellipsis; }",
        lambda: [Static(LONG)],
    ),
    "widgets beside each other": (
        "Static { width: 1fr; }",
        lambda: [Horizontal(Static("one"), Static("two"))],
    ),
    "another layer above": (
        "Screen { layers: below above; } #above { layer: above; } #below { layer: below; }",
        lambda: [Static("below", id="below"), Static("above", id="above")],
    ),
    "many options": ("OptionList { height: 5; }", lambda: [OptionList(*map(str, range(40)))]),
}


@pytest.mark.parametrize("name", SOUND)
async def test_what_can_be_seen_is_no_fault(name):
    css, widgets = SOUND[name]
    assert await rules_broken(css, *widgets()) == []


FAINT = {
    "the colour of the ground": (
        "Static { color: #15181e; background: #15181e; }",
        lambda: Static("Not there"),
    ),
    "nearly that": ("Static { color: #5a6270; }", lambda: Static("Hardly there")),
    "meant to be faint, and too faint": (
        "Static { color: $text-disabled; background: #4a5568; }",
        lambda: Static("Switched off"),
    ),
    "dim": ("", lambda: Static(Content.styled("Dim", "#8a94a6 dim"))),
    "seen through": ("Static { text-opacity: 30%; }", lambda: Static("A third")),
    "see-through widget": ("Static { opacity: 30%; }", lambda: Static("A third")),
    "reversed": ("", lambda: Static(Content.styled("Turned", "#15181e on #2a313d reverse"))),
    "a bar": ("Static { color: #2a313d; }", lambda: Static("████")),
    "a curve": ("Static { color: #2a313d; }", lambda: Static("⡇⣿")),
    "a scroll bar like its track": (
        "VerticalScroll { scrollbar-color: #22262f; scrollbar-background: #1e232c; }",
        lambda: VerticalScroll(Static(LONG * 9)),
    ),
}


@pytest.mark.parametrize("name", FAINT)
async def test_what_is_too_faint_is_found(name):
    css, widget = FAINT[name]
    assert await rules_broken(css, widget()) == ["contrast"]


CUT = {
    "lines below": ("Static { height: 2; }", lambda: [Static(LONG)]),
    "the end of a line": ("Static { text-wrap: nowrap; text-overflow: clip; }", lambda: [Static(LONG)]),
    "what a container hides": (
        "Container { height: 3; overflow: hidden; } Static { height: auto; }",
        lambda: [Container(Static(LONG))],
    ),
    "what is beyond the edge": (
        "Screen { overflow: hidden; } Static { width: 60; }",
        lambda: [Static("x" * 50)],
    ),
    "a hidden scroll bar": (
        "VerticalScroll { scrollbar-size-vertical: 0; height: 4; }",
        lambda: [VerticalScroll(Static(LONG))],
    ),
    "an option": (
        "OptionList { text-wrap: nowrap; text-overflow: clip; }",
        lambda: [OptionList(LONG)],
    ),
    "a placeholder": ("", lambda: [Input(placeholder=LONG)]),
}


@pytest.mark.parametrize("name", CUT)
async def test_what_is_cut_is_found(name):
    css, widgets = CUT[name]
    assert await rules_broken(css, *widgets()) == ["cut"]


async def test_notices_beyond_the_top_of_the_screen_are_found():
    # Textual's toast rack has a scroll bar that is never painted.
    app = Screenful("Toast { max-width: 100%; }")
    async with app.run_test(size=(40, 10), notifications=True) as pilot:
        for _ in range(2):
            app.notify("One notice of several lines. " * 5)
            await pilot.pause()
        await pilot.pause()
        assert [fault.rule for fault in faults(app)] == ["cut"]


async def test_widgets_over_each_other_are_found():
    css = "#second { offset: 0 -2; } Vertical { height: 5; } Static { height: 3; }"
    broken = await rules_broken(css, Vertical(Static("first", id="first"), Static("second", id="second")))
    assert "overlap" in broken


async def test_a_focus_out_of_sight_is_found():
    css = "VerticalScroll { height: 4; } #far { margin: 30 0 0 0; }"
    app = Screenful(css, VerticalScroll(Static(LONG), Input(id="far")))
    async with app.run_test(size=(40, 10)) as pilot:
        app.query_one(Input).focus(scroll_visible=False)
        app.query_one(VerticalScroll).scroll_home(animate=False)
        await pilot.pause()
        assert [fault.rule for fault in faults(app)] == ["place"]


async def test_a_cursor_out_of_sight_is_found():
    app = Screenful("OptionList { height: 5; }", OptionList(*map(str, range(40))))
    async with app.run_test(size=(40, 10)) as pilot:
        app.query_one(OptionList).highlighted = 0
        await pilot.pause()
        app.query_one(OptionList).scroll_to(y=20, animate=False)
        await pilot.pause()
        assert [fault.rule for fault in faults(app)] == ["place"]
