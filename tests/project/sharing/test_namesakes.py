"""Two copies that write under one name: a line says so once, and a decision says whose it replaces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.project.sharing.copies import a_copy, bring
from tests.reviews import a_review, add_record


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Project, Project, str]]:
    """Two copies, both of an "ann", and a record on which the second decided."""
    ann = a_review(tmp_path / "ann", "ann")
    record = add_record(ann, "Markets for care")
    other = a_copy(ann, tmp_path / "other", "ann")
    other.screening.decide(record, "include", "title-abstract")
    yield ann, other, record
    ann.close()
    other.close()


def test_the_first_acts_of_a_copy_with_the_same_name_are_a_warning(two: tuple[Project, Project, str]) -> None:
    ann, other, record = two
    (line,) = bring(ann, other).kept_apart
    assert line.startswith("another copy also writes as ann; if that is not you")
    other.annotations.memo(record, "more")
    assert bring(ann, other).kept_apart == ()


def test_a_copied_folder_is_told_of_the_one_that_goes_on(two: tuple[Project, Project, str]) -> None:
    ann, other, record = two
    ann.annotations.memo(record, "goes on")
    (line,) = bring(other, ann).kept_apart
    assert line.startswith("another copy also writes as ann; if that is not you")
    ann.annotations.memo(record, "more")
    assert bring(other, ann).kept_apart == ()


def test_a_decision_says_what_it_replaces(two: tuple[Project, Project, str]) -> None:
    ann, other, record = two
    bring(ann, other)
    replaced = ann.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
    assert replaced.message.endswith(
        "by E1, in place of the include from ann that was made in another copy, or before this one was restored or moved"
    )
    with other.acting_as("bob"):
        other.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
    bring(ann, other)
    again = ann.screening.decide(record, "include", "title-abstract")
    assert again.message.endswith(", in place of your exclude; this makes a conflict (bob: exclude)")
    assert " place of" not in ann.screening.decide(record, "include", "title-abstract", note="sure").message
