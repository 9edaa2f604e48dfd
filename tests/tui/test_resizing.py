"""A terminal of another size, while a screen behind the one in front has yet to be laid out for it."""

from collections import Counter
from collections.abc import Callable

import pytest
from textual import events
from textual.message import Message

from review.tui.places.accuracy import AccuracyScreen
from review.tui.places.base import ReviewScreen
from review.tui.places.desk import DeskScreen
from review.tui.places.duplicates import DuplicatesScreen
from review.tui.places.exports import ExportsScreen
from review.tui.places.library import LibraryScreen
from review.tui.places.reader import ReaderScreen
from review.tui.places.reader.opening import Opening
from review.tui.places.screening import ScreeningScreen
from review.tui.places.team import TeamScreen
from review.tui.places.theory_map import TheoryMapScreen
from tests.tui.hosts import settled


async def test_the_next_document_opens_in_a_terminal_of_another_size(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", "f4")
        await settled(pilot)
        assert isinstance(worked_app.screen, ReaderScreen)
        first = worked_app.screen.desk.record.id
        await pilot.resize_terminal(160, 48)
        await pilot.press("N")
        await settled(pilot)
        assert isinstance(worked_app.screen, ReaderScreen)
        assert worked_app.screen.desk.record.id != first


async def test_a_theory_is_described_in_a_terminal_that_has_hardly_any_room(worked_app):
    async with worked_app.run_test(size=(8, 4)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(worked_app.screen, TheoryMapScreen)


@pytest.mark.parametrize(
    "screen",
    [
        ReaderScreen(Opening("any")),
        *(
            kind()
            for kind in (
                DeskScreen,
                DuplicatesScreen,
                ExportsScreen,
                LibraryScreen,
                ScreeningScreen,
                TeamScreen,
            )
        ),
    ],
    ids=lambda screen: screen.MODE,
)
def test_nothing_can_be_done_in_a_place_without_widgets(screen: ReviewScreen):
    assert not any(screen.check_action(binding.action, ()) for _, binding in screen._bindings)


FOLLOWS = {
    events.Resize: "on_resize",
    events.ScreenSuspend: "on_screen_suspend",
    events.ScreenResume: "on_screen_resume",
}


@pytest.mark.parametrize("kind", [AccuracyScreen, DeskScreen, ExportsScreen], ids=lambda kind: kind.MODE)
async def test_a_place_follows_each_event_once(
    worked_app, monkeypatch: pytest.MonkeyPatch, kind: type[ReviewScreen]
):
    came: list[str] = []
    followed: list[str] = []

    def counted(name: str) -> Callable[[ReviewScreen], None]:
        follow = getattr(ReviewScreen, name)

        def follow_counted(screen: ReviewScreen) -> None:
            followed.append(name)
            follow(screen)

        return follow_counted

    for name in FOLLOWS.values():
        monkeypatch.setattr(ReviewScreen, name, counted(name))
    handle = ReviewScreen._on_message

    async def handle_counted(screen: ReviewScreen, message: Message) -> None:
        if type(message) in FOLLOWS:
            came.append(FOLLOWS[type(message)])
        await handle(screen, message)

    monkeypatch.setattr(ReviewScreen, "_on_message", handle_counted)
    async with worked_app.run_test(size=(120, 40)) as pilot:
        worked_app.action_go(kind.MODE)
        await settled(pilot)
        await pilot.resize_terminal(160, 48)
        await settled(pilot)
        await pilot.press("f1", "escape")
        await settled(pilot)
    assert set(came) == set(FOLLOWS.values())
    assert Counter(followed) == Counter(came)


@pytest.mark.parametrize(
    ("kind", "pane", "width"),
    [
        *((ScreeningScreen, "AbstractView", width) for width in (4, 5, 6)),
        *((AccuracyScreen, "#model-page", width) for width in (3, 4, 5)),
    ],
)
async def test_a_place_is_laid_out_once_however_narrow_the_terminal_is(
    worked_app, kind: type[ReviewScreen], pane: str, width: int
):
    async with worked_app.run_test(size=(width, 24)) as pilot:
        worked_app.action_go(kind.MODE)
        await settled(pilot)
        room = worked_app.screen.query_one(pane)
        rooms = set()
        for _ in range(3):
            worked_app.screen.refresh(layout=True)
            await settled(pilot)
            rooms.add((room.show_vertical_scrollbar, room.virtual_size))
        assert len(rooms) == 1
