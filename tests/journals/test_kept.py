"""Journals written by an earlier version open, verify and give the exports that it gave.

Each folder holds a journal (`journal.db.xz`), the theory map's file, and the tables that the version which wrote it exported.
`every-act` has every kind of act of its time, two reviewers, and a copy that met its original again; `demonstration` is the
demonstration review. Both were written before 2026-11-28, when the schema had version 1. `every-act-3` is like `every-act`,
written by commit 0e8f8a3, whose schema and tables have version 3. They are never made again: that is what they are for.
"""

from __future__ import annotations

import csv
import lzma
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from review.errors import ReviewError
from review.journal import projections
from review.project import Project

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
KEPT = {"every-act": "ann", "demonstration": "Demo Reviewer A", "every-act-3": "ann"}
SCHEMAS = {"every-act": 1, "demonstration": 1, "every-act-3": 3}
TABLES = ("source-types", "source-types-by-theory", "evidence", "matrix", "decisions", "codebook")


@pytest.fixture(params=KEPT)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Project]]:
    """A kept journal's folder of expected tables, and the journal opened as a review by the reviewer who exported them."""
    source = HERE / request.param
    (tmp_path / "review.db").write_bytes(lzma.decompress((source / "journal.db.xz").read_bytes()))
    shutil.copy(source / "theory_map.yaml", tmp_path)
    if request.param == "demonstration":
        shutil.copytree(CORPUS, tmp_path / "corpus", ignore=shutil.ignore_patterns("*.py"))
    project = Project.open(tmp_path, KEPT[request.param])
    yield source, project
    project.close()


@pytest.mark.parametrize("name", KEPT)
def test_it_is_as_the_earlier_version_wrote_it(tmp_path: Path, name: str) -> None:
    """The other tests open it, which updates it: they would also pass with a journal of today."""
    (tmp_path / "review.db").write_bytes(lzma.decompress((HERE / name / "journal.db.xz").read_bytes()))
    with closing(sqlite3.connect(tmp_path / "review.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMAS[name],)


def test_it_verifies(kept: tuple[Path, Project]) -> None:
    assert [line for line in kept[1].history.verify() if "the file is gone" not in line] == []


@pytest.mark.parametrize("name", TABLES)
def test_its_tables_are_those_that_the_earlier_version_gave(kept: tuple[Path, Project], name: str) -> None:
    source, project = kept
    written = project.exports.write([name], ["csv"])[0]
    before, now = _rows(source / f"{name}.csv"), _rows(written)
    assert before
    # Columns may be added, never changed or taken away.
    assert [{column: row.get(column) for column in before[0]} for row in now] == before


def test_its_references_are_those_that_the_earlier_version_gave(kept: tuple[Path, Project]) -> None:
    source, project = kept
    (written,) = project.exports.write(["references"], ["ris"])
    assert written.read_text("utf-8") == (source / "references.ris").read_text("utf-8")


def test_its_tables_are_made_again_from_the_events(kept: tuple[Path, Project]) -> None:
    project = kept[1]
    before = _counts(project)
    project.history.rebuild()
    assert _counts(project) == before
    assert [line for line in project.history.verify() if "the file is gone" not in line] == []


def _counts(project: Project) -> dict[str, int]:
    return {
        table.name: project.journal.value(f"SELECT count(*) FROM {table.name}")
        for table in projections.TABLES
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_shown_where_it_may_not_be_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "review.db").write_bytes(lzma.decompress((HERE / "every-act" / "journal.db.xz").read_bytes()))
    before = (tmp_path / "review.db").read_bytes()
    project = Project.open(tmp_path, "ann", read_only=True)
    assert "is shown as it was when opened" in project.notices[1]
    assert project.screening.counts().records
    assert [line for line in project.history.verify() if "the file is gone" not in line] == []
    with pytest.raises(ReviewError, match="reading only"):
        project.annotations.memo("T1", "a thought")
    project.close()
    assert (tmp_path / "review.db").read_bytes() == before
