"""Copies of a review that gave one letter to different records: each says so when they meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.copies import receive
from tests.reviews import add_record


def copied(project: Project, folder: Path, reviewer: str = "bob") -> Project:
    """A colleague's copy of a review."""
    project.history.backup(folder / "review.db")
    return Project.open(folder, reviewer)


def meet(one: Project, other: Project) -> None:
    """Two copies exchange their events."""
    there = other.journal.events()
    receive(other.journal, one.journal.events())
    receive(one.journal, there)


def cited(project: Project) -> dict[str, str]:
    """The citation of each record, by its title."""
    return {record.title: record.author_year for record in project.records.all()}


def clashes(project: Project) -> list[tuple[str, str, str]]:
    """Each clash: the citation, what it means here, and what it means in the other copy."""
    return [(one.citation, one.title, one.other_title) for one in project.history.letter_clashes()]


def test_two_records_that_came_apart_have_the_letters_of_their_own_copy_and_a_clash_is_reported(
    project: Project, tmp_path: Path
) -> None:
    other = copied(project, tmp_path / "bob")
    for title in ("Supply", "Demand"):
        add_record(project, title)
        add_record(other, f"{title} there")
    before = cited(project), cited(other)

    meet(project, other)

    assert before[0].items() <= cited(project).items()
    assert before[1].items() <= cited(other).items()
    assert clashes(project) == [
        ("Rahman, 2016a", "Supply", "Supply there"),
        ("Rahman, 2016b", "Demand", "Demand there"),
    ]
    assert clashes(other) == [(letter, there, here) for letter, here, there in clashes(project)]
    *said, _documents_of_the_other = project.history.verification_notices()
    assert [line[:60] for line in said] == [line.line[:60] for line in project.history.letter_clashes()]
    other.close()


def test_a_clash_is_one_line_that_names_both_records(project: Project, tmp_path: Path) -> None:
    other = copied(project, tmp_path / "bob")
    here, there = add_record(project, "Supply"), add_record(other, "Demand")
    copy = other.journal.database.meta("replica")
    meet(project, other)

    (clash,) = project.history.letter_clashes()

    assert clash.line == (
        f"Rahman, 2016a: means “Supply” ({here[:12]}) here, and in copy {copy[:12]} probably “Demand” ({there[:12]}), which is"
        " Rahman, 2016b here; cite by title where both copies are used"
    )
    other.close()


def test_records_that_came_one_after_the_other_in_both_copies_do_not_clash(
    project: Project, tmp_path: Path
) -> None:
    add_record(project, "Before")
    other = copied(project, tmp_path / "bob")
    add_record(project, "Here")
    meet(project, other)
    add_record(other, "There")
    meet(project, other)

    assert cited(project) == cited(other)
    assert clashes(project) == clashes(other) == []
    other.close()


def test_a_clash_ends_when_the_records_are_merged_or_corrected(project: Project, tmp_path: Path) -> None:
    other = copied(project, tmp_path / "bob")
    kept, same = add_record(project, "Supply"), add_record(other, "Supply (copy)")
    meet(project, other)
    assert len(clashes(project)) == 1

    project.references.merge(kept, same, "same work")
    assert clashes(project) == []

    project.history.undo()
    assert len(clashes(project)) == 1
    project.records.edit(same, year=2017)
    assert clashes(project) == []
    other.close()


def test_records_cited_otherwise_never_clash(project: Project, tmp_path: Path) -> None:
    other = copied(project, tmp_path / "bob")
    add_record(project, "Supply", year=2014)
    add_record(other, "Demand", year=2015)
    meet(project, other)

    assert clashes(project) == clashes(other) == []
    other.close()


def test_status_and_verify_report_clashes(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = copied(project, tmp_path / "bob")
    add_record(project, "Supply")
    add_record(other, "Demand")
    meet(project, other)
    (line,) = (clash.line for clash in project.history.letter_clashes())
    terminal = Terminal(project.folder, capsys)

    assert terminal.json("status", "--project", project.folder)["letter_clashes"] == [line]
    verified = terminal.run("verify", "--project", project.folder, "--json")
    assert line in verified.data["notices"]
    other.close()
