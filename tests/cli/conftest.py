"""A project that is worked on by commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import a_document, a_review, add_record, new_review

HOSTILE = "Markets \x1b]0;owned\x07[bold]\u202eevil\u0085 <b>=1+1"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """ann's shell in a review with two records, one of them with a text and a hostile title."""
    return _terminal(a_review(tmp_path / "review"), monkeypatch, capsys)


@pytest.fixture
def own_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """The same in a review that is no copy of another one, so that all its acts are of this copy."""
    return _terminal(new_review(tmp_path / "review"), monkeypatch, capsys)


def _terminal(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    add_record(project, HOSTILE, document=a_document())
    add_record(project, "Advocacy", year=2015)
    project.close()
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(project.folder)
    return Terminal(project.folder, capsys)


@pytest.fixture
def record(terminal: Terminal) -> str:
    """The beginning of the id of the record with a text."""
    return next(row["record"] for row in terminal.json("records")["records"] if row["year"] == 2016)[:10]
