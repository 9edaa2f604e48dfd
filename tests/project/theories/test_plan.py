"""The plan of a review: frozen once, and what deviates from it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain.theories.theory_version import Deviation
from review.project import Project
from review.project.service import MAP_NAME
from tests.copies import receive
from tests.examples import examples
from tests.export.report.test_assembling import section
from tests.reviews import a_document, a_review, add_record


def edited(project: Project, before: str, after: str, reason: str) -> None:
    """Change a place of the file of the map, and apply it."""
    path = project.folder / MAP_NAME
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    project.map_file.adopt(reason)


def told(found: Deviation) -> tuple[str, str, str, str, int]:
    """A deviation of a rule, without its version."""
    return found.what, found.before, found.after, found.version.reason, found.touched


def test_nothing_deviates_from_a_plan_that_was_not_frozen(project: Project) -> None:
    project.theory.refine("T1", "clearer", name="Markets")

    assert project.plan.frozen() == []
    assert project.plan.deviations() == ()


def test_a_plan_that_is_frozen_after_work_says_so(project: Project) -> None:
    one, other = add_record(project, "One", document=a_document()), add_record(project, "Two")
    project.screening.decide(one, "include", "title-abstract")
    project.screening.decide(one, "exclude", "title-abstract", criteria=["E1"])
    project.screening.decide(other, "include", "title-abstract")
    project.coding.code(one, ["T1"], 0, 10)
    project.verdicts.give("T1", "mixed")
    project.theory.refine("T1", "clearer", name="Markets")
    message = project.plan.freeze("OSF").message
    project.screening.decide(add_record(project, "Three"), "include", "title-abstract")
    project.plan.freeze()

    assert message == (
        "Plan frozen with version 2 of the theory map, after 2 decisions, 1 coding, 1 verdict; later changes are deviations"
    )
    assert [one.decisions for one in project.plan.frozen()] == [2, 3]
    assert (
        "Before it was first frozen, 2 decisions, 1 coding, 1 verdict and 1 change of the theory map had been made."
    ) in section(project.reporting.report(), "methods-changes")


def test_changes_of_rules_are_listed_with_reasons_and_the_decisions_made_before(project: Project) -> None:
    one, other = add_record(project, "One"), add_record(project, "Two")
    project.screening.decide(one, "exclude", "title-abstract", criteria=["E1"])
    project.screening.decide(other, "include", "title-abstract")
    project.theory.refine("T1", "before the freeze", name="Markets")
    project.plan.freeze("registered")
    edited(project, "before 2014", "before 2012", "older studies matter")
    edited(project, "title-abstract: {reviewers: 1", "title-abstract: {reviewers: 2", "more certain")
    edited(project, "Which councils shape", "How do councils shape", "a better question")

    assert [told(found) for found in project.plan.deviations()] == [
        (
            "criterion E1",
            "Published before 2014 (exclude; stage: title-abstract)",
            "Published before 2012 (exclude; stage: title-abstract)",
            "older studies matter",
            1,
        ),
        (
            "stage title-abstract",
            "criterion required: no; reviewers: 1",
            "criterion required: no; reviewers: 2",
            "more certain",
            2,
        ),
        (
            "question",
            "Which councils shape the market for mental-health care?",
            "How do councils shape the market for mental-health care?",
            "a better question",
            2,
        ),
    ]


def test_a_change_of_a_theory_is_one_and_what_was_undone_is_none(project: Project) -> None:
    project.plan.freeze()
    project.theory.refine("T1", "clearer", proposition="Few providers compete")
    project.theory.refine("T2", "a mistake", name="Limits")
    project.history.undo()

    (found,) = project.plan.deviations()
    assert (found.what, found.version.reason, found.touched) == ("theory T1", "clearer", 0)
    table = project.exports.table("deviations")
    assert [column.key for column in table.columns] == [
        "date", "what", "before", "after", "reason", "decisions_touched",
    ]  # fmt: skip
    (row,) = table.rows
    assert row[1:] == ("theory T1", "Many providers compete", "Few providers compete", "clearer", 0)
    assert "for a theory the codings under it" in table.caption
    assert table.printed().rows[0][1] == "theory T1 Market logic"


def test_a_second_freeze_begins_again_and_keeps_what_deviated_before(project: Project) -> None:
    from review.synthesis.deviations import since_last

    project.plan.freeze("first")
    project.theory.refine("T1", "clearer", name="Markets")
    project.plan.freeze("second")
    project.theory.refine("T2", "clearer", name="Limits")

    frozen, found = project.plan.frozen(), project.plan.deviations()
    assert [(one.note, one.version) for one in frozen] == [("first", 1), ("second", 2)]
    assert [one.what for one in found] == ["theory T1", "theory T2"]
    assert since_last(found, frozen) == 1


def test_a_freeze_can_be_undone(project: Project) -> None:
    project.plan.freeze()
    project.theory.refine("T1", "clearer", name="Markets")
    assert project.history.undo().message.startswith("Undone: ")
    assert project.history.undo().message == "Undone: plan frozen"

    assert project.plan.frozen() == []
    project.history.redo()
    assert len(project.plan.frozen()) == 1


PLAN_ACTS = st.lists(st.sampled_from(["freeze", "T1", "T2", "undo"]), max_size=5)


@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PLAN_ACTS, PLAN_ACTS, st.randoms(use_true_random=False))
def test_copies_that_meet_in_any_order_agree_on_what_deviates(
    tmp_path_factory, ours: list[str], theirs: list[str], chance
) -> None:
    folder: Path = tmp_path_factory.mktemp("copies")
    one = a_review(folder / "ann", "ann")
    one.history.backup(folder / "bob" / "review.db")
    other = Project.open(folder / "bob", "bob")
    for project, done in ((one, ours), (other, theirs)):
        for number, act in enumerate(done):
            if act == "freeze":
                project.plan.freeze(str(number))
            elif act == "undo":
                if project.history.undoable():
                    project.history.undo()
            else:
                project.theory.refine(act, "a reason", name=f"{project.reviewer} {number}")
    mine, yours = one.journal.events(), other.journal.events()
    chance.shuffle(mine)
    for event in mine:
        receive(other.journal, [event])
    receive(one.journal, yours)

    assert one.plan.frozen() == other.plan.frozen()
    assert one.plan.deviations() == other.plan.deviations()
    one.close()
    other.close()
