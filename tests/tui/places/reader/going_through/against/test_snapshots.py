"""What the pane for evidence against looks like: narrow and wide, dark and light."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.domain.suggestions.against import AgainstItem
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.reviews import add_record
from tests.tui.hosts import settled
from tests.tui.places.reader.opened import FIRST, SECOND, FixedSuggestions
from tests.tui.places.reader.test_snapshots import Compare
from tests.tui.widgets.reading.papers import PAPER


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
def test_the_pane(snap_compare: Compare, project: Project, theme: str, size: tuple[int, int]) -> None:
    record = add_record(project, "Steering or standing back?", authors=("Rahman, Sadia",), document=PAPER)
    found = FixedSuggestions()
    terms = (("lever", 0.5), ("shape supply", 0.3), ("tendering", 0.2))
    found.found_against = [
        tuple(
            AgainstItem(record, one.start, one.end, 0.42, "the rival RA's words", terms)
            for one in (FIRST, SECOND)
        )
    ]
    project.learning.__dict__["suggestions"] = found
    app = ReviewApp(project, Settings(Path(project.folder) / "settings"))

    async def go_through(pilot: Pilot[None]) -> None:
        app.theme = theme
        app.open_reader(record)
        await settled(pilot)
        for key in ("E", "1", "x"):
            await pilot.press(key)
            await settled(pilot)
        app.clear_notifications()
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=go_through)
