"""The exports by their names."""

import re
import subprocess
import sys

import pytest

from review.export import EXPORTS
from tests.export.reviews import SMALL, material


def test_the_exports_are_there_under_their_names():
    assert list(EXPORTS) == [
        "source-types",
        "source-types-by-theory",
        "evidence",
        "matrix",
        "decisions",
        "codebook",
        "references",
        "model-card",
    ]
    assert all(export.name == name and export.description for name, export in EXPORTS.items())


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("review", [SMALL, material()], ids=["small", "empty"])
def test_tables_are_rectangular_under_their_own_names(name, review):
    table = EXPORTS[name].build(review)
    keys = [column.key for column in table.columns]
    assert table.name == name
    assert len(set(keys)) == len(keys)
    assert {len(row) for row in table.rows} <= {len(keys)}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_table_is_printed_without_what_only_machines_read(name):
    printed = EXPORTS[name].build(SMALL).printed()
    assert "record" not in [column.key for column in printed.columns]
    assert {len(row) for row in printed.rows} == {len(printed.columns)}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_printed_caption_names_no_column_that_is_not_printed(name: str) -> None:
    whole = EXPORTS[name].build(SMALL)
    words = {"record", "role", "theory", "theory_version"}  # of the sentence, not names of columns
    unprinted = {column.key for column in whole.columns if not column.printed} - words
    caption = whole.printed().caption
    assert unprinted.isdisjoint(re.findall(r"\w+", caption)), caption


def test_naming_the_exports_loads_no_library_for_files():
    program = (
        "import sys, review.export; "
        "print([name for name in ('openpyxl', 'docx', 'lxml', 'pydantic', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
