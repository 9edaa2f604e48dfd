"""Goes to something in its place: a record in Screening, a configuration in Configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.tui.places.base import ReviewScreen


def open_screening(screen: ReviewScreen, record: str, stage: str = "") -> None:
    """Open a record in Screening, regardless of the order, at a stage, else at the one that is open there."""
    from review.tui.places.screening import ScreeningScreen

    app = screen.review_app
    app.action_go("screening")
    if isinstance(app.screen, ScreeningScreen):
        app.screen.call_later(app.screen.show_record, record, stage)


def open_configuration(screen: ReviewScreen, cmoc: str) -> None:
    """Open Configurations at one of them, by its id."""
    from review.tui.places.configurations import ConfigurationsScreen

    app = screen.review_app
    app.action_go("configurations")
    if isinstance(app.screen, ConfigurationsScreen):
        app.screen.call_later(app.screen.show_configuration, cmoc)
