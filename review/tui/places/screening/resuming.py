"""Going on in Screening where it was left."""

from __future__ import annotations

from review.tui.places.screening.desk import ScreeningDesk
from review.tui.support.settings import ScreeningAt


def resumed(desk: ScreeningDesk, left: ScreeningAt | None) -> str | None:
    """Go to the stage where Screening was left; the record there, if it still waits.

    Raises:
        ReviewError: the project cannot be read.
    """
    if left is None or left.stage not in desk.tally.stages:
        return None
    if not desk.project.screening.is_open(left.record, left.stage):
        return None
    if left.stage != desk.queue.stage:
        desk.go_to_stage(left.stage)
    desk.resumed, desk.came_unordered = left.record, True
    return left.record


def place_left(desk: ScreeningDesk) -> ScreeningAt | None:
    """Where to go on later; None where nothing waits for a decision."""
    if desk.record is None or not desk.is_waiting:
        return None
    return ScreeningAt(desk.record.id, desk.queue.stage)
