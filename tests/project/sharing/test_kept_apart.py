"""What two copies made apart is reported until somebody decides; what was replaced knowingly is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from review.tui.places.team.desk import TeamDesk
from tests.export.report.test_assembling import section
from tests.project.sharing.copies import a_copy, bring
from tests.reviews import TWO_REVIEWERS, a_review, add_record, new_review


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Project, Project, str]]:
    """Two copies of a review, of ann and of bob, and a record."""
    ann = a_review(tmp_path / "ann", "ann")
    record = add_record(ann, "A study")
    bob = a_copy(ann, tmp_path / "bob", "bob")
    yield ann, bob, record
    ann.close()
    bob.close()


def test_a_field_that_two_edited_apart_is_reported_on_both_copies(two: tuple[Project, Project, str]) -> None:
    ann, bob, record = two
    ann.records.edit(record, title="What ann read")
    bob.records.edit(record, title="What bob read")
    lines = bring(ann, bob).kept_apart
    assert lines == bring(bob, ann).kept_apart
    shown, other = ("ann", "bob") if ann.records.get(record).title == "What ann read" else ("bob", "ann")
    assert lines == (
        f"Rahman, 2016: {shown}'s title is shown; {other}'s, probably made apart, is in `review log {record[:12]}`",
    )


def test_other_fields_and_equal_values_are_no_difference(two: tuple[Project, Project, str]) -> None:
    ann, bob, record = two
    ann.records.edit(record, title="The same", year="2015")
    bob.records.edit(record, title="The same", doi="10.1000/x")
    assert bring(ann, bob).kept_apart == ()


def test_an_edit_of_what_came_from_another_copy_is_not_reported(two: tuple[Project, Project, str]) -> None:
    ann, bob, record = two
    ann.records.edit(record, title="First")
    bring(bob, ann)
    bob.records.edit(record, title="Second")
    assert bring(ann, bob).kept_apart == ()


def test_who_edits_again_settles_it(two: tuple[Project, Project, str]) -> None:
    ann, bob, record = two
    ann.records.edit(record, title="What ann read")
    bob.records.edit(record, title="What bob read")
    bring(ann, bob)
    ann.records.edit(record, title="What both read")
    assert bring(bob, ann).kept_apart == ()


def test_a_conflict_that_two_settled_apart_is_named_until_it_is_settled_again(tmp_path: Path) -> None:
    ann = new_review(tmp_path / "ann", map_text=TWO_REVIEWERS)
    record = add_record(ann, "A study")
    ann.screening.decide(record, "include", "title-abstract")
    with ann.acting_as("bob"):
        ann.screening.decide(record, "exclude", "title-abstract")
    bob = a_copy(ann, tmp_path / "bob", "bob")
    ann.screening.settle(record, "include", "title-abstract", reason="about care")
    bob.screening.settle(record, "exclude", "title-abstract", criteria=["E1"], reason="too early")
    lines = bring(ann, bob).kept_apart
    assert lines == bring(bob, ann).kept_apart
    (one,) = ann.conflicts.all()
    assert one.settlement
    assert one.apart
    assert {one.settlement.reviewer, one.apart.reviewer} == {"ann", "bob"}
    (line,) = lines
    assert line == (
        f"Rahman, 2016: settled at title abstract as {one.settlement.in_words} by {one.settlement.reviewer};"
        f" {one.apart.reviewer}'s {one.apart.in_words}, made apart, does not count. Settle it again if that is wrong"
    )
    assert bob.conflicts.all() == [one]
    assert ann.conflicts.reports() == bob.conflicts.reports() == lines
    for copy in (ann, bob):  # the later settlement counts everywhere, so the conflict is open nowhere
        assert (one.is_open, one.is_to_settle, copy.sharing.open_conflicts()) == (False, True, 0)
        assert copy.screening.counts().stages["title-abstract"] == {one.settlement.decision: 1}
        desk = TeamDesk(copy)
        assert (desk.open_conflicts, desk.settled_apart, [*desk.queue.listed]) == (0, 1, [one])
    said = f"that the team agrees on: {one.settlement.reviewer} settled it as {one.settlement.decision}, which counts, and"
    assert said in section(ann.reporting.report(), "methods-selection")
    bob.screening.settle(record, "include", "title-abstract", reason="both agree now")
    assert bring(ann, bob).kept_apart == ()
    assert ann.conflicts.all() == []
    assert ann.conflicts.reports() == ()
    assert "that the team agrees on" not in section(ann.reporting.report(), "methods-selection")
    assert ann.sharing.open_conflicts() == 0
    ann.close()
    bob.close()
