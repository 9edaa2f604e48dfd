"""The screen: everything that knows Textual. Widgets show and post messages; screens call the project."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.project import Project


def show(project: Project, *, with_suggestions: bool = True) -> None:
    """Open the screen on a review and stay until the reviewer leaves."""
    # Nothing that is made before the first paint is garbage, and looking for some takes a quarter of the start.
    gc.disable()
    from review.tui.app import ReviewApp

    ReviewApp(project, with_suggestions=with_suggestions).run()
