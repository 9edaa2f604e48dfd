"""What the Reader looks like: narrow and wide, dark and light."""

from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.reviews import add_record
from tests.tui.hosts import settled
from tests.tui.places.reader.opened import FixedSuggestions
from tests.tui.widgets.reading.papers import PAPER


class Compare(Protocol):
    def __call__(self, app: App[None], *, terminal_size: tuple[int, int], run_before: object) -> bool: ...


KEYS = ("1", "+", "J", "J", "a", "-", "'", "escape", "j", "enter", "k")


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
def test_the_reader(snap_compare: Compare, project: Project, theme: str, size: tuple[int, int]) -> None:
    project.learning.__dict__["suggestions"] = FixedSuggestions()
    record = add_record(project, "Steering or standing back?", authors=("Rahman, Sadia",), document=PAPER)
    app = ReviewApp(project, Settings(Path(project.folder) / "settings"))

    async def read_and_code(pilot: Pilot[None]) -> None:
        app.theme = theme
        app.open_reader(record)
        await settled(pilot)
        await pilot.press(*KEYS)
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=read_and_code)
