"""An environment of its own in which the extra can be installed and removed, made of what is installed here."""

from __future__ import annotations

import os
import re
import subprocess
import venv
import zipfile
from functools import cached_property
from importlib.metadata import Distribution, distribution
from pathlib import Path

REQUIREMENTS = Path(__file__).parents[3] / "requirements"
_LEFT_OUT = {"INSTALLER", "REQUESTED", "direct_url.json"}
"""What pip wrote when it installed a package, and is not in its wheel."""


class Environment:
    """A virtual environment that has all that is installed here but the extra; `packages` are what the extra brings."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._wheels = folder, folder / "wheels"
        self.packages = sorted(_pinned("semantic.txt") - _pinned("dev.txt"))
        venv.create(folder / "env", symlinks=True, with_pip=False)
        (site,) = (folder / "env" / "lib").glob("python*/site-packages")
        there = Path(str(distribution("numpy").locate_file("")))
        own = {
            part for name in self.packages for file in _files(distribution(name)) for part in file.parts[:1]
        }
        for entry in there.iterdir():
            if entry.name not in own and entry.name != "__pycache__":
                (site / entry.name).symlink_to(entry)

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self._folder / "env" / "bin" / "python"

    def install(self) -> None:
        """Install the extra with pip, from wheels with the files that are installed here: nothing is downloaded."""
        self._wheels.mkdir()
        for name in self.packages:
            _pack(distribution(name), self._wheels)
        self._pip(
            "install",
            "--no-compile",
            "--no-index",
            "--find-links",
            str(self._wheels),
            "realist-review[semantic]",
        )

    def remove(self) -> None:
        """Remove with pip what `install` has installed."""
        self._pip("uninstall", "--yes", *self.packages)

    def review(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What a command gives there."""
        return self._run("-m", "review", *arguments)

    @cached_property
    def _variables(self) -> dict[str, str]:
        homes = {
            f"XDG_{name}_HOME": str(self._folder / name.lower()) for name in ("CONFIG", "STATE", "CACHE")
        }
        return {"PATH": os.environ["PATH"], "REVIEW_REVIEWER": "ann", **homes}

    def _pip(self, *arguments: str) -> None:
        done = self._run("-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)
        assert done.returncode == 0, done.stderr

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.python), *arguments]
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=self._variables, cwd=self._folder
        )


def _pinned(name: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", (REQUIREMENTS / name).read_text(), re.MULTILINE))


def _files(package: Distribution) -> list[Path]:
    """The files of a package as its wheel has them."""
    files = [Path(str(file)) for file in package.files or ()]
    return [f for f in files if f.parts[0] != ".." and f.suffix != ".pyc" and f.name not in _LEFT_OUT]


def _pack(package: Distribution, folder: Path) -> None:
    """Write the wheel from which a package was installed, without compression."""
    name = re.sub(r"[-_.]+", "_", package.metadata["Name"])
    tag = re.findall(r"^Tag: (.+)$", package.read_text("WHEEL") or "", re.MULTILINE)[-1]
    with zipfile.ZipFile(folder / f"{name}-{package.version}-{tag}.whl", "w") as wheel:
        for file in _files(package):
            wheel.write(str(package.locate_file(file)), str(file))
