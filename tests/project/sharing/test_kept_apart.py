"""What two copies made apart is reported until somebody decides; what was replaced knowingly is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from review.project.sharing.kept_apart import kept_apart
from review.tui.places.team.desk import TeamDesk
from tests.export.report.test_assembling import section
from tests.project.sharing.copies import a_copy, bring
from tests.reviews import SMALL_MAP, TWO_REVIEWERS, a_document, a_review, add_record, new_review


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


def test_what_else_two_set_apart_is_named_until_one_sets_it_again(tmp_path: Path) -> None:
    ann = new_review(tmp_path / "ann", map_text=SMALL_MAP)
    record = add_record(ann, "A study", document=a_document())
    bob = a_copy(ann, tmp_path / "bob", "bob")
    for project, kind, country, page in ((ann, "policy", "UK", "3"), (bob, "empirical", "NL", "5")):
        project.records.set_source_type(record, kind)
        project.annotations.set_facet(record, "country", [country])
        project.page_labels.set(record, 1, 2, page)
    lines = bring(ann, bob).kept_apart
    assert lines == bring(bob, ann).kept_apart
    last = "ann" if ann.records.get(record).source_type == "policy" else "bob"
    other = "bob" if last == "ann" else "ann"
    assert lines[0] == (
        f"Rahman, 2016: {last}'s source type is shown; {other}'s, probably made apart, is in `review log {record[:12]}`"
    )
    assert ["facet country" in lines[1], "page numbering" in lines[2], len(lines)] == [True, True, 3]
    bob.records.set_source_type(record, "empirical")
    bring(ann, bob)
    ann.records.edit(record, title="Another")
    assert bring(bob, ann).kept_apart == ()
    assert not any("source type" in line for line in lines_of(bob))
    ann.close()
    bob.close()


def test_facets_set_apart_on_a_coding_are_named_once_others_may_see_the_coding(tmp_path: Path) -> None:
    blind = SMALL_MAP.replace("title-abstract: {reviewers: 1", "title-abstract: {coding: blind, reviewers: 2")
    ann = new_review(tmp_path / "ann", map_text=blind)
    record = add_record(ann, "A study", document=a_document())
    with ann.acting_as("bob"):
        coding = ann.coding.code(record, ["T1"], 0, 40)
    copies = [a_copy(ann, tmp_path / name, "bob") for name in ("desk", "laptop")]
    for project, country in zip(copies, ("UK", "NL"), strict=True):
        project.annotations.set_facet(coding.id, "country", [country])
    assert bring(ann, *copies).kept_apart == ()
    assert lines_of(ann) == ()
    said = "Rahman, 2016: bob's facet country of a coding is shown; bob's, probably made apart, is in"
    bring(copies[0], ann)
    assert [line for line in lines_of(copies[0]) if line.startswith(said)]
    for reviewer in ("ann", "bob"):
        with ann.acting_as(reviewer):
            ann.screening.decide(record, "include", "title-abstract")
    (line,) = lines_of(ann)
    assert line.startswith(said)
    for project in (ann, *copies):
        project.close()


def lines_of(project: Project) -> tuple[str, ...]:
    """All that a copy would report."""
    return kept_apart(project.journal, project.theory_history, project.configurations)


def test_records_that_one_merged_and_another_called_distinct_are_named(
    two: tuple[Project, Project, str],
) -> None:
    ann, bob, record = two
    other = add_record(ann, "A study again")
    bring(bob, ann)
    ann.references.merge(record, other, "the same title")
    bob.references.relate(record, other, "distinct")
    (line,) = bring(ann, bob).kept_apart
    assert bring(bob, ann).kept_apart == (line,)
    assert "the same work for ann" in line
    assert "distinct works for bob" in line
    assert line.endswith(", probably made apart; undo what is wrong")
    ann.history.undo()
    assert lines_of(ann) == ()


def test_records_that_two_related_otherwise_are_named_until_they_are_related_again(
    two: tuple[Project, Project, str],
) -> None:
    ann, bob, record = two
    other = add_record(ann, "A study again")
    bring(bob, ann)
    ann.references.relate(record, other, "same-study")
    bob.references.relate(other, record, "distinct")
    (line,) = bring(ann, bob).kept_apart
    assert "reports of the same study for ann" in line
    assert "distinct works for bob" in line
    ann.references.relate(record, other, "distinct")
    assert lines_of(ann) == ()


def test_a_decision_that_a_merge_made_apart_hides_is_named_until_it_is_made_on_the_kept_record(
    two: tuple[Project, Project, str],
) -> None:
    ann, bob, record = two
    other = add_record(ann, "A study again")
    bring(bob, ann)
    ann.references.merge(record, other, "the same title")
    bob.screening.decide(other, "exclude", "title-abstract", criteria=["E1"])
    bob.annotations.memo(other, "Too early.")
    lines = bring(ann, bob).kept_apart
    assert len(bring(bob, ann).kept_apart) == 1
    (line,) = lines
    assert line == (
        "Rahman, 2016: bob's decision at title abstract, 1 other act are on a record that was merged into it, apart, and do not"
        f" count. `review log {record[:12]}` lists all; do it again on this record"
    )
    assert ann.references.hidden_by_merges() == list(lines)
    bob.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
    assert "1 other act is on a record" in lines_of(bob)[0]
    ann.history.undo()
    bring(bob, ann)
    assert lines_of(bob) == ()


def test_what_two_edited_apart_is_named_also_after_the_record_was_merged(
    two: tuple[Project, Project, str],
) -> None:
    ann, bob, record = two
    other = add_record(ann, "A study again")
    bring(bob, ann)
    ann.records.edit(other, title="What ann read")
    bob.records.edit(other, title="What bob read")
    bring(ann, bob)
    ann.references.merge(record, other, "the same title")
    (line,) = bring(bob, ann).kept_apart
    assert line.startswith("Rahman, 2016: ")


def test_a_code_that_one_took_off_and_another_found_to_hold_is_named(tmp_path: Path) -> None:
    ann = new_review(tmp_path / "ann", map_text=SMALL_MAP)
    record = add_record(ann, "A study", document=a_document())
    one, two, three = (ann.coding.code(record, ["T1"], start, 40) for start in (0, 5, 9))
    ann.theory.refine("T1", "clearer", proposition="Reworded.")
    bob = a_copy(ann, tmp_path / "bob", "bob")
    ann.looking_again.holds(one.id, "T1")
    bob.coding.uncode(one.id)
    ann.coding.recode(two.id, stances={"T1": "challenges"})
    bob.looking_again.holds(two.id, "T1")
    for project in (ann, bob):
        project.looking_again.holds(three.id, "T1")
    lines = bring(ann, bob).kept_apart
    assert lines == bring(bob, ann).kept_apart
    again = "probably made apart; the first counts. Look at it again if that is wrong"
    assert set(lines) == {
        f"Rahman, 2016: T1 is off on a passage for bob, still holds for ann, {again}",
        f"Rahman, 2016: T1 challenges on a passage for ann, still holds for bob, {again}",
    }
    bob.coding.recode(two.id, stances={"T1": "challenges"}, looked_at=["T1"])
    assert len(lines_of(bob)) == 1
    ann.close()
    bob.close()


def test_a_sample_that_one_closed_and_another_made_larger_is_named(tmp_path: Path) -> None:
    drawn = SMALL_MAP.replace(
        "title-abstract: {reviewers: 1", "title-abstract: {reviewers: 1, double: 0.5, seed: 7"
    )
    ann = new_review(tmp_path / "ann", map_text=drawn + "reviewers: [ann, bob]\n")
    for number in range(6):
        add_record(ann, f"Study {number}")
    ann.team.draw()
    bob = a_copy(ann, tmp_path / "bob", "bob")
    ann.team.grow(1, "title-abstract", "to be sure")
    bob.team.close("title-abstract", "they agree")
    (line,) = bring(ann, bob).kept_apart
    assert bring(bob, ann).kept_apart == (line,)
    assert line.startswith("sample of title abstract: ")
    assert "closed by bob" in line
    assert "made larger by ann" in line
    ann.team.grow(1, "title-abstract", "to be sure")
    assert lines_of(ann) == ()
    ann.close()
    bob.close()


def test_a_theory_worded_apart_is_named_though_a_third_copy_merged_another_into_it(tmp_path: Path) -> None:
    ann = a_review(tmp_path / "ann", "ann")
    bob, cy = (a_copy(ann, tmp_path / name, name) for name in ("bob", "cy"))
    cy.theory.refine("T1", "other", proposition="What cy read")
    cy.structure.merge(["T1"], "T2", "one idea")
    ann.theory.refine("T2", "mine", proposition="What ann read")
    bob.theory.refine("T2", "his", proposition="What bob read")
    bring(ann, bob)
    worded = [line for line in ann.theory_history.reports() if line.startswith("T2: ")]
    assert len(worded) == 1
    bring(ann, cy)
    found = {
        frozenset((one.kept.reviewer, one.shown.reviewer))
        for one in ann.theory_history.made_apart()
        if one.code == "T2"
    }
    assert frozenset(("ann", "bob")) in found
    ann.theory.refine("T2", "both", proposition="What all read")
    assert not [line for line in ann.theory_history.reports() if line.startswith("T2: ")]
    for project in (ann, bob, cy):
        project.close()
