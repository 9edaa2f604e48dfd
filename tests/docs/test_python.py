"""The pages for programs: the examples run and print what is shown, and the names are the program's."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from runpy import run_path
from types import ModuleType

import pytest

from tests.docs.pages import DOCS

MAKE_PYTHON = run_path(str(DOCS / "reference" / "make_python.py"))
PAGES = [DOCS / "reference" / "python.md", DOCS / "how-to.md"]
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```(?:\n\n```text\n(.*?)^```)?", PAGES[0].read_text("utf-8"), re.DOTALL | re.MULTILINE
)
"""Each example, and what it prints, if the page shows that."""


def a_data_frame(rows: Sequence[Sequence[object]], *, columns: Sequence[str]) -> list[dict[str, object]]:
    """What stands for pandas here, which asks the same of rows and columns."""
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_the_page_of_names_is_current() -> None:
    written = (DOCS / "reference" / "python-names.md").read_text(encoding="utf-8")
    assert written == MAKE_PYTHON["page"](), "run `python docs/reference/make_python.py`"


def test_every_example_prints_what_the_page_shows(
    demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demonstration_folder.parent)
    pandas = ModuleType("pandas")
    pandas.DataFrame = a_data_frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    names: dict[str, object] = {}
    for number, (example, shown) in enumerate(EXAMPLES, 1):
        with redirect_stdout(io.StringIO()) as printed:
            exec(compile(example, f"example {number}", "exec"), names)
        assert printed.getvalue() == shown, example


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_pages_use_promised_names_only(page: Path) -> None:
    used = set(re.findall(r"\b(?:project|writing)\.(\w+)\.(\w+)\b", page.read_text("utf-8")))
    assert used
    assert {
        f"{service}.{name}"
        for service, name in used
        if service not in MAKE_PYTHON["OF_PROJECT"] and name not in MAKE_PYTHON["PROMISED"].get(service, ())
    } == set()


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("records.find", "find(typed: str) -> str"),
        ("theory.map", "map: TheoryMap"),
        (
            "references.dedupe",
            "dedupe(*, apply: bool = False, progress: Callable[[int, int], None] | None = None, stop: StopEvent | None = None) -> DuplicateReport",
        ),
        ("history.verify", "verify(progress: Progress = …) -> list[str]"),
        ("records.edit", "edit(record: str, **fields: object) -> Acknowledgement"),
    ],
)
def test_a_signature_is_shown_as_it_is_called(name: str, signature: str) -> None:
    service, _, method = name.partition(".")
    assert MAKE_PYTHON["_signature"](MAKE_PYTHON["_service"](service), method) == signature
