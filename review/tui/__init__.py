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

    `at_first` is called once everything is loaded, before the terminal is used. An error that nobody foresaw ends it and is raised.
    """
    # Objects made before the first paint are all kept; collecting garbage would take a quarter of the start-up time.
    gc.disable()
    import os

    from review.project.machine.ascii_only import shows_only_ascii
    from review.tui.app import ReviewApp
    from review.tui.support.ascii_signs import AsciiSigns

    app = ReviewApp(project, with_suggestions=with_suggestions, makes_places_ahead=True)
    if shows_only_ascii(os.environ):
        app.own_filters = (AsciiSigns(),)
    # Textual would print the error with the values of all variables, over thousands of lines.
    app._fatal_error = app._close_messages_no_wait  # type: ignore[method-assign]  # noqa: SLF001
    if at_first:
        at_first()
    app.run()
    # Only Textual's tests get it from elsewhere; that of a worker is inside of another one.
    if error := app._exception:  # noqa: SLF001
        raise getattr(error, "error", error)
    return app.restores
