"""Another process that works on the same review."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Self

from review.project import Project

ROOT = Path(__file__).resolve().parents[2]


class Other:
    """Another process that writes a memo whenever it is asked to."""

    CODE = """
import sys
from pathlib import Path
from review.project import Project
project = Project.open(Path(sys.argv[1]), "cleo")
print("ready", flush=True)
for number, line in enumerate(sys.stdin):
    project.annotations.memo("T1", f"A thought, the {number}th")
    print("done", flush=True)
"""

    def __init__(self, project: Project) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", self.CODE, str(project.folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        self.wait()

    def ask(self) -> None:
        """Have it write one."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def wait(self) -> None:
        """Wait until it has."""
        assert self._process.stdout
        self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
