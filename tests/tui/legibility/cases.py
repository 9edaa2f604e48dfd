"""The cases: every view at every size, in both themes, on every review that can show it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textual.pilot import Pilot

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.tui.hosts import settled
from tests.tui.legibility.faults import faults
from tests.tui.legibility.reviews import (
    REVIEWER,
    FixedSuggestions,
    make_awkward,
    make_demonstration,
    make_empty,
)
from tests.tui.legibility.views import VIEWS, View

SIZES = ((80, 24), (100, 30), (160, 48), (250, 60))
THEMES = (DARK, LIGHT)
REVIEWS = {
    "demonstration": make_demonstration,
    "awkward": make_awkward,
    "empty": make_empty,
    "read-only": make_demonstration,
}
PLACES = (
    *("library", "duplicates", "screening", "theory-map", "exports", "model", "configurations", "desk"),
    "searches",
)
"""The views that are looked at in an empty review and in one that can only be read, too."""

STRIDE = 61
"""Of so many cases one is in a sample. It is a prime: a sample goes through all sizes and themes."""


@dataclass(frozen=True)
class Case:
    """A view to check: after the start, after a change of theme, after a change of size.

    If `learned`, suggestions and figures come from the learning process, otherwise they are fixed.
    """

    view: View
    review: str
    size: tuple[int, int]
    theme: str
    learned: bool = False

    def __str__(self) -> str:
        width, height = self.size
        return f"{self.view.name}-{self.review}-{width}x{height}-{self.theme.removeprefix('review-')}{'-learned' * self.learned}"


def all_cases() -> list[Case]:
    """All cases: every view on the demonstration and on awkward content, and places on the other reviews."""
    return [
        Case(view, review, size, theme.name)
        for review in REVIEWS
        for view in VIEWS
        if _is_seen(view, review)
        for size in SIZES
        for theme in THEMES
    ]


def _is_seen(view: View, review: str) -> bool:
    if view.only_on:
        return review == view.only_on
    if review == "empty" and view.name == "duplicates":
        return False  # its key needs records
    return review in {"demonstration", "awkward"} or view.name in PLACES


def sample(rotation: int) -> list[Case]:
    """Every sixty-first case, shifted by the rotation: each sample has all sizes and themes; 61 cover all."""
    return all_cases()[rotation % STRIDE :: STRIDE]


def rotation() -> int:
    """The sample's number: `REVIEW_ROTATION`, or the number of commits, so that each commit checks others."""
    if given := os.environ.get("REVIEW_ROTATION"):
        return int(given)
    counted = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return int(counted.stdout) if counted.returncode == 0 else 0


@cache
def figures_of(folder: Path) -> dict[str, object]:
    """The model's figures for a review, computed once."""
    project = Project.open(folder, REVIEWER)
    try:
        return project.learning.evaluation()
    finally:
        project.close()


@asynccontextmanager
async def opened(case: Case, made: Path, folder: Path) -> AsyncIterator[Pilot[None]]:
    """The program at the case's view, on a copy in `folder` of the review that was `made`."""
    shutil.copytree(made, folder / "review")
    settings = Settings(folder / "settings")
    settings.remember_theme(case.theme)
    if case.view.prepare:
        case.view.prepare(Project.open(folder / "review", REVIEWER))
    project = Project.open(folder / "review", REVIEWER, read_only=case.review == "read-only")
    if not case.learned:
        _suggest_the_same(project, made)
    try:
        app = ReviewApp(project, settings)
        async with app.run_test(size=case.size, notifications=True) as pilot:
            await case.view.reach(pilot)
            yield pilot
    finally:
        project.close()


def _suggest_the_same(project: Project, made: Path) -> None:
    project.learning.__dict__["suggestions"] = FixedSuggestions(project)
    project.learning.__dict__["evaluator"] = lambda: FixedSuggestions(project)
    project.learning.__dict__["evaluation"] = lambda _process=None: figures_of(made)


async def found(case: Case, pilot: Pilot[None]) -> list[str]:
    """The faults of a view just opened, then in the other theme, then at the next size."""
    app = pilot.app
    assert isinstance(app, ReviewApp)
    wrong = [f"fresh: {fault}" for fault in faults(app)]
    app.action_change_brightness()
    await settled(pilot)
    wrong += [f"after a change of theme: {fault}" for fault in faults(app)]
    width, height = SIZES[(SIZES.index(case.size) + 1) % len(SIZES)]
    await pilot.resize_terminal(width, height)
    await settled(pilot)
    return wrong + [f"at {width} x {height}: {fault}" for fault in faults(app)]
