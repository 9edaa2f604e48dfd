"""The tutorial's commands, run as written on the page, produce the Table 1 that it shows."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from review.cli import main
from tests.docs.pages import DOCS, ROOT

TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^```sh tested\n(.*?)^```|^```text\n(.*?)^```", TUTORIAL, re.DOTALL | re.MULTILINE)
"""What the page says to type, and what it says comes out, in turn: one of the two is empty."""


def typed(line: str) -> list[str]:
    """A line's words as a shell would hand them on."""
    return [found for word in shlex.split(line) for found in _expanded(word)]


def _expanded(word: str) -> Iterator[str]:
    path = Path(word).expanduser()
    if "*" in word:
        yield from sorted(map(str, path.parent.glob(path.name)))
    else:
        yield str(path) if word.startswith("~") else word


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what a line of the tutorial says."""
    program, *arguments = typed(line)
    match program:
        case "review":
            assert main(arguments) == 0, line
        case "cd":
            monkeypatch.chdir(arguments[0])
        case "cp":
            *files, folder = arguments
            assert files, line
            for file in files:
                shutil.copy(file, folder)
        case "echo":
            text, _, file = arguments
            Path(file).write_text(f"{text}\n", encoding="utf-8")
        case _:
            pytest.fail(f"the tutorial uses a program that this test does not know: {line}")


def test_the_tutorial_leads_to_table_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REVIEW_REVIEWER", "Ann")
    (tmp_path / "realist-review").symlink_to(ROOT)
    printed = ""
    for commands, expected in STEPS:
        for line in commands.splitlines():
            run(line.replace("CODING", last_id(printed)) if "CODING" in line else line, monkeypatch)
        printed = capsys.readouterr().out if commands else printed
        for line in expected.splitlines():
            assert line in printed
    sheet = load_workbook("exports/source-types.xlsx").worksheets[1]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == table_1()


def last_id(printed: str) -> str:
    """The first id of the last line, which the page calls ``CODING``."""
    return next(word for word in printed.splitlines()[-1].split() if re.fullmatch("[0-9a-f]{8,}", word))


def table_1() -> list[list[str | int | float]]:
    """The table that the tutorial shows, numbers as numbers."""
    rows = [line.strip("| ").split(" | ") for line in TUTORIAL.splitlines() if line.startswith("| ")]
    header, *body = rows
    return [list(header), *([name, title, int(n), float(share)] for name, title, n, share in body)]
