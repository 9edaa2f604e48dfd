"""What the place looks like; ``pytest --snapshot-update`` with this file takes new pictures."""

import pytest

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.tui.hosts import settled

STARTS_AT = "configurations"

KEYS = {
    "list": ("f8",),
    "read": ("f8", "enter", "down", "down"),
    "chain": ("f8", "d"),
    "new": ("f8", "n"),
}


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
@pytest.mark.parametrize(
    ("state", "theme"),
    [
        ("list", DARK.name),
        ("read", DARK.name),
        ("chain", DARK.name),
        ("new", DARK.name),
        ("read", LIGHT.name),
    ],
)
def test_configurations(snap_compare, composed: Project, settings: Settings, state: str, theme: str, size):
    settings.remember_theme(theme)
    app = ReviewApp(composed, settings, with_suggestions=False)

    async def settle(pilot):
        for key in KEYS[state]:
            await pilot.press(key)
            await settled(pilot)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=settle)


def test_an_empty_place(snap_compare, app: ReviewApp):
    assert snap_compare(app, terminal_size=(80, 24), press=["f8"])
