"""The Configurations screen: a list of configurations, and the one under the cursor in full."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from review.tui.places.base import ReviewScreen

EMPTY = "A configuration (CMOC) says in which context which mechanism leads to which outcome."


class ConfigurationsScreen(ReviewScreen):
    """The configurations of the review."""

    MODE = "configurations"
    HELP = "Configurations (CMOCs): in which context which mechanism leads to which outcome, with the passages that show it."
    CSS_PATH: ClassVar[CSSPathType | None] = "configurations.tcss"

    def compose_body(self) -> ComposeResult:
        """What to do while there are none."""
        yield Static(
            Content.assemble(("No configurations yet.", "bold"), f"\n\n{EMPTY}"), id="configurations-empty"
        )

    def show_configuration(self, cmoc: str) -> None:
        """Put the cursor on a configuration."""
