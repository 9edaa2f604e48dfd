"""Another copy applies its edited theory_map.yaml: an unedited file here follows, an edited one stays, nothing is turned back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.project.sharing.copies import a_copy, bring
from tests.reviews import a_review, add_record, new_review


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Two copies of a review with the same file; bob edits his, and applies it."""
    ann = a_review(tmp_path / "ann", "ann")
    bob = a_copy(ann, tmp_path / "bob", "bob")
    bob.map_file.path.write_bytes(ann.map_file.path.read_bytes())
    edit(bob, "Many providers compete", "Few providers compete")
    bob.map_file.adopt("the evidence says so")
    yield ann, bob
    ann.close()
    bob.close()


def edit(project: Project, old: str, new: str) -> None:
    text = project.map_file.path.read_text("utf-8")
    assert old in text
    project.map_file.path.write_text(text.replace(old, new), "utf-8")


def opened_again(project: Project) -> tuple[str, ...]:
    """The notices of the next opening."""
    again = Project.open(project.folder, project.reviewer)
    again.close()
    return again.notices


def kept_in(project: Project) -> list[Path]:
    """The copies of ``theory_map.yaml`` in ``backups/``, oldest first."""
    return sorted((project.folder / "backups").glob("theory_map-*.yaml"))


def test_a_file_that_nobody_edited_is_replaced(two: tuple[Project, Project]) -> None:
    ann, bob = two
    (line,) = bring(ann, bob).kept_apart
    assert line.startswith(
        "theory_map.yaml was replaced by the version that another copy applied (theory T1: proposition)"
    )
    assert "Few providers compete" in ann.map_file.path.read_text("utf-8")
    assert ann.map_file.pending_changes() == ()
    assert opened_again(ann) == ()
    assert bring(ann, bob).kept_apart == ()


def test_comments_in_a_replaced_file_are_kept_in_backups(two: tuple[Project, Project]) -> None:
    ann, bob = two
    before = b"# Ask the advisory group about T1.\n" + ann.map_file.path.read_bytes()
    ann.map_file.path.write_bytes(before)
    (line,) = bring(ann, bob).kept_apart
    (kept,) = kept_in(ann)
    assert line.endswith(f"; the former one is in backups/{kept.name}")
    assert kept.read_bytes() == before
    assert b"Ask the advisory group" not in ann.map_file.path.read_bytes()


def test_what_the_program_wrote_is_not_kept(two: tuple[Project, Project]) -> None:
    ann, bob = two
    bring(ann, bob)
    before = len(kept_in(ann))
    edit(bob, "Few providers compete", "No providers compete")
    bob.map_file.adopt("still fewer")
    assert bring(ann, bob).kept_apart == (
        "theory_map.yaml was replaced by the version that another copy applied (theory T1: proposition)",
    )
    assert len(kept_in(ann)) == before


def test_a_file_that_cannot_be_kept_is_not_replaced(two: tuple[Project, Project]) -> None:
    ann, bob = two
    ann.map_file.path.write_bytes(b"# Mine\n" + ann.map_file.path.read_bytes())
    shutil.rmtree(ann.folder / "backups", ignore_errors=True)
    (ann.folder / "backups").write_text("a file where the folder should be")
    (line,) = bring(ann, bob).kept_apart
    assert "cannot be written" in line
    assert ann.map_file.path.read_bytes().startswith(b"# Mine\n")


def test_an_edited_file_stays_and_what_others_applied_is_not_turned_back(
    two: tuple[Project, Project],
) -> None:
    ann, bob = two
    edit(ann, "Councils have a duty", "Councils have no duty")
    who = "you: theory T2: proposition; the other copy: theory T1: proposition"
    assert bring(ann, bob).kept_apart == (
        f"You and another copy both changed theory_map.yaml ({who}); yours was kept. `review theory adopt` applies it.",
    )
    assert "theory_map.yaml was edited (1 difference)" in opened_again(ann)[0]
    assert len(ann.map_file.pending_changes()) == 1
    ann.map_file.adopt("both")
    proposed = {code.id: code.proposition for code in ann.theory.map.codes}
    assert proposed["T1"] == "Few providers compete"
    assert proposed["T2"].startswith("Councils have no duty")


def test_a_review_without_the_file_goes_on_without_it(two: tuple[Project, Project]) -> None:
    ann, bob = two
    ann.map_file.path.unlink()
    assert bring(ann, bob).kept_apart == ()
    assert not ann.map_file.path.exists()


def test_a_file_that_came_to_the_same_is_left_alone(two: tuple[Project, Project]) -> None:
    ann, bob = two
    edit(bob, "Few providers compete", "Many providers compete")
    bob.map_file.adopt("back again")
    before = ann.map_file.path.read_bytes()
    assert [line for line in bring(ann, bob).kept_apart if "yaml" in line] == []
    assert ann.map_file.path.read_bytes() == before
    assert opened_again(ann) == ()


def apply(project: Project, old: str, new: str, reason: str) -> None:
    edit(project, old, new)
    project.map_file.adopt(reason)


def criteria(project: Project) -> list[str]:
    return [one.text for one in project.theory.map.criteria if one.id in ("E1", "E9")]


@pytest.fixture
def applied_apart(tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Two copies that reworded different criteria from the same version, and applied it."""
    ann = new_review(tmp_path / "ann", "ann")
    add_record(ann, "Markets")  # else the file is version 1 until something is done
    bob = a_copy(ann, tmp_path / "bob", "bob")
    bob.map_file.path.write_bytes(ann.map_file.path.read_bytes())
    apply(ann, "before 2014", "before 2015", "alerts were read in two ways")
    apply(bob, "no theory", "no theory of ours", "clearer")
    yield ann, bob
    ann.close()
    bob.close()


def test_criteria_that_two_reworded_apart_stand_both(applied_apart: tuple[Project, Project]) -> None:
    said = [bring(*applied_apart), bring(*applied_apart[::-1])]
    for project in applied_apart:
        assert criteria(project) == ["Published before 2015", "Bears on no theory of ours"]
        text = project.map_file.path.read_text("utf-8")
        assert "before 2015" in text
        assert "no theory of ours" in text
        assert project.map_file.pending_changes() == ()
        assert opened_again(project) == ()
        assert kept_in(project) != []
    assert not any("apart" in line for received in said for line in received.kept_apart)


def test_the_log_gives_each_of_them_only_what_they_changed(applied_apart: tuple[Project, Project]) -> None:
    ann, bob = applied_apart
    bring(ann, bob)
    _, *later = ann.theory_history.log()
    assert {(one.version.reviewer, rule.path) for one in later for rule in one.rules} == {
        ("ann", "criteria.exclude.E1.text"),
        ("bob", "criteria.exclude.E9.text"),
    }


def test_one_criterion_that_two_reworded_apart_is_a_clash_that_both_hear_of(
    applied_apart: tuple[Project, Project],
) -> None:
    ann, bob = applied_apart
    apply(bob, "before 2014", "before 2016", "shorter")
    for one, other in ((ann, bob), (bob, ann)):
        clash = [line for line in bring(one, other).kept_apart if "apart" in line]
        assert clash == [
            "exclusion criterion E1: text: v2 by ann was made apart from v4 by bob, which replaced it; it is kept in the log"
        ] or clash == [
            "exclusion criterion E1: text: v3 by ann was made apart from v4 by bob, which replaced it; it is kept in the log"
        ]
        assert criteria(one) == ["Published before 2016", "Bears on no theory of ours"]
    apply(ann, "before 2016", "before 2015", "talked over")
    assert ann.theory_history.made_apart() == ()
