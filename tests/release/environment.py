"""An empty environment: a Python without any library, a home without settings, a folder without a checkout above it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

KEPT = ("PATH", "LANG", "TERM", "TMPDIR")
"""Variables that the program gets; pip also gets those that say where packages come from."""


@dataclass(frozen=True)
class Environment:
    """Where the program is installed (`bin`), and where it is used (`folder`)."""

    bin: Path
    folder: Path

    @classmethod
    def made(cls, python: str, place: Path) -> Self:
        """A new one at `place`, with this Python."""
        subprocess.run([python, "-m", "venv", place / "env"], check=True)
        (place / "work").mkdir()
        return cls(place / "env" / "bin", place / "work")

    def install(self, what: Path | str) -> None:
        """Install a file of the release, or what an extra names."""
        self._pip("install", "--no-compile", str(what))
        self._pip("check")

    def uninstall(self) -> None:
        """Uninstall the program: no file of it is left."""
        self._pip("uninstall", "--yes", "realist-review")
        left = [path for path in self.bin.parent.rglob("review*") if path.name in {"review", "review.exe"}]
        left += self.bin.parent.rglob("realist_review*")
        assert not [path for path in left if not path.is_dir() or any(path.rglob("*"))], left

    def _pip(self, *arguments: str) -> None:
        ended = subprocess.run(
            [self.bin / "python", "-m", "pip", "--disable-pip-version-check", *arguments],
            cwd=self.folder, env={**os.environ, "PYTHONPATH": ""}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert not ended.returncode, ended.stderr + ended.stdout

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the program."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        home = str(self.folder)
        return {**kept, "HOME": home, "REVIEW_REVIEWER": "ann", "PYTHONWARNINGS": "default"}

    def python(self, code: str) -> str:
        """What a program prints that uses the installed package."""
        return self._run([self.bin / "python", "-c", code])

    def review(self, *arguments: str | Path, ends: Collection[int] = (0,)) -> str:
        """What a command prints; it must end with one of these exit codes and may warn of nothing in our modules."""
        return self._run([self.bin / "review", *arguments], ends)

    def json(self, *arguments: str | Path, ends: Collection[int] = (0,)) -> Any:
        """A command's answer."""
        return json.loads(self.review(*arguments, "--json", ends=ends))

    def _run(self, command: list[str | Path], ends: Collection[int] = (0,)) -> str:
        ended = subprocess.run(
            command, cwd=self.folder, env=self.variables, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert ended.returncode in ends, (command, ended.returncode, ended.stderr)
        assert "Traceback" not in ended.stderr, (command, ended.stderr)
        ours = [line for line in ended.stderr.splitlines() if "Warning: " in line]
        for line in ours:
            print(f"  {Path(str(command[0])).name} {' '.join(map(str, command[1:4]))}: {line}")
        assert not [line for line in ours if "/site-packages/review/" in line], ours
        return ended.stdout
