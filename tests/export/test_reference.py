"""The reference page says what is exported."""

import re
from pathlib import Path

import pytest

from review.export import FORMATS, TABLES
from tests.export.reviews import SMALL, THEORY_MAP

PAGE = (Path(__file__).parents[2] / "docs/reference/exports.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##)", PAGE, re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_every_export_is_described_in_its_order(name):
    described = re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.*?) \|", SECTIONS[name], re.MULTILINE)))
    from_the_map = {*THEORY_MAP.code_names, "X9", *(t.id for t in THEORY_MAP.source_types), "unclassified"}
    columns = [column.key for column in TABLES[name].build(SMALL).columns]
    assert described == [key for key in columns if key not in from_the_map]


def test_every_format_is_described():
    assert all(f"| `{file_format}` |" in PAGE for file_format in FORMATS)
