"""The state of a review tells changes by other programs from own acts."""

from pathlib import Path

from review.project import Project
from tests.reviews import add_record, new_review


def test_own_acts_and_writes_of_others_are_told_apart(tmp_path: Path) -> None:
    project = new_review(tmp_path / "r")
    record = add_record(project, "Markets for care")
    other = Project.open(project.folder, "bob")
    revision, others = project.state
    assert project.state == (revision, others)
    project.annotations.memo(record, "mine")
    assert project.state == (revision + 1, others)
    other.annotations.memo(record, "theirs")
    project.annotations.memo(record, "mine again")
    assert project.state[0] == revision + 3
    assert project.state[1] != others
    other.close()
    project.close()
