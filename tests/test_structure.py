"""How the code is built stays as it is: imports without circles, folders that can be looked over, shallow classes.

`benchmarks/structure.py` prints the figures behind this.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.structure import HANDLERS, Code, circles

CHECKOUT = Path(__file__).parents[1]
MODULES_OF_A_FOLDER = 20
CLASSES_IN_A_LINE = 3
METHODS_OF_A_CLASS = 19
OPEN_DICTIONARIES = 20
TESTS_OF_THE_WHOLE = {"docs", "journals", "tui/legibility", "worked_example"}
"""Folders of tests that belong to no folder of the program."""


@pytest.fixture(scope="module")
def code() -> Code:
    return Code(CHECKOUT)


@pytest.fixture(scope="module")
def circles_of_today(code: Code) -> list[list[str]]:
    return circles(code.imports())


def test_imports_form_no_circle_when_the_program_runs(circles_of_today: list[list[str]]) -> None:
    """Imports within functions and the ``__init__`` of packages count; those for types only do not."""
    assert not circles_of_today, "\n".join(" -> ".join(way) for way in circles_of_today)


def test_inheritance_is_for_kinds_of_things(code: Code) -> None:
    """A file that is too long is cut into objects, not into parent and child."""
    chains = [code.chain(name) for name in code.classes]
    assert [" -> ".join(chain) for chain in chains if len(chain) > CLASSES_IN_A_LINE] == []


def test_a_class_can_be_looked_over(code: Code) -> None:
    """Public methods and properties with what a class inherits; what Textual calls by name (actions, handlers) is not counted."""
    called = {
        name: [method for method in code.public_methods(name) if not HANDLERS.match(method)]
        for name in code.classes
    }
    assert {name: len(of) for name, of in called.items() if len(of) > METHODS_OF_A_CLASS} == {}


def test_values_have_types(code: Code) -> None:
    """Dictionaries of anything are for what is open by nature: stored JSON, YAML, other libraries' values."""
    found = {
        name: module.text.count("dict[str, Any]")
        for name, module in code.modules.items()
        if "dict[str, Any]" in module.text
    }
    assert sum(found.values()) <= OPEN_DICTIONARIES, found


@pytest.mark.parametrize("tree", ["review", "tests"])
def test_a_folder_can_be_looked_over(tree: str) -> None:
    modules = Counter(
        path.parent.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / tree).rglob("*.py")
    )
    assert {folder: number for folder, number in modules.items() if number > MODULES_OF_A_FOLDER} == {}


def test_no_module_takes_a_private_name_from_another(code: Code) -> None:
    assert code.private_imports() == []


def test_a_silenced_check_has_its_reason(code: Code) -> None:
    """Beside it, or in the comment above it."""
    silenced = re.compile(r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore(?:\[[a-z, -]+\])?)\s*$")
    without = []
    for name, module in code.modules.items():
        lines = module.text.splitlines()
        without += [
            f"{name}: {line.strip()}"
            for above, line in pairwise(["", *lines])
            if silenced.search(line) and not above.strip().startswith("#")
        ]
    assert without == []


def test_tests_mirror_the_rooms() -> None:
    """So that the tests of a module are easy to find."""
    folders = {
        path.parent.relative_to(CHECKOUT / "tests").as_posix()
        for path in (CHECKOUT / "tests").rglob("test_*.py")
    }
    assert {folder for folder in folders if not (CHECKOUT / "review" / folder).is_dir()} <= TESTS_OF_THE_WHOLE


def written(folder: Path, modules: dict[str, str]) -> Code:
    """A package ``review`` with these modules, by path without its suffix; each folder has an ``__init__``."""
    for name, text in modules.items():
        path = folder / "review" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for path in (folder / "review", *(folder / "review").rglob("*")):
        if path.is_dir():
            (path / "__init__.py").touch()
    return Code(folder)


def test_a_circle_is_named_the_shortest_way_round(tmp_path: Path) -> None:
    a, b = "from review.b import x", "def later():\n    import review.c"
    code = written(tmp_path, {"a": a, "b": b, "c": "from review.b import y\nfrom review.a import z"})
    assert circles(code.imports()) == [["review.b", "review.c", "review.b"]]


def test_a_package_that_is_asked_by_its_own_module_is_a_circle(tmp_path: Path) -> None:
    init, part = "from review.room.part import x", "from review.room import other"
    code = written(tmp_path, {"room/__init__": init, "room/part": part, "room/other": ""})
    assert circles(code.imports()) == [["review.room", "review.room.part", "review.room"]]


def test_the_init_of_a_package_runs_for_who_imports_from_it(tmp_path: Path) -> None:
    init, user = "from review.user import x", "from review.room.part import x"
    code = written(tmp_path, {"room/__init__": init, "room/part": "", "user": user})
    assert circles(code.imports()) == [["review.room", "review.user", "review.room"]]


def test_imports_for_types_only_make_no_circle(tmp_path: Path) -> None:
    for_types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from review.b import x"
    code = written(tmp_path, {"a": for_types, "b": "from review.a import y"})
    assert circles(code.imports()) == []


def test_private_names_of_other_modules_are_found(tmp_path: Path) -> None:
    code = written(tmp_path, {"a": "from review.b import _hidden", "b": "from review.a import shown"})
    assert code.private_imports() == ["review.a: review.b._hidden"]


def test_inheritance_is_followed_through_packages_that_hand_classes_on(tmp_path: Path) -> None:
    code = written(
        tmp_path,
        {
            "room/__init__": "from review.room.base import Base",
            "room/base": "class Base:\n    def a(self): ...",
            "middle": "from review.room import base\nclass Middle(base.Base):\n    def b(self): ...",
            "last": "from review.room import Base\nfrom review.middle import Middle\n"
            "class Last(Middle[int]): ...\nclass Other(Base): ...",
        },
    )
    assert code.chain("review.last.Last") == [
        "review.last.Last",
        "review.middle.Middle",
        "review.room.base.Base",
    ]
    assert code.chain("review.last.Other") == ["review.last.Other", "review.room.base.Base"]
    assert code.public_methods("review.last.Last") == {"a", "b"}
