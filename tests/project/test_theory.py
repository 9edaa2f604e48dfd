"""The theory map changes by acts with reasons; codings keep the version that they were made under."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import ReviewError, TheoryMapError, UnknownNameError
from review.project import Project
from tests.reviews import SMALL_MAP, TWO_REVIEWERS, a_document, add_record, new_review


def edit_file(project: Project, before: str, after: str) -> None:
    """What a person does to ``theory_map.yaml`` with an editor."""
    text = project.theory.map_file.read_text("utf-8")
    assert before in text
    project.theory.map_file.write_text(text.replace(before, after), "utf-8")


def reopened(project: Project) -> Project:
    project.close()
    return Project.open(project.folder, "ann")


def test_a_refinement_makes_a_version_and_codings_keep_theirs(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    early = project.coding.code(record, ["T1"], 0, 10)
    done = project.theory.refine(
        "T1", "two sources say so", proposition="Few providers compete", triggers=[early.id[:8]]
    )
    assert done.message == "T1 changed (version 2)"
    late = project.coding.code(record, ["T1"], 12, 20)
    assert [project.coding.get(coding.id).theory_version for coding in (early, late)] == [1, 2]
    first = project.theory_history.story("T1")[0].after
    assert first
    assert first.proposition == "Many providers compete"
    assert project.theory.map.proposition_of("T1") == "Few providers compete"
    version = project.theory.versions()[-1]
    assert (version.number, version.change, version.code, version.reason) == (
        2,
        "refine",
        "T1",
        "two sources say so",
    )
    assert project.history.events()[-2].act["triggers"] == [early.id]
    assert project.history.undo().message.startswith("Undone: coding")
    assert project.history.undo().message == "Undone: change of wording (T1 Market logic)"
    assert project.theory.version == 1
    assert project.theory.map.proposition_of("T1") == "Many providers compete"


def test_undoing_a_theory_act_names_the_codings_that_were_made_under_it(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    project.theory.refine("T1", "why", name="Market rules")
    with project.acting_as("bob"):
        project.coding.code(record, ["T1"], 0, 10)
    assert project.history.undo().message == (
        "Undone: change of wording (T1 Market logic) (kept, although it depends on it: 1 coding made under it)"
    )
    assert project.coding.codings()[0].theory_version is None


def test_theories_rivals_and_sub_themes_are_added(project: Project) -> None:
    project.theory.add("T3", "gap", name="Demand", proposition="Councils gather demand", category="market")
    project.theory.add("RB", "gap", name="No tools", proposition="People cannot choose", rivals=["T3"])
    assert (
        project.theory.add_subtheme("T3", "T3.a", "heard twice", name="Age").message
        == "T3.a added under T3: Age (version 4)"
    )
    assert project.theory.map.competitors("T3") == ("RB",)
    assert "T3.a" in project.theory.map.code_names
    with pytest.raises(TheoryMapError, match="identifier already used by"):
        project.theory.add("T3", "again", name="Demand", proposition="x")
    with pytest.raises(TheoryMapError, match="T9"):
        project.theory.add("RC", "gap", name="x", proposition="y", rivals=["T9"])
    with pytest.raises(UnknownNameError, match="T9"):
        project.theory.add_subtheme("T9", "T9.a", "why", name="x")
    assert project.theory.version == 4


def test_a_rejected_theory_keeps_its_codings_and_can_come_back(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    project.coding.code(record, ["T2"], 0, 10)
    project.theory.reject("T2", "no source bears on it")
    assert project.theory.map.theory_of("T2").rejected
    assert len(project.coding.codings(code="T2")) == 1
    project.coding.done(record)
    assert project.coding.done_marks(record)[0].codes == ("T1", "T1.a", "RA")
    project.theory.reinstate("T2", "one does")
    assert not project.theory.map.theory_of("T2").rejected


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda p: p.theory.refine("T1", "", name="x"), "needs a reason"),
        (lambda p: p.theory.refine("T1", "why", name="Market logic"), "nothing changes"),
        (lambda p: p.theory.refine("T1", "why"), "nothing changes"),
        (lambda p: p.theory.refine("T7", "why", name="x"), "'T7'"),
        (
            lambda p: p.theory.refine("T1", "why", name="x", triggers=["nothing"]),
            "Unknown coding, memo or comment 'nothing'",
        ),
        (lambda p: p.theory.reinstate("T1", "why"), "nothing changes"),
        (lambda p: p.theory.reject("T1.a", "why"), r"T1\.a is a sub-theme"),
        (lambda p: p.theory.adopt("why"), "has no edits to apply"),
    ],
)
def test_changes_that_cannot_be_leave_the_map_as_it_is(project: Project, change, message: str) -> None:
    add_record(project, "Markets")
    with pytest.raises(ReviewError, match=message):
        change(project)
    assert project.theory.version == 1


def test_a_rewording_says_which_codings_do_not_wait(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    project.coding.code(record, ["T1", "T1.a"], 0, 10)
    project.coding.code(record, ["T1.a"], 12, 20)
    done = project.theory.refine("T1", "why", proposition="Few providers compete")
    assert done.message == (
        "T1 changed (version 2); 2 codings under sub-themes do not wait for another look: their own wording is the same"
    )
    done = project.theory.refine("T1", "why", name="Markets", wording_only=True)
    assert done.message == "T1 changed (version 3)"


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
    assert project.theory.adopt("mine").message == "theory_map.yaml is the first map (version 1) as it stands"
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
    (difference,) = project.theory.pending_changes()
    assert (difference.path, difference.after) == ("theories.T2.name", "Duties of councils")
    assert project.theory.map.code_names["T2"] == "Market limitations"
    with pytest.raises(ReviewError, match="needs a reason"):
        project.theory.adopt(" ")
    assert project.theory.adopt("better words").message == "theory_map.yaml applied (version 2)"
    assert project.theory.map.code_names["T2"] == "Duties of councils"
    assert project.theory.pending_changes() == ()
    project = reopened(project)
    assert project.notices == ()
    project.close()


def test_an_applied_file_is_undone_before_what_came_before_it(project: Project) -> None:
    first = project.theory.map.to_plain()
    project.theory.refine("T1", "why", name="Market rules")
    refined = project.theory.map.to_plain()
    edit_file(project, "name: Market limitations", "name: Duties of councils")
    project.theory.adopt("better words")
    applied = project.theory.map.to_plain()
    assert project.history.undo().message == "Undone: theory map applied"
    assert project.theory.map.to_plain() == refined
    assert [difference.path for difference in project.theory.pending_changes()] == ["theories.T2.name"]
    assert project.history.redo().message == "Redone: theory map applied"
    assert (project.theory.map.to_plain(), project.theory.pending_changes()) == (applied, ())
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
        project.theory.adopt("better words")
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
    project.theory.adopt("better words")
    names = project.theory.map.code_names
    assert (names["T2"], names["T2.a"], names["T1.b"]) == ("Duties of councils", "Towns", "Networks")
    assert "T1.a" not in names
    assert project.theory.map.proposition_of("T1") == "Few providers compete"
    edit_file(project, "name: Networks", "name: Whole networks")
    assert [difference.path for difference in project.theory.pending_changes()] == [
        "theories.T1.subthemes.T1.b.name"
    ]


def test_an_edit_that_contradicts_the_screen_is_refused_whole(project: Project) -> None:
    project.theory.add("RB", "why", name="No tools", proposition="People cannot choose", rivals=["T2"])
    edit_file(project, '  T2: {name: Market limitations, category: market, proposition: Councils have a duty to shape the market, key_terms: [duty], key: "2", colour: "#228833"}\n', "")  # fmt: skip
    edit_file(project, "rivals: [T1, T2]", "rivals: [T1]")
    with pytest.raises(TheoryMapError, match="RB"):
        project.theory.adopt("T2 is gone")
    assert "T2" in project.theory.map.code_names


def test_an_ignored_file_is_not_reported_again_until_it_is_edited_again(project: Project) -> None:
    edit_file(project, "name: Market limitations", "name: Duties of councils")
    project.theory.leave()
    assert project.theory.pending_changes() == ()
    project = reopened(project)
    assert project.notices == ()
    edit_file(project, "name: Duties of councils", "name: Duties")
    assert len(project.theory.pending_changes()) == 1
    project.close()


def test_comments_and_white_space_are_not_edits(project: Project) -> None:
    edit_file(project, "title: A small review", "# mine\ntitle:   A small review")
    project = reopened(project)
    assert project.notices == ()
    assert project.theory.pending_changes() == ()
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
        project.theory.adopt("why")
    project.theory.leave()
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
    project.theory.map_file.unlink()
    project = reopened(project)
    assert (project.theory.version, project.theory.pending_changes()) == (1, ())
    (notice,) = project.notices
    assert notice.startswith("theory_map.yaml is missing; the review works without it")
    assert notice.endswith(f"`review theory export {project.theory.map_file}` writes it again")
    with pytest.raises(ReviewError, match=r"theory_map\.yaml: cannot be read"):
        project.theory.leave()
    project.close()


def test_fewer_reviewers_for_a_stage_settle_what_waited(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=TWO_REVIEWERS)
    record = add_record(project, "Markets")
    project.screening.decide(record, "include", "title-abstract")
    assert project.screening.outcome(record, "title-abstract") == "none"
    edit_file(project, "reviewers: 2", "reviewers: 1")
    project.theory.adopt("one of us left")
    assert project.screening.outcome(record, "title-abstract") == "include"
    project.history.undo()
    project.close()


def test_a_rejected_theory_can_still_be_put_on_a_passage(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    project.theory.reject("T2", "no passage supports it")
    project.coding.code(record, ["T2"], 0, 10)
    assert project.coding.codings()[0].codes == ("T2",)


def test_evidence_counts_the_included_sources_only(project: Project) -> None:
    made = [add_record(project, f"Study {number}", document=a_document()) for number in range(3)]
    for record in made:
        project.coding.code(record, ["T1.a"], 0, 10, stance="supports")
    project.screening.decide(made[0], "include", "theory-map")
    project.screening.decide(made[1], "exclude", "theory-map", criteria=["E9"])
    project.records.set_source_type(made[0], "policy")
    evidence = {of.code: of for of in project.theory.evidence_by_code()}
    assert (evidence["T1"].sources, evidence["T1.a"].codings) == (1, 1)
    assert evidence["T1"].by_source_type == {"policy": 1}
    project.records.edit(made[0], role="theory-source")
    assert {of.code: of.sources for of in project.theory.evidence_by_code()}["T1"] == 0
