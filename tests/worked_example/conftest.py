"""The worked example with its history, made by commands in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Terminal
from tests.worked_example.history import Example, built


@pytest.fixture
def example(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Example:
    """The review with its whole history."""
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    folder = tmp_path / "review"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return built(folder, Terminal(folder, capsys))
