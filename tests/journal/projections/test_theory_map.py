"""The versions of the theory map are written once, and again only from where their changes are others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.journal.random_acts import tables
from tests.project.sharing.copies import a_copy, bring
from tests.reviews import a_review


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with a_review(tmp_path / "review", "ann") as opened:
        yield opened


def refine(project: Project, *wordings: str) -> None:
    for wording in wordings:
        project.theory.refine("T1", "clearer", proposition=wording)


def written_by_a_change(project: Project, wording: str) -> int:
    """How many rows a change of the map writes and removes."""
    connection = project.journal.database._connection
    before = connection.total_changes
    refine(project, wording)
    return connection.total_changes - before


def test_a_change_writes_its_own_version_however_many_there_are(project: Project) -> None:
    refine(project, "One.")
    at_first = written_by_a_change(project, "Two.")
    refine(project, *(f"Wording {number}." for number in range(10)))
    assert written_by_a_change(project, "Three.") == at_first


def test_versions_are_those_of_all_changes_whatever_is_undone_or_comes_between(
    project: Project, tmp_path: Path
) -> None:
    refine(project, "One.")
    other = a_copy(project, tmp_path / "other", "bob")
    other.theory.refine("T2", "apart", proposition="Apart.")
    refine(project, "Two.", "Three.")
    project.history.undo()
    refine(project, "Four.")
    bring(project, other)
    as_they_came = tables(project.journal)
    project.history.rebuild()
    assert tables(project.journal) == as_they_came
    assert project.theory.version == 5
    other.close()


def test_a_version_that_somebody_damaged_is_written_again_when_it_is_the_last(project: Project) -> None:
    refine(project, "One.", "Two.")
    with project.journal.transaction() as connection:
        connection.execute("UPDATE theory_version SET map = 'no map' WHERE number = 2")
    project.history.undo()
    assert project.theory.map.theory_of("T1").proposition == "One."
