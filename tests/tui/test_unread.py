"""The screen with events that the program does not know."""

from review.tui.places.base import PLACES
from tests.copies import receive
from tests.journal.test_unread import INVALID, NEWER, chained


async def test_every_place_opens_beside_events_that_are_not_read(worked, worked_app):
    receive(worked.journal, chained(*INVALID, *NEWER))
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        for place in PLACES:
            await pilot.press(place.key)
            await pilot.pause()
            assert place.mode == worked_app.screen.MODE
        await pilot.press("f2", "u")
        await pilot.pause()
