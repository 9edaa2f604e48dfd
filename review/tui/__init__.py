"""The terminal interface, and the only room that imports Textual."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from review.project import Project


def show(
    project: Project, *, with_suggestions: bool = True, at_first: Callable[[], None] | None = None
) -> Path | None:
    """Run the terminal interface on a review until the reviewer quits, or wants the backup that is returned restored.

    `at_first` is called once everything is loaded, before the terminal is used.
    """
    # Objects made before the first paint are all kept; collecting garbage would take a quarter of the start-up time.
    gc.disable()
    import os

    from review.project.machine.ascii_only import shows_only_ascii
    from review.tui.app import ReviewApp
    from review.tui.support.ascii_signs import AsciiSigns

    app = ReviewApp(project, with_suggestions=with_suggestions)
    if shows_only_ascii(os.environ):
        app.own_filters = (AsciiSigns(),)
    if at_first:
        at_first()
    app.run()
    return app.restores
