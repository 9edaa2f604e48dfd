"""A verdict given at the Desk, with the evidence on the theory in sight."""

import pytest

from review.tui.app import ReviewApp
from review.tui.dialogs.theories.verdict import VerdictForm
from review.tui.places import base
from review.tui.places.desk import DeskScreen
from tests.tui.hosts import in_one_line, settled, shown, until

STARTS_AT = "desk"


@pytest.mark.parametrize("large", [base.LARGE, 0], ids=["small", "large"])
async def test_a_verdict_is_given_on_the_theory_that_is_written_on(desk_app: ReviewApp, monkeypatch, large):
    monkeypatch.setattr(base, "LARGE", large)
    project = desk_app.project
    async with desk_app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(desk_app.screen, DeskScreen))
        await pilot.press("V")
        await until(pilot, lambda: isinstance(desk_app.screen, VerdictForm))
        text = in_one_line(desk_app)
        assert "Verdict on T1 Market logic" in text
        assert "1 source: +1" in text
        await pilot.press("4", "enter", "enter", "enter")
        await until(pilot, lambda: "verdict: mixed" in shown(desk_app).splitlines()[1])
        assert project.verdicts.all()["T1"].verdict == "mixed"


async def test_a_section_has_no_verdict(desk_app: ReviewApp):
    async with desk_app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: isinstance(desk_app.screen, DeskScreen))
        assert "V Verdict" in in_one_line(desk_app)
        await pilot.press("left_square_bracket")
        await settled(pilot)
        assert "V Verdict" not in in_one_line(desk_app)
        await pilot.press("V")
        await settled(pilot)
        assert isinstance(desk_app.screen, DeskScreen)
