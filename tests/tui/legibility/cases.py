"""The cases: every view on every review that can show it, each gone through at every size in both themes."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path
from zlib import crc32

from textual.pilot import Pilot

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.tui.hosts import settled
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

FEW = 3
"""How many states of a case are looked at in each run: as it begins, in the other theme, and there at the next size."""

ALL = len(SIZES) * len(THEMES) + 1
"""How many states a case has: all sizes in both themes, and the size it began with once more."""


@dataclass(frozen=True)
class Case:
    """A view to check: from the size and theme it begins with through the others.

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
    begins = cycle((size, theme.name) for theme in THEMES for size in SIZES)
    seen = [(view, review) for review in REVIEWS for view in VIEWS if _is_seen(view, review)]
    return [Case(view, review, *begin) for (view, review), begin in zip(seen, begins, strict=False)]


def cases_of_each_run() -> list[Case]:
    """The first view of every screen, on one of its reviews, every place in a review that is empty or can only be read, and `FOUND`.

    They are the same in every run, and each is looked at with the fewest rows and columns and with the most.
    """
    first = {view.screen: view for view in reversed(VIEWS)}
    chosen = [_case_of_each_run(view, ("demonstration", "awkward")) for view in first.values()]
    places = [view for view in VIEWS if view.name in PLACES]
    return [*chosen, *(_case_of_each_run(view, ("empty", "read-only")) for view in places), *FOUND]


FOUND = [Case(view, "awkward", (100, 30), LIGHT.name) for view in VIEWS if view.name == "theory-map-end"]
"""Where something was once cut at the next size that was not at the others."""


def _case_of_each_run(view: View, reviews: tuple[str, ...]) -> Case:
    able = [review for review in reviews if _is_seen(view, review)]
    number = crc32(view.name.encode())  # anything that stays the same when other views are added
    size, theme = (SIZES[0], SIZES[-1])[number // 2 % 2], THEMES[number // 4 % 2]
    return Case(view, able[number % len(able)], size, theme.name)


def _is_seen(view: View, review: str) -> bool:
    if view.only_on:
        return review == view.only_on
    if review == "empty" and view.name == "duplicates":
        return False  # its key needs records
    return review in {"demonstration", "awkward"} or view.name in PLACES


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
        view = case.view.begin_near(app)
        async with app.run_test(size=case.size, notifications=True) as pilot:
            await view.reach(pilot)
            yield pilot
    finally:
        project.close()


def _suggest_the_same(project: Project, made: Path) -> None:
    project.learning.__dict__["suggestions"] = FixedSuggestions(project)
    project.learning.__dict__["evaluator"] = lambda: FixedSuggestions(project)
    project.learning.__dict__["evaluation"] = lambda _process=None: figures_of(made)


async def states(case: Case, pilot: Pilot[None], most: int) -> AsyncIterator[Case]:
    """Go from a view just opened through so many of its states, each as a case: the other theme, the next size, and so on."""
    app = pilot.app
    assert isinstance(app, ReviewApp)
    yield case
    for number in range(1, most):
        if number % 2:
            app.action_change_brightness()
        else:
            next_size = (SIZES.index(case.size) + number // 2) % len(SIZES)
            await pilot.resize_terminal(*SIZES[next_size])
        await settled(pilot)
        yield replace(case, size=app.size, theme=app.theme)
