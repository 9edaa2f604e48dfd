"""The exports by their names."""

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from review.export import EXPORTS, TABLES, Export, ExportMaterial, Kind, PrintedTable, TextPreview
from tests.export.reviews import SMALL, material


def test_the_exports_are_there_under_their_names():
    assert list(EXPORTS) == [
        "source-types",
        "source-types-by-theory",
        "characteristics",
        "appraisal",
        "synthesis",
        "rivals",
        "cmocs",
        "cmoc-sources",
        "gaps",
        "evidence",
        "matrix",
        "theory-changes",
        "deviations",
        "population-theory",
        "saturation",
        "memos",
        "excluded",
        "decisions",
        "codebook",
        "references",
        "model-card",
        "search-log",
        "search-rounds",
        "agreement",
        "disagreements",
        "causal-map",
        "prisma",
        "figure-flow",
        "figure-map",
        "figure-heat",
        "figure-cmoc",
        "figure-years",
        "figure-saturation",
        "handout",
        "annotated",
        "report",
    ]
    assert all(export.name == name and export.description for name, export in EXPORTS.items())


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("review", [SMALL, material()], ids=["small", "empty"])
def test_tables_are_rectangular_under_their_own_names(name, review):
    table = TABLES[name].build(review)
    keys = [column.key for column in table.columns]
    assert table.name == name
    assert len(set(keys)) == len(keys)
    assert {len(row) for row in table.rows} <= {len(keys)}
    assert table.column_names == tuple(keys)
    assert [tuple(row.values()) for row in table.to_dicts()] == list(table.rows)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_printed_without_what_only_machines_read(name):
    printed = TABLES[name].build(SMALL).printed()
    assert "record" not in [column.key for column in printed.columns]
    assert {len(row) for row in printed.rows} <= {len(printed.columns)}


@pytest.mark.parametrize("name", TABLES)
def test_what_is_printed_names_no_column_of_the_files_for_programs(name: str) -> None:
    whole = TABLES[name].build(SMALL)
    printed = whole.printed()
    keys = {column.key for column in whole.columns if "_" in column.key or column.key in {"record", "event"}}
    note = printed.note.replace("(event ", "")  # the provenance, at the end
    assert keys.isdisjoint(re.findall(r"\w+", f"{printed.title} {note}")), note


def test_only_table_1_has_a_number_where_it_stands_alone():
    """Those of the others in the report depend on its parts."""
    assert {export.name: export.number for export in TABLES.values() if export.number} == {"source-types": 1}


@pytest.mark.parametrize("name", TABLES)
def test_no_printed_column_is_empty(name: str) -> None:
    printed = TABLES[name].build(SMALL).printed()
    for place, column in enumerate(printed.columns):
        assert (
            not printed.rows
            or column.kind is Kind.MARK
            or any(row[place] not in (None, "") for row in printed.rows)
        )


def test_naming_the_exports_loads_no_library_for_files():
    program = (
        "import sys, review.export; "
        "print([name for name in ('openpyxl', 'docx', 'lxml', 'pydantic', 'yaml', 'matplotlib', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("export", EXPORTS.values(), ids=lambda export: export.name)
def test_every_export_says_what_it_is_can_be_written_as_and_shows(export: Export) -> None:
    assert export.kind
    assert set(export.usual) <= set(export.formats)
    for review in (SMALL, material()):
        shown = export.preview(review, 80)
        if isinstance(shown, TextPreview):
            assert shown.title
            assert max((len(line) for line in shown.text.splitlines()), default=0) <= 80
        else:
            assert isinstance(shown, PrintedTable)


@dataclass(frozen=True, slots=True)
class Notice(Export):
    """A kind of export, as another module would add it."""

    kind = "notices"
    formats = ("txt", "html")
    usual = ("txt",)
    options = ("voice",)

    def preview(self, material: ExportMaterial, width: int = 80) -> TextPreview:
        return TextPreview(self.title, f"N is {material.table_one.total}"[:width])

    def write_one(
        self, material: ExportMaterial, path: Path, file_format: str, options: Mapping[str, str]
    ) -> list[Path]:
        path.write_text(f"{file_format} {options} {material.table_one.total}", encoding="utf-8")
        return [path]


def test_another_kind_is_a_class_that_writes_one_format_at_a_time(tmp_path: Path) -> None:
    notice = Notice("notice", "Notice", "what N is")
    assert [path.name for path in notice.write(SMALL, tmp_path)] == ["notice.txt"]
    given = {"voice": "loud", "template": "generic"}
    paths = notice.write(SMALL, tmp_path, ["csv", "html", "txt"], given)
    assert [path.name for path in paths] == ["notice.html", "notice.txt"]
    assert paths[0].read_text("utf-8") == "html {'voice': 'loud'} 2"
