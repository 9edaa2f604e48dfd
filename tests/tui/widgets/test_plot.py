from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from review.tui.support.themes import DARK, LIGHT
from review.tui.widgets.plot import Curve, Drawing, Plot, ticks
from tests.tui.hosts import shown


@given(st.floats(1e-6, 1e9))
def test_ticks_are_few_and_round_and_stay_on_the_axis(highest: float) -> None:
    places = ticks(highest)

    assert 2 <= len(places) <= 7
    assert places[0] == 0
    assert places[-1] <= highest * (1 + 1e-6)


def test_shares_and_counts_have_the_ticks_that_a_person_would_choose() -> None:
    assert [f"{place:g}" for place in ticks(1.0)] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert ticks(17) == [0, 5, 10, 15]
    assert ticks(0) == [0]


class PlotHost(App[None]):
    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)

    def compose(self) -> ComposeResult:
        yield Plot()


async def test_a_drawing_names_its_curves_and_axes_in_either_theme() -> None:
    drawing = Drawing("Found", "records read", (Curve("random", ((0, 0), (20, 17))),), 17)
    app = PlotHost()
    async with app.run_test(size=(60, 16)) as pilot:
        for theme in (DARK, LIGHT):
            app.theme = theme.name
            app.query_one(Plot).show(drawing)
            await pilot.pause()
            assert all(words in shown(app) for words in ("Found", "random", "records read", "15"))


async def test_without_a_line_to_draw_there_is_no_plot() -> None:
    app = PlotHost()
    async with app.run_test(size=(60, 16)) as pilot:
        app.query_one(Plot).show(Drawing("Found", "records", (Curve("one point", ((0, 0),)),)))
        await pilot.pause()
        assert not app.query_one(Plot).display


async def test_a_drawing_where_nothing_was_found_is_drawn_all_the_same() -> None:
    app = PlotHost()
    async with app.run_test(size=(60, 16)) as pilot:
        app.query_one(Plot).show(Drawing("Nothing", "records", (Curve("flat", ((0, 0), (5, 0))),)))
        await pilot.pause()
        assert "Nothing" in shown(app)
