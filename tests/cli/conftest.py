"""A project that is worked on by commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Terminal
from tests.reviews import SMALL_MAP, a_document, a_review, add_record

HOSTILE = "Markets \x1b]0;owned\x07[bold]\u202eevil\u0085 <b>=1+1"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """ann's shell in a review with two records, one of them with a text and a hostile title."""
    project = a_review(tmp_path / "review", map_text=SMALL_MAP)
    add_record(project, HOSTILE, document=a_document())
    add_record(project, "Advocacy", year=2015)
    project.close()
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(tmp_path / "review")
    return Terminal(tmp_path / "review", capsys)


@pytest.fixture
def record(terminal: Terminal) -> str:
    """The beginning of the id of the record with a text."""
    return next(row["record"] for row in terminal.json("records")["records"] if row["year"] == 2016)[:10]
