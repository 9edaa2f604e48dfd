"""A review with the searches of the pictures."""

import pytest

from review.project import Project
from review.tui.app import ReviewApp
from tests.tui.legibility.searches import log


@pytest.fixture
def searched(worked: Project) -> Project:
    """S1 contradicts itself, S2 states one more than its line found, S3 is of hostile texts, S4 is a total; two boxes are stated."""
    log(worked)
    return worked


@pytest.fixture
def searched_app(searched: Project, settings) -> ReviewApp:
    """The program on that review."""
    return ReviewApp(searched, settings, with_suggestions=False)
