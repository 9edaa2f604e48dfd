"""Blinding attacked on the screen: what another planted is in no place and no dialog, before both have decided."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from tests.cli.team.test_blinding import BLIND, ONE, OTHER, PLANTER, TEXT, WORDS, plant
from tests.reviews import a_document, add_record, new_review
from tests.tui.hosts import settled, shown
from tests.tui.legibility.reviews import FixedSuggestions
from tests.tui.legibility.views import VIEWS, View

TYPED = ("find", "reader-find", "palette-search", "search-", "model")
"""Views whose keys type or wait much, and show what others show."""


def views() -> list[View]:
    """The first view of each screen that this review can show, and those of places."""
    found: dict[type, View] = {}
    for view in VIEWS:
        plain = view.prepare is None and not view.only_on and not view.name.startswith(TYPED)
        if plain and view.name != "ingest":
            found.setdefault(view.screen, view)
    return list(found.values())


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Pilot[None]]:
    """ann's screen on the review, whose suggestions are made up."""
    project = Project.open(folder, "ann")
    project.learning.__dict__["suggestions"] = FixedSuggestions(project)
    app = ReviewApp(project, Settings(folder / "settings"))
    async with app.run_test(size=(140, 60)) as pilot:
        await settled(pilot)
        yield pilot
    project.close()


async def seen(pilot: Pilot[None], wanted: list[View]) -> dict[str, str]:
    """What each view shows, one after the other in one program."""
    app = pilot.app
    assert isinstance(app, ReviewApp)
    found = {}
    for view in wanted:
        while len(app.screen_stack) > 1:
            app.pop_screen()
            await settled(pilot)
        app.action_go("library")
        await settled(pilot)
        try:
            await view.reach(pilot)
        except AssertionError:
            continue  # not in a review as small as this
        found[view.name] = shown(app)
    return found


def leaks(found: dict[str, str]) -> set[tuple[str, str]]:
    """Where a planted word or the planter's name is."""
    return {
        (name, word) for name, text in found.items() for word in (*WORDS.values(), PLANTER) if word in text
    }


PLACES = {
    "library",
    "screening",
    "reader",
    "theory-map",
    "exports",
    "searches-none",
    "team-none",
    "desk-none",
    "duplicates",
}
AFTERWARDS = {"acts", "team-none", "reader"}


async def test_no_place_shows_what_is_hidden_and_then_it_appears(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=BLIND)
    one, other = (add_record(project, title, document=a_document((*TEXT, title))) for title in (ONE, OTHER))
    plant(project, one, other)
    project.close()
    async with opened(tmp_path / "review") as pilot:
        found = await seen(pilot, views())
        assert found.keys() >= PLACES
        assert leaks(found) == set()

        assert isinstance(pilot.app, ReviewApp)
        for record in (one, other):
            pilot.app.project.screening.decide(record, "exclude", "title-abstract")
        later = await seen(pilot, [view for view in VIEWS if view.name in AFTERWARDS])
        words = {word for _, word in leaks(later)}
        assert PLANTER in words
        assert words & {WORDS["note"], WORDS["park"]}, "the reasons of the other side"
