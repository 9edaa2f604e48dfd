"""What a terminal without UTF-8 shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from review.tui.app import ReviewApp
from review.tui.support.ascii_signs import AsciiSigns, in_ascii
from review.tui.support.plain import plain
from tests.tui.hosts import shown


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("● 3 of 62 · T5 → T6…", "* 3 of 62 . T5 > T6~"),
        ("┌─┐│█", "+-+|#"),
        ("Müller and Łukasz", "Muller and Lukasz"),
        ("需求", "????"),
        ("✓✗‖?!·", "+x|?!."),
        ("● ○", "* o"),
    ],
)
def test_signs_and_letters_have_twins(text: str, ascii_text: str):
    assert in_ascii(text) == ascii_text


@given(st.text(max_size=20).map(plain))
def test_what_is_shown_is_ascii_and_as_wide(text: str):
    shown_text = in_ascii(text)
    assert shown_text.isascii()
    assert shown_text.isprintable()
    assert cell_len(shown_text) == sum(map(cell_len, text))


async def test_keys_have_names_where_signs_are_replaced(worked, settings):
    app = ReviewApp(worked, settings, with_suggestions=False)
    app.own_filters = (AsciiSigns(),)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Enter Open" in shown(app).splitlines()[-1]


@pytest.mark.parametrize(("filters", "is_ascii"), [((), False), ((AsciiSigns(),), True)])
async def test_a_whole_screen_is_ascii(worked, settings, filters, is_ascii):
    app = ReviewApp(worked, settings, with_suggestions=False)
    app.own_filters = filters
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        assert shown(app).isascii() is is_ascii
        assert "Market logic" in shown(app)
