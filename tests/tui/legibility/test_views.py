"""Every place and dialog can be read at every size in both themes: a sample in each run, all in `make pictures`.

`REVIEW_PICTURES=folder` looks at every case and leaves a picture of each in the folder, and those of the docs in
``docs/screenshots/``; otherwise a sample is looked at,
which `REVIEW_ROTATION` names and the number of commits chooses where it does not.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.command import CommandPalette

from review.tui.places.base import LEARNED
from tests.tui.hosts import settled, until
from tests.tui.legibility.cases import REVIEWS, STRIDE, Case, all_cases, found, opened, rotation, sample
from tests.tui.legibility.pictures import DOCUMENTED, keep, picture
from tests.tui.legibility.views import VIEWS, screens

PICTURES = os.environ.get("REVIEW_PICTURES", "")
ROTATION = rotation()
CASES = [*all_cases(), *DOCUMENTED.values()] if PICTURES else sample(ROTATION)


def test_every_screen_of_the_program_is_among_the_views():
    assert screens() - {view.screen for view in VIEWS} == set()
    assert {view.screen for view in VIEWS} - screens() == {CommandPalette}


def test_samples_that_follow_each_other_look_at_every_case():
    seen = [case for number in range(STRIDE) for case in sample(ROTATION + number)]
    assert len(seen) == len(set(seen)) == len(all_cases())


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


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_view_can_be_read(case: Case, made, tmp_path):
    async with opened(case, made(case.review), tmp_path) as pilot:
        if PICTURES:
            if case.learned:
                suggestions = pilot.app.project.learning.suggestions
                await until(pilot, lambda: suggestions.state.startswith(LEARNED))
                pilot.app.clear_notifications()
                await settled(pilot)
            keep(case, picture(pilot.app), Path(PICTURES))
        wrong = await found(case, pilot)
    assert not wrong, "\n".join([*wrong, f"(REVIEW_ROTATION={ROTATION} looks at this again)"])
