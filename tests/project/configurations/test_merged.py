"""What has a configuration as its target, after that configuration was merged into another: shown with it, and back after an undo."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from review.acts import Undo
from review.project import Project
from review.project.theories.standing import theory_work_standing
from tests.copies import receive
from tests.reviews import a_document, a_review, add_record

PEOPLE = ("ann", "bob", "cleo")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = a_review(tmp_path / "ann")
    project.configurations.new({"context": "one"})
    project.configurations.new({"outcome": "two"})
    yield project
    project.close()


@pytest.fixture
def record(project: Project) -> str:
    record = add_record(project, "A study", document=a_document())
    project.screening.decide(record, "include", "theory-map")
    return record


def describe(project: Project, record: str, label: str) -> None:
    """Everything that can be about a configuration."""
    project.annotations.memo(label, f"a wombat in a memo on {label}")
    project.annotations.comment(f"a wombat, said of {label}", "stakeholder", on=label)
    project.appraisals.appraise(record, {"rigour": "low"}, f"a wombat for {label}", target=label)
    project.looked_at.mark(label, record, 0, 20)
    project.configurations.tie(label, "T1", "supports")


def seen(project: Project, label: str) -> dict[str, Any]:
    """What the different views show of a configuration."""
    one = project.configurations.find(label)
    target = project.targets.find(label)
    theory_map, journal = project.theory.map, project.journal
    standing = theory_work_standing(journal, theory_map, project.configurations.all())
    return {
        "memos": sorted(memo.text for memo in project.annotations.memos(one.id)),
        "comments": sorted(comment.text for comment in project.annotations.comments(one.id)),
        "appraised": sorted(why for of in project.appraisals.all(target=one.id) for why in of.because),
        "claimed": project.challenges.claimed(target).looked_at,
        "judged": {of: sorted(spans) for of, spans in project.challenges.judged(target).items()},
        "counted": (standing.looked_at_for, sum(standing.cmocs.values())),
        "found": sorted((str(of.kind), of.cmoc, of.cmoc_id) for of in project.finding.find("wombat").found),
        "tied": dict(one.theories),
        "exported": {row[0] for row in project.exports.table("memos").rows},
    }


def test_what_is_about_one_that_was_merged_is_shown_and_found_with_the_one_that_shows_it(
    project: Project, record: str
) -> None:
    describe(project, record, "C1")
    before = seen(project, "C1")
    (kept, merged) = (project.configurations.find(label).id for label in ("C2", "C1"))
    project.verdicts.give("T1", "supported")

    project.configurations.merge("C2", "C1")
    assert seen(project, "C2") == seen(project, "C1")
    assert seen(project, "C2") == before | {
        "counted": ({"C2": 1}, 1),
        "found": [(kind, "C2", kept) for kind in ("appraisal", "comment", "memo")],
        "exported": {"C2"},
    }
    assert project.annotations.memos(merged) == project.annotations.memos(kept)
    assert {memo.target for memo in project.annotations.memos()} == {kept}
    assert {comment.on for comment in project.annotations.comments()} == {kept}
    assert project.verdicts.all()["T1"].since == ()

    project.history.undo()
    assert seen(project, "C1") == before
    assert seen(project, "C2")["memos"] == []
    project.history.redo()
    project.journal.append("ann", Undo(event=kept, subject=f"cmoc:{kept}"))
    assert seen(project, "C1") == before | {"counted": ({"C1": 1}, 1)}, "the one that showed it is gone"


def test_a_passage_looked_at_for_both_is_one(project: Project, record: str) -> None:
    for label in ("C1", "C2"):
        project.looked_at.mark(label, record, 0, 20)
    project.configurations.merge("C2", "C1")
    assert seen(project, "C2")["claimed"] == 1
    project.history.undo()
    assert len(project.looked_at.all()) == 2


def test_a_verdict_is_marked_when_a_merge_changes_a_stance(project: Project) -> None:
    project.configurations.tie("C1", "T1", "challenges")
    project.configurations.tie("C2", "T1", "supports")
    project.verdicts.give("T1", "supported")
    project.configurations.merge("C2", "C1")
    assert project.verdicts.all()["T1"].since != ()
    project.history.undo()
    assert project.verdicts.all()["T1"].since == ()


def test_three_copies_agree_on_what_is_about_configurations_that_one_of_them_merged(
    project: Project, record: str, tmp_path: Path
) -> None:
    copies = [project]
    for name in PEOPLE[1:]:
        project.history.backup(tmp_path / name / "review.db")
        copies.append(Project.open(tmp_path / name, name))
    for copy, label in zip(copies, ("C1", "C2", "C1"), strict=True):
        describe(copy, record, label)
    copies[2].configurations.merge("C2", "C1")
    done = [copy.journal.events() for copy in copies]
    found = []
    for place, order in enumerate(permutations(done)):
        project.history.backup(tmp_path / str(place) / "review.db")
        met = Project.open(tmp_path / str(place), "ann")
        for events in order:
            receive(met.journal, events)
        found.append((seen(met, "C2"), met.annotations.memos(), met.annotations.comments()))
        met.close()
    for copy in copies[1:]:
        copy.close()
    assert all(one == found[0] for one in found)
    (shown, *_) = found[0]
    assert [len(shown[part]) for part in ("memos", "comments", "appraised")] == [3, 3, 3]
    assert shown["exported"] == {"C2"}
