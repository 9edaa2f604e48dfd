"""The worked example, made once by commands; each test works on a copy of its own."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.run import Terminal
from tests.worked_example.history import Example, built
from tests.worked_example.synthesis import compose, conclude
from tests.worked_example.whole import Whole, make


class Written:
    """What commands write while a review is made for all tests, in the place of pytest's capture of one test."""

    def __init__(self) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()

    def readouterr(self) -> tuple[str, str]:
        """What was written since the last call."""
        found = self.out.getvalue(), self.err.getvalue()
        for stream in (self.out, self.err):
            stream.seek(0)
            stream.truncate()
        return found


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Example, Example]:
    """The review after its history, and after its synthesis."""
    folder, later = (tmp_path_factory.mktemp("worked") / name for name in ("history", "synthesis"))
    folder.mkdir()
    written = Written()
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(written.out),
        redirect_stderr(written.err),
    ):
        patch.setenv("REVIEW_REVIEWER", "ann")
        patch.chdir(folder)
        history = built(folder, Terminal(folder, written))  # type: ignore[arg-type]
        shutil.copytree(folder, later)
        patch.chdir(later)
        synthesis = replace(history, terminal=Terminal(later, written))  # type: ignore[arg-type]
        compose(synthesis)
        conclude(synthesis)
    return history, synthesis


def copy_of(
    example: Example, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Example:
    """A copy of the review in a folder, in which this test's commands run."""
    shutil.copytree(example.terminal.folder, folder)
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(folder)
    return replace(example, terminal=Terminal(folder, capsys), codings=list(example.codings))


@pytest.fixture
def example(
    first: tuple[Example, Example],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Example:
    """The review with its whole history."""
    return copy_of(first[0], tmp_path / "review", capsys, monkeypatch)


@pytest.fixture
def synthesis(
    first: tuple[Example, Example],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Example:
    """The review with its configurations and verdicts, too."""
    return copy_of(first[1], tmp_path / "review", capsys, monkeypatch)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The whole worked example: look, and change nothing."""
    return make(tmp_path_factory.mktemp("whole") / "review")


@pytest.fixture
def whole(
    made_once: Whole,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Whole, Terminal]:
    """A copy of the whole worked example, and the terminal in it."""
    folder = tmp_path / "review"
    shutil.copytree(made_once.folder, folder)
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(folder)
    return replace(made_once, folder=folder), Terminal(folder, capsys)
