"""A review with codings and configurations to write from, and another program on it."""

import pytest

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.places.desk.desk import WritingDesk
from tests.tui.places.configurations.composed import compose


@pytest.fixture
def written_from(worked: Project) -> Project:
    compose(worked)
    return worked


@pytest.fixture
def desk(written_from: Project) -> WritingDesk:
    desk = WritingDesk(written_from)
    desk.choose("T1")
    return desk


@pytest.fixture
def desk_app(written_from: Project, settings) -> ReviewApp:
    return ReviewApp(written_from, settings, with_suggestions=False)


@pytest.fixture
def elsewhere(written_from: Project):
    """The same review, open in another program."""
    other = Project.open(written_from.folder, "Ben")
    yield other
    other.close()
