"""The filters above the list: in full where there is room, shortened, then counted."""

from __future__ import annotations

import pytest

from review.tui.widgets.filter_bar import FilterChips
from tests.tui.hosts import Host, shown

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
        (38, [LONG, "year: 2016"], " +2 "),
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
