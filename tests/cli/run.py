"""Running commands as a user does, in this process or in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from review.cli import main
from tests.views.answering import check_answer, command_of


@dataclass(frozen=True)
class Outcome:
    """What a command gave: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


class Terminal:
    """Runs `review` in a project's folder, in this process."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def run(self, *arguments: str | Path) -> Outcome:
        """What ``review ARGUMENTS`` gives; wrong usage is an exit code like any other.

        An answer with ``--json`` is what the command's schema says.
        """
        typed = [str(argument) for argument in arguments]
        try:
            code = main(typed)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = self._capture.readouterr()
        assert "Traceback" not in err
        outcome = Outcome(code, out, err)
        if "--json" in typed and out and (command := command_of(typed)):
            check_answer(command, outcome.data)
        return outcome

    def json(self, *arguments: str | Path) -> Any:
        """The JSON document of a command that is done."""
        outcome = self.run(*arguments, "--json")
        assert outcome.code == 0, outcome.err
        return outcome.data

    def refused(self, *arguments: str | Path) -> str:
        """The one line of a command that ends with exit code 2 and prints nothing else."""
        outcome = self.run(*arguments)
        assert outcome.code == 2, outcome
        assert outcome.out == ""
        (line,) = outcome.err.splitlines()
        return line


def in_a_process(*arguments: str | bytes | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """``python -m review ARGUMENTS`` in a process of its own."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "REVIEW_REVIEWER": "ann"}
    usual = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "stdin": subprocess.DEVNULL,
        "env": environment,
    }
    command = [sys.executable, "-m", "review", *arguments]
    return subprocess.run(command, check=False, timeout=60, **{**usual, **options})
