"""The terminal interface, and the only room that imports Textual."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from review.project import Project
    from review.tui.app import ReviewApp

PATIENCE = 0.5
"""Seconds after which it is said what the program still finishes once it is left; most steps are shorter."""


def show(
    project: Project,
    *,
    with_suggestions: bool = True,
    at_first: Callable[[], None] | None = None,
    say: Callable[[str], None] | None = None,
) -> Path | None:
    """Run the terminal interface on a review until the reviewer quits, or wants the backup that is returned restored.

    `at_first` is called once everything is loaded, before the terminal is used, `say` with lines about work that leaving has stopped, once
    the terminal is free again. An error that nobody foresaw ends it and is raised.
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
    _run(app, say or (lambda _line: None))
    # Only Textual's tests get it from elsewhere; that of a worker is inside of another one.
    if error := app._exception:  # noqa: SLF001
        raise getattr(error, "error", error)
    return app.restores


def _run(app: ReviewApp, say: Callable[[str], None]) -> None:
    """Run the app, then wait for the steps that its long work is in, and say its result."""
    from asyncio import Runner
    from time import monotonic, sleep

    # Its end joins all threads; by then the terminal is the shell's again.
    with Runner() as runner:
        runner.run(app.run_async())
        end = monotonic() + PATIENCE
        while app.long_work.awaited() and monotonic() < end:
            sleep(0.02)
        for line in app.long_work.awaited():
            say(line)
    for line in app.long_work.outcomes():
        say(line)
