import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from review.tui.widgets.screens.scroll_bars import bar_lines
from tests.tui.hosts import settled


class Long(App[None]):
    CSS = "VerticalScroll { height: 12; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("\n".join(map(str, range(60))))


@pytest.mark.parametrize("place", [0, 7, 48])
async def test_a_scroll_bar_looks_as_textual_draws_it(place):
    async with Long().run_test() as pilot:
        scrolled = pilot.app.query_one(VerticalScroll)
        scrolled.scroll_to(y=place, animate=False)
        await settled(pilot)
        bar = scrolled.vertical_scrollbar
        for part in (bar.size.region, Region(1, 3, 1, 4)):
            assert [list(line) for line in bar_lines(bar, part)] == [
                list(line) for line in bar.render_lines(part)
            ]
