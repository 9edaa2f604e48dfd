"""A review in which Ana and Ben disagree on two records, and code a passage differently."""

import pytest

from review.project import Project
from review.tui.app import ReviewApp

FIRST = "title-abstract"


@pytest.fixture
def disputed(worked: Project) -> Project:
    """Ben excludes the first record over Ana's include, and is not sure of the second; he codes the first passage otherwise."""
    first, second = [
        one.record
        for one in worked.screening.all_decisions()
        if one.stage == FIRST and one.decision == "include"
    ]
    coding = worked.coding.codings(first)[0]
    with worked.acting_as("Ben [b]"):
        worked.screening.decide(first, "exclude", FIRST, criteria=["E2"], note="too [b] far")
        worked.screening.decide(second, "maybe", FIRST)
        worked.coding.code(
            first, ["T1", "T2"], coding.start, coding.end, stance="challenges", same_stance=True
        )
    return worked


@pytest.fixture
def disputed_app(disputed: Project, settings) -> ReviewApp:
    """The program on that review."""
    return ReviewApp(disputed, settings, with_suggestions=False)
