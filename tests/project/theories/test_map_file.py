"""The theory map's file: edits count once they are applied, and never in part."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import ReviewError, TheoryMapError
from review.project import Project
from tests.reviews import SMALL_MAP, TWO_REVIEWERS, add_record, new_review


def edit_file(project: Project, before: str, after: str) -> None:
    """What a person does to ``theory_map.yaml`` with an editor."""
    text = project.map_file.path.read_text("utf-8")
    assert before in text
    project.map_file.path.write_text(text.replace(before, after), "utf-8")


def reopened(project: Project) -> Project:
    project.close()
    return Project.open(project.folder, "ann")


def test_a_map_under_which_nothing_was_done_can_be_edited_freely(tmp_path: Path) -> None:
    project = new_review(tmp_path / "new")
    edit_file(project, "name: Market limitations", "name: Duties")
    project = reopened(project)
    edit_file(project, "name: Duties", "name: Duties of councils")
    project = reopened(project)
    assert project.notices == ()
    assert [(one.number, one.reason) for one in project.theory.versions()] == [
        (1, "first use of theory_map.yaml")
    ]
    assert project.theory.map.code_names["T2"] == "Duties of councils"
    edit_file(project, "name: Duties of councils", "name: What they owe")
    project.close()
    with Project.open(project.folder, "Ben") as looked_at:
        assert looked_at.theory.map.code_names["T2"] == "What they owe"
        assert {event.reviewer for event in looked_at.history.events()} == {"ann"}
    project = reopened(project)
    assert (
        project.map_file.adopt("mine").message == "theory_map.yaml is the first map (version 1) as it stands"
    )
    for reverse in (project.history.undo, project.history.redo):
        with pytest.raises(ReviewError, match="Nothing to"):
            reverse()
    assert project.history.verify() == []
    add_record(project, "Markets")
    edit_file(project, "name: What they owe", "name: Rules")
    project = reopened(project)
    (notice,) = project.notices
    assert notice.startswith("theory_map.yaml was edited (1 difference).")
    assert project.theory.map.code_names["T2"] == "What they owe"
    project.close()


def test_the_file_as_it_is_at_the_first_act_is_version_1(tmp_path: Path) -> None:
    project = new_review(tmp_path / "new")
    edit_file(project, "name: Market limitations", "name: Duties")
    add_record(project, "Markets")
    edit_file(project, "name: Duties", "name: Rules")
    add_record(project, "Duties of councils")
    assert [one.number for one in project.theory.versions()] == [1]
    assert project.theory.map.code_names["T2"] == "Duties"
    assert [one.after for one in project.map_file.pending_changes()] == ["Rules"]
    project = reopened(project)
    assert "was edited (1 difference)" in project.notices[0]
    project.close()


def test_a_first_act_on_the_map_is_on_the_file_as_it_is_then(tmp_path: Path) -> None:
    project = new_review(tmp_path / "new")
    edit_file(project, "name: Market limitations", "name: Duties of councils")
    with pytest.raises(ReviewError, match="nothing changes"):
        project.theory.refine("T2", "clearer", name="Duties of councils")
    edit_file(project, "name: Market logic", "name: [")
    assert project.theory.refine("T1", "clearer", name="Rules").version == 2
    edit_file(project, "name: [", "name: Rules of the market")
    assert [one.path for one in project.map_file.pending_changes()] == ["theories.T1.name"]
    assert [one.name for one in project.theory.map.theories[:2]] == ["Rules", "Duties of councils"]
    assert project.theory_history.news() == ()
    project.close()


def test_an_applied_file_under_which_nothing_was_done_is_version_1(tmp_path: Path) -> None:
    with new_review(tmp_path / "new") as project:
        edit_file(project, "name: Market limitations", "name: Duties of councils")
        assert project.map_file.adopt("clearer").version == 1


def test_who_only_looks_sees_the_file_and_stores_nothing(tmp_path: Path) -> None:
    folder = Project.create(tmp_path / "new", SMALL_MAP)
    with Project.open(folder, "Ben", looks=True) as looked_at:
        assert looked_at.theory.map.code_names["T2"] == "Market limitations"
        assert [one.number for one in looked_at.theory.versions()] == [1]
    project = Project.open(folder, "ann")
    edit_file(project, "name: Market limitations", "name: Duties")
    before = [event.hash for event in project.history.events()]
    with Project.open(folder, "Ben", looks=True) as looked_at:
        assert looked_at.theory.map.code_names["T2"] == "Duties"
        assert (looked_at.notices, looked_at.theory.version) == ((), 1)
        with pytest.raises(ReviewError, match="only looks"):
            add_record(looked_at, "Markets")
    assert [event.hash for event in project.history.events()] == before
    assert {event.reviewer for event in project.history.events()} == {"ann"}
    add_record(project, "Markets")
    edit_file(project, "name: Duties", "name: Rules")
    project.close()
    with Project.open(folder, "Ben", looks=True) as looked_at:
        assert "was edited (1 difference)" in looked_at.notices[0]
        assert not looked_at.read_only


def test_another_copy_keeps_the_map_that_it_may_have_used(project: Project, tmp_path: Path) -> None:
    project.sharing.sync_folder(tmp_path / "shared")
    edit_file(project, "name: Market limitations", "name: Duties")
    project = reopened(project)
    assert "was edited" in project.notices[0]
    project.close()


def test_an_edited_file_waits_to_be_applied(project: Project) -> None:
    add_record(project, "Markets")
    edit_file(project, "name: Market limitations", "name: Duties of councils")
    project = reopened(project)
    (notice,) = project.notices
    assert notice.startswith("theory_map.yaml was edited (1 difference). Apply or ignore the changes")
    (difference,) = project.map_file.pending_changes()
    assert (difference.path, difference.after) == ("theories.T2.name", "Duties of councils")
    assert project.theory.map.code_names["T2"] == "Market limitations"
    with pytest.raises(ReviewError, match="needs a reason"):
        project.map_file.adopt(" ")
    assert project.map_file.adopt("better words").message == "theory_map.yaml applied (version 2)"
    assert project.theory.map.code_names["T2"] == "Duties of councils"
    assert project.map_file.pending_changes() == ()
    project = reopened(project)
    assert project.notices == ()
    project.close()


def test_an_applied_file_is_undone_before_what_came_before_it(project: Project) -> None:
    first = project.theory.map.to_plain()
    project.theory.refine("T1", "why", name="Market rules")
    refined = project.theory.map.to_plain()
    edit_file(project, "name: Market limitations", "name: Duties of councils")
    project.map_file.adopt("better words")
    applied = project.theory.map.to_plain()
    assert project.history.undo().message == "Undone: theory map applied"
    assert project.theory.map.to_plain() == refined
    assert [difference.path for difference in project.map_file.pending_changes()] == ["theories.T2.name"]
    assert project.history.redo().message == "Redone: theory map applied"
    assert (project.theory.map.to_plain(), project.map_file.pending_changes()) == (applied, ())
    project.history.undo()
    project = reopened(project)
    assert project.notices[0].startswith("theory_map.yaml was edited (1 difference)")
    assert project.history.undo().message == "Undone: change of wording (T1 Market logic)"
    assert project.theory.map.to_plain() == first
    with pytest.raises(ReviewError, match="Nothing to undo"):
        project.history.undo()
    assert project.history.verify() == []
    project.close()


def test_a_change_that_a_colleagues_file_carries_along_is_not_undone_alone(project: Project) -> None:
    project.theory.refine("T1", "why", name="Market rules")
    with project.acting_as("bob"):
        edit_file(project, "name: Market limitations", "name: Duties of councils")
        project.map_file.adopt("better words")
    applied = project.theory.map.to_plain()
    with pytest.raises(ReviewError, match="the theory map that bob applied in v3 has your last change in it"):
        project.history.undo()
    assert project.theory.map.to_plain() == applied
    with project.acting_as("bob"):
        project.history.undo()
    assert project.history.undo().message == "Undone: change of wording (T1 Market logic)"


def test_edits_in_the_file_join_changes_on_the_screen(project: Project) -> None:
    project.theory.refine("T1", "why", proposition="Few providers compete")
    project.theory.add_subtheme("T2", "T2.a", "heard twice", name="Towns")
    edit_file(project, "name: Market limitations", "name: Duties of councils")
    edit_file(project, "subthemes: {T1.a: {name: Whole systems}}", "subthemes: {T1.b: {name: Networks}}")
    project.map_file.adopt("better words")
    names = project.theory.map.code_names
    assert (names["T2"], names["T2.a"], names["T1.b"]) == ("Duties of councils", "Towns", "Networks")
    assert "T1.a" not in names
    assert project.theory.map.proposition_of("T1") == "Few providers compete"
    edit_file(project, "name: Networks", "name: Whole networks")
    assert [difference.path for difference in project.map_file.pending_changes()] == [
        "theories.T1.subthemes.T1.b.name"
    ]


def test_an_edit_that_contradicts_the_screen_is_refused_whole(project: Project) -> None:
    project.theory.add("RB", "why", name="No tools", proposition="People cannot choose", rivals=["T2"])
    edit_file(project, '  T2: {name: Market limitations, category: market, proposition: Councils have a duty to shape the market, key_terms: [duty], key: "2", colour: "#228833"}\n', "")  # fmt: skip
    edit_file(project, "rivals: [T1, T2]", "rivals: [T1]")
    with pytest.raises(TheoryMapError, match="RB"):
        project.map_file.adopt("T2 is gone")
    assert "T2" in project.theory.map.code_names


def test_an_ignored_file_is_not_reported_again_until_it_is_edited_again(project: Project) -> None:
    edit_file(project, "name: Market limitations", "name: Duties of councils")
    project.map_file.leave()
    assert project.map_file.pending_changes() == ()
    project = reopened(project)
    assert project.notices == ()
    edit_file(project, "name: Duties of councils", "name: Duties")
    assert len(project.map_file.pending_changes()) == 1
    project.close()


def test_comments_and_white_space_are_not_edits(project: Project) -> None:
    edit_file(project, "title: A small review", "# mine\ntitle:   A small review")
    project = reopened(project)
    assert project.notices == ()
    assert project.map_file.pending_changes() == ()
    project.close()


@pytest.mark.parametrize("broken", ["rivals: [T1, T9]", "rivals: [T1"])
def test_mistakes_in_the_file_leave_the_review_usable(project: Project, broken: str) -> None:
    edit_file(project, "rivals: [T1, T2]", broken)
    project = reopened(project)
    (notice,) = project.notices
    assert notice.startswith("theory_map.yaml:10")
    assert notice.endswith("; the review continues with version 1")
    assert "mistakes" not in notice
    record = add_record(project, "Markets")
    assert project.screening.decide(record, "include", "title-abstract").message == "Included Rahman, 2016"
    with pytest.raises(TheoryMapError):
        project.map_file.adopt("why")
    project.map_file.leave()
    project = reopened(project)
    assert project.notices == ()
    project.close()


def test_a_first_map_with_mistakes_opens_once_they_are_mended(tmp_path: Path) -> None:
    folder = Project.create(tmp_path / "review", SMALL_MAP.replace("rivals: [T1, T2]", "rivals: [T9]"))
    with pytest.raises(TheoryMapError, match=r"theory_map\.yaml:10: .*T9"):
        Project.open(folder, "ann")
    (folder / "theory_map.yaml").write_text(SMALL_MAP, "utf-8")
    project = Project.open(folder, "ann")
    assert project.theory.version == 1
    project.close()


def test_a_review_works_without_its_file(project: Project) -> None:
    project.map_file.path.unlink()
    project = reopened(project)
    assert (project.theory.version, project.map_file.pending_changes()) == (1, ())
    (notice,) = project.notices
    assert notice.startswith("theory_map.yaml is missing; the review works without it")
    assert notice.endswith(f"`review theory export {project.map_file.path}` writes it again")
    with pytest.raises(ReviewError, match=r"theory_map\.yaml: cannot be read"):
        project.map_file.leave()
    project.close()


def test_fewer_reviewers_for_a_stage_settle_what_waited(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=TWO_REVIEWERS)
    record = add_record(project, "Markets")
    project.screening.decide(record, "include", "title-abstract")
    assert project.screening.outcome(record, "title-abstract") == "none"
    edit_file(project, "reviewers: 2", "reviewers: 1")
    project.map_file.adopt("one of us left")
    assert project.screening.outcome(record, "title-abstract") == "include"
    project.history.undo()
    project.close()
