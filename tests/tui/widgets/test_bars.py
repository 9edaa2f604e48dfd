"""The bar of places holds ten, with the reviewer at its right end."""

from __future__ import annotations

import pytest

from review.tui.places.base import PLACES
from review.tui.widgets.bars import NavigationBar, Place
from tests.tui.hosts import HOSTILE, Host, shown

LATER = (Place("searches", "Searches", "f10"), Place("flow", "Flow diagram", "f11"))
TEN = (*PLACES, *(place for place in LATER if place.key not in {one.key for one in PLACES}))


class Bar(Host):
    def on_navigation_bar_chosen(self, message: NavigationBar.Chosen) -> None:
        self.posted.append(message)


def bar(here: str, reviewer: str = "Ana") -> NavigationBar:
    made = NavigationBar(TEN, here)
    made.status = ("model: 12 codings", reviewer)
    return made


@pytest.mark.parametrize("place", TEN, ids=lambda place: place.mode)
async def test_ten_places_fit_eighty_columns(place: Place) -> None:
    app = Host(bar(place.mode))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        assert all(other.key.upper() in line.split() for other in TEN)
        assert f"{place.key.upper()} {place.name}" in line
        assert [other.name for other in TEN if other.name in line] == [place.name]
        assert line.rstrip().endswith(" Ana")


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (80, " F2  F3 Screening  F4  F5  F6 "),
        (100, " F2 Lib  F3 Screening  F4 Read  F5 Map  F6 Exp "),
        (110, " F2 Lib  F3 Screening  F4 Read  F5 Map  F6 Export "),
        (120, " F2 Lib  F3 Screening  F4 Read  F5 Map  F6 Exp "),
        (150, " F2 Library  F3 Screening  F4 Reader  F5 Map  F6 Exports "),
        (160, " F2 Library  F3 Screening  F4 Reader  F5 Theory map  F6 Exports "),
    ],
)
async def test_names_are_as_long_as_there_is_room_for_all(width: int, names: str) -> None:
    app = Host(bar("screening"))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        assert line.startswith(names)
        assert line.rstrip().endswith(" Ana")


@pytest.mark.parametrize("place", TEN, ids=lambda place: place.mode)
async def test_how_many_acts_are_to_be_sent_is_not_cut_at_eighty_columns(place: Place) -> None:
    app = Host(bar(place.mode, "Cleo · no answer, 3 to send"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        assert all(other.key.upper() in line.split() for other in TEN)
        assert line.rstrip().endswith(" Cleo · no answer, 3 to send")


@pytest.mark.parametrize("place", TEN, ids=lambda place: place.mode)
@pytest.mark.parametrize("width", [90, 100, 120, 140])
async def test_the_present_place_has_its_full_name(place: Place, width: int) -> None:
    app = Host(bar(place.mode))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        assert f" {place.key.upper()} {_name(place, width)} " in line
        assert all(f" {other.key.upper()} " in line for other in TEN)
        assert line.rstrip().endswith(" Ana")


def _name(place: Place, width: int) -> str:
    """The name of the present place: the longest is shortened before the others lose theirs."""
    return "Config" if place.name == "Configurations" and width == 100 else place.name


@pytest.mark.parametrize("place", TEN, ids=lambda place: place.mode)
async def test_all_places_have_names_in_a_hundred_columns(place: Place) -> None:
    app = Host(bar(place.mode, "Helena M."))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        names = [other.shorter[-1] if other.shorter else other.name for other in TEN]
        assert all(f" {other.key.upper()} {name[:3]}" in line for other, name in zip(TEN, names, strict=True))
        assert line.rstrip().endswith(" Helena M.")


@pytest.mark.parametrize("here", ["library", "screening", LATER[0].mode, TEN[-1].mode])
async def test_the_place_where_one_is_stays_in_a_narrow_line(here: str) -> None:
    app = Bar(bar(here))
    async with app.run_test(size=(24, 10)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        place = next(one for one in TEN if one.mode == here)
        assert f"{place.key.upper()} {place.name}" in line
        await pilot.click(NavigationBar, offset=(line.index(place.name), 0))
        assert app.last(NavigationBar.Chosen).mode == here


@pytest.mark.parametrize("width", [80, 160])
async def test_a_click_goes_to_the_place_under_the_pointer(width: int) -> None:
    app = Bar(bar("screening"))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        for place in TEN:
            await pilot.click(NavigationBar, offset=(line.index(place.key.upper()), 0))
            assert app.last(NavigationBar.Chosen).mode == place.mode


@pytest.mark.parametrize(
    "text", [*HOSTILE, "a very long name of a reviewer " * 9], ids=lambda text: ascii(text)[:20]
)
async def test_any_name_of_a_reviewer_stays_in_the_line(text: str) -> None:
    app = Host(bar("screening", text))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = shown(app).splitlines()[0]
        assert "\x1b" not in line
        assert "F11" in line
