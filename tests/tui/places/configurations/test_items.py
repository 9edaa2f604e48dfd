"""The list's cursor is painted."""

from review.tui.app import ReviewApp
from review.tui.places.configurations.items import ConfigurationRows

STARTS_AT = "configurations"


async def test_the_row_under_the_cursor_has_its_own_background(composed_app: ReviewApp):
    async with composed_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        rows = composed_app.screen.query_one(ConfigurationRows)
        grounds = [next(iter(rows.render_line(line))).style.bgcolor for line in (0, 2, 4)]
        assert grounds[0] == grounds[2] != grounds[1]
