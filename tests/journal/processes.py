"""Other processes that have a review open: real ones, each told line by line what to do, every wait bounded."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

PATIENCE = 60.0
"""Seconds after which a process that does not answer is taken for stuck."""

_DESK = """
import sys
from pathlib import Path

import pytest
from review.errors import ReviewError
from review.project import Project

try:
    project = Project.open(Path(sys.argv[1]), "other")
except ReviewError as error:
    sys.exit(f"refused: {error}")
print("open", *project.notices, flush=True)
for line in sys.stdin:
    verb, _, text = line.strip().partition(" ")
    try:
        if verb == "memo":
            print("stored", project.annotations.memo("T1", text).event, flush=True)
        elif verb == "memos":
            print(*[memo.text for memo in project.annotations.memos("T1")], flush=True)
        elif verb == "close":
            break
    except ReviewError as error:
        print("refused:", error, flush=True)
project.close()
"""


class Desk:
    """Somebody at another terminal with the review open."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _DESK, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.greeting = self.answer()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def answer(self) -> str:
        """The next line that it says."""
        return self._lines.get(timeout=PATIENCE)

    def ask(self, line: str) -> str:
        """Tell it something and return what it answers."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def close(self) -> None:
        """Let it close the review and end."""
        self._end()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self._end()

    def _end(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        self.process.stdout.close()


def review(
    *arguments: str | Path, umask: int | None = None, privileged: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a command of the program in a process of its own; not `privileged`: permissions hold it back, also where root runs it."""
    command = [sys.executable, "-m", "review", *map(str, arguments)]
    if not privileged and os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("permissions do not hold root back, and nothing here takes its privileges away")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "REVIEW_REVIEWER": "ann"},
        umask=-1 if umask is None else umask,
    )
