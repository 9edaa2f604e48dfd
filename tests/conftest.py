"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from review.ingest.recognition import missing
from review.project import Project
from tests.reviews import new_review

# The machines that run this are shared: how long an example takes says nothing.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")


@pytest.fixture(autouse=True)
def a_plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours, themes and names of the person who runs the tests must not show in them."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "REVIEW_REVIEWER", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A new review with a small theory map, opened by ann."""
    project = new_review(tmp_path / "review")
    yield project
    project.close()


@pytest.fixture
def recognising() -> None:
    """Skip where the programs that recognise text are missing, unless this run must not do without."""
    if lack := missing():
        assert "REVIEW_TESTS_NEED_OCR" not in os.environ, lack
        pytest.skip(lack)
