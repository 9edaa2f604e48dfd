"""Picking a code by a few letters."""

import pytest
from textual.app import App
from textual.widgets import OptionList

from review.theory_map.values import from_plain
from review.tui.dialogs.code_picker import CodePicker, NewSubtheme
from tests.tui.hosts import HOSTILE, shown

MAP = from_plain(
    {
        "theories": {
            "T1": {
                "name": "Market logic",
                "proposition": "Many providers compete.",
                "key": "1",
                "subthemes": {
                    "T1.a": {"name": "Whole-system approaches", "definition": "All services together."}
                },
            },
            "T2": {"name": "Demand", "proposition": "Councils gather information.", "key": "2"},
            "T3": {"name": "Gone", "proposition": "Given up.", "rejected": True},
        },
        "rival_framings": {
            "RA": {"name": "Councils can't", "proposition": "They cannot learn enough.", "key": "a"}
        },
    }
)


class Picking(App[None]):
    def __init__(self, picker: CodePicker) -> None:
        super().__init__()
        self.picker = picker
        self.picked: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.picker, self.picked.append)


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        (["ctrl+n"], NewSubtheme("T1", "")),
        (["down", "down", "ctrl+n"], NewSubtheme("T2", "")),
        ([*"Zebra x", "ctrl+n"], NewSubtheme("T1", "Zebra x")),
        ([*"dem", *"zz", "ctrl+n"], NewSubtheme("T2", "demzz")),
        ([*"demand", "ctrl+n"], NewSubtheme("T2", "demand")),
        ([*"t2", "ctrl+n"], NewSubtheme("T2", "")),
    ],
)
async def test_a_new_sub_theme_is_asked_for_under_the_code_highlighted_last(
    keys: list[str], asked: NewSubtheme
) -> None:
    app = Picking(CodePicker(MAP))
    async with app.run_test() as pilot:
        await pilot.press(*keys[:-1])
        await pilot.pause()
        await pilot.press(keys[-1])
    assert app.picked == [asked]


@pytest.mark.parametrize(
    ("keys", "under"), [(["ctrl+n"], "T2"), ([*"whole", "ctrl+n"], "T2"), (["down", "ctrl+n"], "T1")]
)
async def test_a_new_sub_theme_of_a_coded_passage_is_under_its_theory_unless_another_is_chosen(
    keys: list[str], under: str
) -> None:
    app = Picking(CodePicker(MAP, present=["T2", "RA"]))
    async with app.run_test() as pilot:
        await pilot.press(*keys[:-1])
        await pilot.pause()
        await pilot.press(keys[-1])
    assert isinstance(app.picked[0], NewSubtheme)
    assert app.picked[0].under == under


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ("", "T1"),
        ("dem", "T2"),
        ("whole", "T1.a"),
        ("t1.a", "T1.a"),
        ("RA", "RA"),
        ("cncl", "RA"),
        ("t2", "T2"),
    ],
)
async def test_the_best_match_is_taken_with_enter(letters: str, code: str) -> None:
    app = Picking(CodePicker(MAP))
    async with app.run_test() as pilot:
        await pilot.press(*letters, "enter")
    assert app.picked == [code]


async def test_arrows_choose_and_the_proposition_is_shown() -> None:
    app = Picking(CodePicker(MAP, present={"T2"}))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Many providers compete." in shown(app)
        await pilot.press("down")
        await pilot.pause()
        assert "All services together." in shown(app)
        assert "Under T1 Market logic: Many providers compete." in shown(app)
        assert "● 2 T2" in shown(app)
        assert "Gone" not in shown(app)
        await pilot.press("down", "enter")
    assert app.picked == ["T2"]


async def test_nothing_is_taken_where_nothing_fits_or_on_escape() -> None:
    app = Picking(CodePicker(MAP))
    async with app.run_test() as pilot:
        await pilot.press("z", "enter")
        assert app.picked == []
        assert "No code has these letters" in shown(app)
        await pilot.press("escape")
    assert app.picked == [None]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
async def test_names_from_outside_are_only_text(text: str) -> None:
    theory_map = from_plain({"theories": {"T1": {"name": text, "proposition": text, "key": "1"}}})
    app = Picking(CodePicker(theory_map))
    async with app.run_test() as pilot:
        await pilot.press("[", "backspace")
        assert app.screen.query_one(OptionList).option_count == 1
        assert not set(shown(app)) & {"\x1b", "\x07", "\u202e", "\x9b"}


async def test_two_hundred_codes_are_searched() -> None:
    many = {f"T{n}": {"name": f"Theory number {n}", "proposition": "…"} for n in range(200)}
    app = Picking(CodePicker(from_plain({"theories": many})))
    async with app.run_test() as pilot:
        await pilot.press(*"number 137", "enter")
    assert app.picked == ["T137"]
