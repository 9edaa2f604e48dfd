"""What the screens look like; ``pytest --snapshot-update tests/tui/test_snapshots.py`` takes new pictures."""

import pytest

from review.tui.app import ReviewApp
from review.tui.support.themes import LIGHT
from tests.tui.hosts import begun_where, settled

SIZES = pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
PLACES = {
    "library": (),
    "library-search": ("slash", *"zebra"),
    "screening": ("f3",),
    "screening-exclude": ("f3", "x"),
    "theory-map": ("f5",),
    "filter": ("f",),
    "edit-reference": ("e",),
    "edit-theory": ("f5", "e"),
    "passages": ("f5", "enter"),
    "appraise": ("a", "1"),
    "appraisals": ("f5", "g", "n"),
    "verdict": ("f5", "V", "2"),
    "model": ("f7",),
    "desk": ("f9", "tab", *"So it is.", "ctrl+s"),
    "searches": ("f10",),
    "help": ("f3", "question_mark"),
}


def pictured(snap_compare, app, size, keys):
    keys = begun_where(app, keys)

    async def settle(pilot):
        await pilot.press(*keys)
        await settled(pilot)

    return snap_compare(app, terminal_size=size, run_before=settle)


@SIZES
@pytest.mark.parametrize("place", PLACES)
def test_dark(snap_compare, worked_app, place, size):
    assert pictured(snap_compare, worked_app, size, PLACES[place])


@SIZES
@pytest.mark.parametrize("place", ["library", "screening", "theory-map"])
def test_light(snap_compare, worked, settings, place, size):
    settings.remember_theme(LIGHT.name)
    app = ReviewApp(worked, settings, with_suggestions=False)
    assert pictured(snap_compare, app, size, PLACES[place])


@SIZES
@pytest.mark.parametrize("place", ["library", "screening", "theory-map"])
def test_an_undecided_review(snap_compare, app, place, size):
    assert pictured(snap_compare, app, size, PLACES[place])
