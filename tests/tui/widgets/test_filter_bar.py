"""The filters above the list: in full where there is room, shortened, then counted."""

from __future__ import annotations

import pytest

from review.tui.widgets.filter_bar import FilterBar, FilterChips
from tests.tui.hosts import Host, shown, until

LONG = "title abstract: conflict"
TYPE = "source type: Voluntary-sector report"


@pytest.mark.parametrize(
    ("width", "labels", "line"),
    [
        (44, [LONG], " title abstract: conflict × "),
        (38, [LONG], " title abstract: conflict × "),
        (50, [TYPE], " source type: Voluntary-sector report × "),
        (46, [TYPE], " source type: Voluntary-sec… × "),
        (34, [LONG], " title abs…: conflict × "),
        (38, [LONG, "year: 2016"], " 2 filters "),
        (18, [LONG, "year: 2016"], " +2 "),
        (52, [LONG, TYPE], " title abs…: conflict ×   +1 "),
    ],
)
async def test_a_filter_is_shortened_before_it_is_counted_only(
    width: int, labels: list[str], line: str
) -> None:
    chips = FilterChips()
    host = Host(chips)
    async with host.run_test(size=(width, 3)) as pilot:
        chips.show([((label, ""), label) for label in labels], "3 of 62")
        await pilot.pause()
        first, *_ = shown(host).splitlines()
        assert first.rstrip().removesuffix("3 of 62").rstrip() == line.rstrip()


async def test_the_count_is_begun_where_it_has_no_room() -> None:
    chips = FilterChips()
    host = Host(chips)
    async with host.run_test(size=(8, 3)) as pilot:
        chips.show([], "12 records")
        await pilot.pause()
        assert shown(host).splitlines()[0].strip() == "12 rec…"


class BarHost(Host):
    def on_filter_bar_searched(self, message: FilterBar.Searched) -> None:
        self.posted.append(message)

    @property
    def searched(self) -> list[tuple[str, bool]]:
        return [(one.words, one.is_done) for one in self.posted if isinstance(one, FilterBar.Searched)]


async def test_words_are_searched_for_when_typing_pauses() -> None:
    host = BarHost(FilterBar())
    async with host.run_test() as pilot:
        host.widget.begin()
        await pilot.press(*"market")
        await until(pilot, lambda: ("market", False) in host.searched)
        host.widget.clear()
        await until(pilot, lambda: host.searched[-1] == ("", False))


async def test_enter_searches_without_a_pause_and_is_done() -> None:
    host = BarHost(FilterBar())
    async with host.run_test() as pilot:
        host.widget.begin()
        await pilot.press(*"market", "enter")
        await until(pilot, lambda: ("market", True) in host.searched)
