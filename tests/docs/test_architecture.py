"""What ARCHITECTURE.md names is there: files, folders and names in the code; and its layout has every package."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.docs.pages import ROOT

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
CODE = re.compile(r"`([^`\n]+)`")
OTHERS = {"NOTIFY", "multiprocessing"}
"""Names of what others made."""


def layout() -> str:
    block = re.search(r"^```\n(review/\n.*?)^```", ARCHITECTURE, re.DOTALL | re.MULTILINE)
    assert block
    return block[1]


def named() -> list[str]:
    """What stands as code in the text, apart from the layout."""
    return sorted(set(CODE.findall(ARCHITECTURE.replace(layout(), ""))))


@cache
def files() -> tuple[Path, ...]:
    """Files and folders of the checkout that may be named. What benchmarks install is in hidden folders and left out."""
    benchmarks = [path for path in (ROOT / "benchmarks").iterdir() if not path.name.startswith(".")]
    beside = [path for folder in benchmarks for path in folder.glob("*")]
    rest = [path for name in ("review", "tests", "docs", "corpus") for path in (ROOT / name).rglob("*")]
    return (*benchmarks, *beside, *rest, *ROOT.iterdir())


@cache
def paths() -> frozenset[str]:
    """Every path that may be named, from the checkout's root or from any folder on."""
    whole = [path.relative_to(ROOT).parts for path in files()]
    return frozenset("/".join(parts[start:]) for parts in whole for start in range(len(parts)))


@cache
def words() -> frozenset[str]:
    """Every word in the code and what belongs to it, documents aside."""
    code = [path for path in files() if path.suffix in {".py", ".tcss", ".yaml", ".toml"}]
    return frozenset(word for path in code for word in re.findall(r"\w+", path.read_text("utf-8", "replace")))


def test_files_and_folders_are_there() -> None:
    said = {name for name in named() if re.fullmatch(r"\w[\w./-]*(?:/|\.(?:py|md|tcss))", name)}
    assert {name for name in said if name.rstrip("/") not in paths()} == set()


def test_names_are_in_the_code() -> None:
    said = [name for name in named() if re.fullmatch(r"[\w.]+(?:\(\))?", name)]
    assert {word for name in said for word in re.findall(r"\w+", name)} - words() - OTHERS == set()


def test_the_layout_has_every_package_and_folder() -> None:
    top = re.findall(r"^  (\w+(?:\.py|/)) ", layout(), re.MULTILINE)
    there = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in (ROOT / "review").iterdir()
        if not path.name.startswith("__") and path.name != "py.typed"
    }
    assert set(top) == there
    folders = {path.parent.name for path in (ROOT / "review").glob("*/*/**/*.py")}
    places = {path.parent.name for path in (ROOT / "review/tui/places").rglob("*.py")}
    assert {name for name in folders - places if not re.search(rf"\b{name}\b", layout())} == set()
