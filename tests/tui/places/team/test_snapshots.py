"""What the place looks like; ``pytest --snapshot-update`` with this file takes new pictures."""

import pytest

from review.journal.journal import Journal
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.tui.hosts import pressed

STARTS_AT = "team"

KEYS = {"conflicts": ("f11",), "tie": ("f11", "t"), "coding": ("f11", "2")}


@pytest.fixture
def dated(disputed: Project) -> Project:
    """The same with acts of one day, Ana's codings before Ben's."""
    journal: Journal = disputed.journal
    for table in ("event", "decision", "coding"):
        journal.rows(f"UPDATE {table} SET time = '2026-01-01T08:00:00.000+00:00'")
    journal.rows("UPDATE coding SET time = '2026-01-01T09:00:00.000+00:00' WHERE reviewer <> 'Ana'")
    journal.rows(
        "UPDATE coding SET time = '2026-01-01T07:00:00.000+00:00'"
        " WHERE reviewer = 'Ana' AND coding IN (SELECT coding FROM coding_code WHERE code = 'T1')"
    )
    return disputed


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
@pytest.mark.parametrize(
    ("state", "theme"), [*((state, DARK.name) for state in KEYS), ("conflicts", LIGHT.name)]
)
def test_team(snap_compare, dated: Project, settings: Settings, state: str, theme: str, size):
    settings.remember_theme(theme)
    app = ReviewApp(dated, settings, with_suggestions=False)

    async def settle(pilot):
        await pressed(pilot, *KEYS[state])

    assert snap_compare(app, terminal_size=size, run_before=settle)


def test_an_empty_place(snap_compare, app: ReviewApp):
    assert snap_compare(app, terminal_size=(80, 24), press=["f11"])
