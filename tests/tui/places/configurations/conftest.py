"""A review with three configurations."""

import pytest

from review.project import Project
from review.tui.app import ReviewApp
from tests.tui.places.configurations.composed import compose


@pytest.fixture
def composed(worked: Project) -> Project:
    """C1 complete with passages of three records and a theory that was reworded since, C2 kept and partial, C3 its counter-case."""
    compose(worked)
    return worked


@pytest.fixture
def composed_app(composed: Project, settings) -> ReviewApp:
    """The program on that review."""
    return ReviewApp(composed, settings, with_suggestions=False)
