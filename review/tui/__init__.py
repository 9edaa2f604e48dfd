"""The terminal interface, and the only room that imports Textual."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.project import Project


def show(project: Project, *, with_suggestions: bool = True) -> None:
    """Run the terminal interface on a review until the reviewer quits."""
    # Objects made before the first paint are all kept; collecting garbage would take a quarter of the start-up time.
    gc.disable()
    from review.tui.app import ReviewApp

    ReviewApp(project, with_suggestions=with_suggestions).run()
