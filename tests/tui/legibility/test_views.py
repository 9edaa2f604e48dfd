"""Every place and dialog can be read at every size in both themes, and can be left: one state of each in every run, all in `make pictures`.

`REVIEW_PICTURES=folder` looks at every case in every state and leaves a picture of each in the folder, and those of the docs
in ``docs/screenshots/``; without it, the few cases that every run has are looked at in the first states.
"""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest
from textual.screen import ModalScreen

from review.tui.places.base import LEARNED
from tests.tui.hosts import reported, settled, until
from tests.tui.legibility.cases import (
    ALL,
    FEW,
    REVIEWS,
    SIZES,
    THEMES,
    Case,
    all_cases,
    cases_of_each_run,
    opened,
    states,
)
from tests.tui.legibility.faults import faults
from tests.tui.legibility.pictures import DOCUMENTED, keep, picture
from tests.tui.legibility.views import VIEWS, screens

PICTURES = os.environ.get("REVIEW_PICTURES", "")
CASES = [*all_cases(), *DOCUMENTED.values()] if PICTURES else cases_of_each_run()


def test_every_screen_of_the_program_is_among_the_views():
    assert screens() == {view.screen for view in VIEWS}


def test_each_run_looks_at_every_screen_and_at_every_review():
    chosen = cases_of_each_run()
    assert {case.view.screen for case in chosen} == {view.screen for view in VIEWS}
    assert {case.review for case in chosen} == set(REVIEWS)
    assert {(case.size, case.theme) for case in chosen} >= set(
        product((SIZES[0], SIZES[-1]), (one.name for one in THEMES))
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory, made_demonstration):
    """The reviews, each made when it is first asked for."""
    folders: dict[str, Path] = {REVIEWS["demonstration"].__name__: made_demonstration}

    def make(review: str) -> Path:
        maker = REVIEWS[review]
        if maker.__name__ not in folders:
            folders[maker.__name__] = maker(tmp_path_factory.mktemp("made") / "review")
        return folders[maker.__name__]

    return make


async def no_key_to_quit(pilot):
    """What is wrong with the answer to Ctrl+C over a dialog: it names the key that quits, and the dialog stays."""
    app, dialog = pilot.app, pilot.app.screen
    await pilot.press("end")  # so that no text of a field is selected
    app.clear_notifications()
    await pilot.press("ctrl+c")
    await settled(pilot)
    if app.screen is dialog and reported(app) == "Press Ctrl+Q to quit.":
        return []
    return [f"{app.screen} says to Ctrl+C: {reported(app)!r}"]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_view_can_be_read_and_a_dialog_names_the_key_that_quits(case: Case, made, tmp_path):
    wrong = []
    async with opened(case, made(case.review), tmp_path) as pilot:
        if case.learned:
            suggestions = pilot.app.project.learning.suggestions
            await until(pilot, lambda: suggestions.state.startswith(LEARNED))
            # What was asked before that has its answer, too.
            await until(pilot, lambda: all(one.description != "a question" for one in pilot.app.workers))
            pilot.app.clear_notifications()
            await settled(pilot)
        async for state in states(case, pilot, 1 if case.learned else ALL if PICTURES else FEW):
            if PICTURES:
                keep(state, picture(pilot.app), Path(PICTURES))
            wrong += [f"{state}: {fault}" for fault in faults(pilot.app)]
        if isinstance(pilot.app.screen, ModalScreen):
            wrong += await no_key_to_quit(pilot)
    assert not wrong, "\n".join(dict.fromkeys(wrong))
