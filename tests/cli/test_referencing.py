"""import: what it says while it works."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.run import Terminal

RIS = "TY  - JOUR\nTI  - {}\nER  - \n\n"


@pytest.fixture
def search(tmp_path: Path) -> Path:
    path = tmp_path / "search.ris"
    path.write_text("".join(map(RIS.format, ("One", "Two", "Three"))))
    return path


def test_a_terminal_is_told_how_many_records_have_come(
    terminal: Terminal, search: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("review.cli.referencing._PROGRESS_SECONDS", -1.0)
    outcome = terminal.run("import", search)
    *counts, _, nothing = outcome.err.split("\r")
    assert counts == ["", "1 record so far", "2 records so far", "3 records so far"]
    assert nothing == ""
    assert "3 added" in outcome.out


def test_nothing_else_is(terminal: Terminal, search: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.cli.referencing._PROGRESS_SECONDS", -1.0)
    assert terminal.run("import", search).err == ""
