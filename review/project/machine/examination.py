"""All that `review doctor` looks at, in the order in which it is shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from review.errors import ReviewError
from review.project.machine import extras, program, system, terminal, the_review
from review.project.machine.finding import Finding, problem, unchecked
from review.project.project import nearest_project
from review.project.service import MAP_NAME

Check = Callable[[], Finding | Iterable[Finding]]


def examine(folder: Path | None = None, *, ask_server: bool = False) -> tuple[Finding, ...]:
    """Look at this machine, and at the review in `folder` or, without one, around the present folder.

    Never raises for what is wrong: that is a finding.
    """
    review, here = _located(folder)
    seen = terminal.Terminal.of_this_process()
    checks: dict[str, Check] = {
        "program": program.program,
        "libraries": program.libraries,
        "sqlite": program.sqlite,
        "terminal": partial(terminal.findings, seen),
        "clipboard": partial(extras.clipboard, os.environ, seen.tmux),
        "editor": partial(extras.editor, os.environ),
        "limits": system.limits,
        "recognition": extras.recognition,
        "server": extras.server,
        "encoder": extras.encoder,
        "browser": extras.browser,
        "cluster": extras.cluster,
        "settings": system.settings,
        "space": partial(system.space, here),
        "folder": partial(system.place, here),
        "review": partial(the_review.findings, here, ask_server=ask_server) if not review else lambda: review,
    }
    return tuple(finding for name, check in checks.items() for finding in _carried_out(name, check))


def _located(folder: Path | None) -> tuple[Finding | None, Path]:
    """What to say where there is no review, else None; and the folder to look at."""
    try:
        start = folder.expanduser().absolute() if folder else Path.cwd()
    except (OSError, RuntimeError):
        return problem("review", "the present folder is gone", "go to another one"), Path.home()
    try:
        found = nearest_project(start)
    except (ReviewError, OSError):
        missing = f"{start}: no {MAP_NAME} here or in a parent folder"
        advice = "`review init DIR` creates a new review"
        return (problem if folder else unchecked)("review", missing, advice), start
    if folder and found != start.resolve():
        return problem("review", f"{start}: no {MAP_NAME} found", f"the nearest review is {found}"), start
    return None, found


def _carried_out(name: str, check: Check) -> Iterator[Finding]:
    try:
        found = check()
        yield from [found] if isinstance(found, Finding) else found
    except Exception as error:  # noqa: BLE001 - whatever is wrong with this machine, the other checks go on
        yield problem(name, f"cannot be checked: {type(error).__name__}: {error}")
