"""The review that the Reader's tests work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.reviews import a_review


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A new review with a small theory map, opened by ann."""
    project = a_review(tmp_path / "review")
    yield project
    project.close()
