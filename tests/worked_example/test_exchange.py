"""The whole worked example, exported as a coded project and imported into a new review with the same map."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from review.demonstration import theory_map_file
from review.project import Project
from tests.project.interchange.essence import essence
from tests.worked_example.whole import Whole


def test_the_worked_example_comes_back(made_once: Whole, tmp_path: Path) -> None:
    """21 codes, 70 sources of which 37 are included, Table 1, and each passage with its stances; its documents have no files."""
    with closing(Project.open(made_once.folder, "ann", read_only=True)) as project:
        made = project.interchange.export_project(tmp_path / "out.qdpx")
        before, table = essence(project), project.exports.table("source-types-by-theory")
    Project.create(tmp_path / "new", theory_map_file().read_text("utf-8"))
    with closing(Project.open(tmp_path / "new", "ann")) as project:
        project.interchange.import_project(made.file)
        after, same = essence(project), project.exports.table("source-types-by-theory")

    assert (made.codes, made.sources) == (21, 70)
    assert sum(one["included"] for one in after["records"].values()) == 37
    assert (after["codes"], after["records"]) == (before["codes"], before["records"])
    assert [one[:-1] for one in after["codings"]] == [one[:-1] for one in before["codings"]]
    assert same.rows == table.rows
