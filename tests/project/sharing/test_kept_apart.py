"""What two copies made apart is reported until somebody decides; what was replaced knowingly is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.project.sharing.copies import a_copy, bring
from tests.reviews import a_review, add_record


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
