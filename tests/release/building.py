"""The files of a release: built as an index would have them, and what they hold."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

DEMONSTRATION = "review/demonstration/"
"""Where the demonstration is in the wheel; in a checkout it is where a review has it."""

LARGEST = 5_000_000
"""Bytes of a file that nobody minds to download."""


def build(root: Path, tools: Path) -> tuple[Path, Path]:
    """Build the source distribution, and the wheel from it, into ``dist/``; returns both."""
    subprocess.run([sys.executable, "-m", "venv", tools], check=True)
    python = tools / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "build"], check=True)
    dist = root / "dist"
    for old in dist.glob("realist_review-*"):
        old.unlink()
    subprocess.run([python, "-m", "build", "--outdir", dist, root], check=True, stdout=subprocess.DEVNULL)
    (sdist,), (wheel,) = dist.glob("*.tar.gz"), dist.glob("*.whl")
    return sdist, wheel


def check_contents(root: Path, sdist: Path, wheel: Path) -> None:
    """Check that both hold what git has of the program, its data and its documents, and nothing else.

    Raises:
        AssertionError: they do not.
    """
    program = {_in_wheel(name) for name in tracked(root, "review", "corpus", "theory_map.yaml")}
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = {name for name in archive.namelist() if ".dist-info/" not in name}
        metadata = {name.rpartition("/")[2] for name in archive.namelist() if ".dist-info/" in name}
    _same(wheel, in_wheel, program)
    assert {"METADATA", "LICENSE", "entry_points.txt"} <= metadata, metadata
    with tarfile.open(sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    documents = tracked(root, "docs", "*.md", "CITATION.cff", "LICENSE", "pyproject.toml", ".gitignore")
    own = {name for name in documents if "/" not in name or name.startswith("docs/")}
    _same(sdist, in_sdist, {*tracked(root, "review", "corpus", "theory_map.yaml"), *own, "PKG-INFO"})
    for file in (sdist, wheel):
        assert file.stat().st_size < LARGEST, f"{file.name} has {file.stat().st_size:,} bytes"
        print(f"{file.name}: {file.stat().st_size:,} bytes")


def tracked(root: Path, *paths: str) -> set[str]:
    """The files under these paths that git has."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *paths], cwd=root, check=True, capture_output=True, encoding="utf-8"
    )
    return set(listed.stdout.split("\0")) - {""}


def _in_wheel(name: str) -> str:
    return name if name.startswith("review/") else DEMONSTRATION + name


def _same(file: Path, found: Iterable[str], expected: Iterable[str]) -> None:
    more, less = sorted(set(found) - set(expected)), sorted(set(expected) - set(found))
    assert not more, f"{file.name} also holds {more[:5]}"
    assert not less, f"{file.name} lacks {less[:5]}"
