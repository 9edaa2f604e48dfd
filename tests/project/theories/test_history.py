"""What is reported of changes that were made apart, or that do not fit the map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.acts import Part
from review.project import Project
from tests.copies import receive
from tests.reviews import a_document, add_record


@pytest.fixture
def record(project: Project) -> str:
    """A record with a text, which copies have if it is asked for before them."""
    return add_record(project, "A study", document=a_document())


@pytest.fixture
def bob(project: Project, tmp_path: Path) -> Iterator[Project]:
    """Another copy of ann's review."""
    project.history.backup(tmp_path / "bob" / "review.db")
    other = Project.open(tmp_path / "bob", "bob")
    yield other
    other.close()


def meet(one: Project, other: Project) -> None:
    """Exchange events both ways."""
    here, there = one.journal.events(), other.journal.events()
    receive(one.journal, there)
    receive(other.journal, here)


def test_both_copies_report_the_same_and_show_the_later_wording(project: Project, bob: Project) -> None:
    bob.theory.refine("T1", "why", proposition="Few compete")
    project.theory.refine("T1", "why", proposition="None compete")
    assert project.theory_history.reports() == ()
    meet(project, bob)
    (line,) = project.theory_history.reports()
    assert line.startswith("T1: v2 by ")
    assert bob.theory_history.reports() == (line,)
    assert project.theory.map == bob.theory.map
    chapters = project.theory_history.story("T1")
    (last,) = (change for change in chapters if change.apart)
    assert last.made_from == chapters[0].after
    wordings = {change.after.proposition for change in chapters if change.after}
    assert wordings == {"Many providers compete", "Few compete", "None compete"}


def test_what_was_reported_is_a_notice_once_and_ends_when_somebody_words_the_theory_again(
    project: Project, bob: Project
) -> None:
    bob.theory.refine("T1", "why", name="Few")
    project.theory.refine("T1", "why", name="None")
    meet(project, bob)
    (notice,) = project.theory_history.news()
    assert notice.endswith("; `review theory log` lists them")
    assert project.theory_history.news() == ()
    project.theory.refine("T1", "both were heard", name="Some")
    assert project.theory_history.reports() == ()


def test_a_change_that_knows_the_other_is_not_made_apart(project: Project, bob: Project) -> None:
    bob.theory.refine("T1", "why", name="Few")
    meet(project, bob)
    project.theory.refine("T1", "why", name="None")
    meet(project, bob)
    assert project.theory_history.reports() == bob.theory_history.reports() == ()


def test_an_undo_of_one_of_them_ends_the_report(project: Project, bob: Project) -> None:
    bob.theory.refine("T1", "why", name="Few")
    project.theory.refine("T1", "why", name="None")
    meet(project, bob)
    bob.history.undo()
    meet(project, bob)
    assert project.theory_history.reports() == ()
    assert project.theory.map.code_names["T1"] == "None"


def test_what_a_split_and_a_merge_change_of_a_framing_was_not_made_apart(project: Project) -> None:
    project.theory.add("T3", "seen", name="Choice", proposition="People choose")
    project.theory.add("RB", "seen", name="Chance", proposition="It is chance", rivals=["T1", "T2"])
    project.structure.split("T1", [Part(id="T1", name="One"), Part(id="T4", name="Two")], "two ideas")
    project.structure.merge(["T2"], "T3", "one idea")
    assert project.theory_history.reports() == ()
    assert [one.apart for one in project.theory_history.log()] == [()] * 5


def test_the_same_merge_in_two_copies_is_one(project: Project, bob: Project) -> None:
    for copy in (project, bob):
        copy.structure.merge(["T1"], "T2", "one idea")
    meet(project, bob)
    assert project.theory_history.reports() == ()
    assert project.theory.map == bob.theory.map
    assert project.theory.map.former_codes == {"T1": "T2"}


def test_a_change_of_a_part_whose_split_was_undone_is_kept_and_reported(project: Project) -> None:
    parts = [Part(id="T1", name="Markets"), Part(id="T3", name="Tenders")]
    project.structure.split("T1", parts, "two ideas")
    with project.acting_as("bob"):
        project.theory.refine("T3", "sharper", name="Tendering")
    project.history.undo()
    (line,) = project.theory_history.reports()
    assert line.startswith("T3 reworded by bob on ")
    project.history.redo()
    assert project.theory_history.reports() == ()
    assert project.theory.map.code_names["T3"] == "Tendering"


def test_what_others_put_into_a_configuration_that_was_undone_is_reported_until_it_is_redone(
    project: Project, record: str, bob: Project
) -> None:
    project.configurations.new({"context": "many providers"})
    meet(project, bob)
    for start in (0, 20):
        bob.configurations.put("C1", "outcome", record, (start, start + 10), wording=f"at {start}")
    project.history.undo()
    assert project.theory_history.reports() == ()
    meet(project, bob)

    assert bob.configurations.all() == []
    (line,) = bob.theory_history.reports()
    assert line == (
        f"C1 was undone by {project.reviewer}, which hides 2 passages and 2 elements of others in it;"
        f" ask {project.reviewer} to redo it, or compose another"
    )
    assert bob.theory_history.news() == (f"{line}; `review theory log` lists them",)
    assert bob.theory_history.reports("T1") == ()
    project.history.redo()
    meet(project, bob)
    assert bob.theory_history.reports() == ()
    assert len(bob.configurations.find("C1").fragments) == 2
