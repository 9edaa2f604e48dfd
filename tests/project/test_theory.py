"""The theory map changes by acts with reasons; codings keep the version that they were made under."""

from __future__ import annotations

import pytest

from review.errors import ReviewError, TheoryMapError, UnknownNameError
from review.project import Project
from tests.reviews import a_document, add_record


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
        (lambda p: p.map_file.adopt("why"), "has no edits to apply"),
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
