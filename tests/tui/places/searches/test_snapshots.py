"""What the place looks like; ``pytest --snapshot-update`` with this file takes new pictures."""

import pytest

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.tui.hosts import pressed

STARTS_AT = "searches"

KEYS = {
    "list": ("f10",),
    "lines": ("f10", "enter", "end"),
    "flow": ("f10", "f"),
    "prisma-s": ("f10", "p"),
    "line": ("f10", "l"),
    "flow-checks": ("f10", "f", "end"),
    "state": ("f10", "s", "1"),
}


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
@pytest.mark.parametrize(
    ("state", "theme"), [*((state, DARK.name) for state in KEYS), ("list", LIGHT.name), ("flow", LIGHT.name)]
)
def test_searches(snap_compare, searched: Project, settings: Settings, state: str, theme: str, size):
    settings.remember_theme(theme)
    app = ReviewApp(searched, settings, with_suggestions=False)

    async def settle(pilot):
        await pressed(pilot, *KEYS[state])

    assert snap_compare(app, terminal_size=size, run_before=settle)


def test_an_empty_place(snap_compare, app: ReviewApp):
    assert snap_compare(app, terminal_size=(80, 24), press=["f10"])
