"""The title line: parts of the position are whole or left out."""

import pytest

from review.tui.widgets.reading.title_line import TitleLine
from tests.tui.hosts import Host, shown


@pytest.mark.parametrize(
    ("width", "end"),
    [
        (80, "PDF 3/20 · 1 of 5 done · [N] next document"),
        (60, "PDF 3/20 · 1 of 5 done"),
        (30, "PDF 3/20"),
    ],
)
async def test_parts_of_the_position_that_have_no_room_are_left_out(width: int, end: str) -> None:
    line = TitleLine()
    app = Host(line)
    async with app.run_test(size=(width, 5)) as pilot:
        line.author_year, line.title = "Rahman and Okoro, 2016", "Steering or standing back?"
        line.place = "PDF 3/20 · 1 of 5 done · [N] next document"
        await pilot.pause()
        first = shown(app).splitlines()[0].rstrip()
        assert first.endswith(f" {end}")
        assert first.lstrip().startswith("Rahman and Okoro")
