"""What `import review` gives to other programs: a few names, each loaded when it is asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import review
from review.project import Project


def test_importing_the_package_loads_nothing_else() -> None:
    look = (
        "import sys, review; print([name for name in sys.modules if name.startswith(('review.', 'msgspec'))])"
    )
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['review.version']"


def test_every_name_is_there_and_is_listed() -> None:
    given: dict[str, object] = {}
    exec("from review import *", given)
    assert given["Project"] is Project
    assert set(review.__all__) <= given.keys() & set(dir(review))


def test_a_name_that_the_package_does_not_have_is_refused_as_by_any_module() -> None:
    with pytest.raises(ImportError, match="cannot import name 'Projekt' from 'review'"):
        exec("from review import Projekt")
    assert not hasattr(review, "projects")


def test_type_checkers_find_each_name_where_it_is_loaded_from() -> None:
    tree = ast.parse(Path(review.__file__).read_text("utf-8"))
    (for_types,) = (node for node in tree.body if isinstance(node, ast.If))
    homes = {
        name.name: node.module
        for node in for_types.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert homes == review._HOMES
    assert {*homes, "__version__"} == set(review.__all__)
    assert all(hasattr(import_module(home), name) for name, home in homes.items())
