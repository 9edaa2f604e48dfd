"""One decision on all records that fit: who gets it, who keeps what they have, and one undo."""

from __future__ import annotations

from threading import Event

import pytest

from review.domain import Selection
from review.errors import JournalError, ReviewError
from review.project import Project
from review.project.screening.bulk_decisions import BulkDecision
from tests.reviews import add_record

STAGE = "title-abstract"


def plan_of(
    project: Project, *where: tuple[str, str], decision: str = "exclude", **given: str
) -> BulkDecision:
    selection = Selection(where)
    keys = project.records.listing(selection)
    replaces = selection.asks_for_decided(STAGE)
    return project.screening.plan_for_all(keys, decision, STAGE, replaces=replaces, **given)


def records_of(project: Project, plan: BulkDecision) -> list[str]:
    return [row.record for row in project.records.rows(plan.keys)]


class StopsAfter(Event):
    """Stops work after this many steps."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._steps = iter(range(steps))

    def is_set(self) -> bool:
        return next(self._steps, None) is None


def outcomes(project: Project) -> dict[str, str]:
    rows = project.records.rows(project.records.listing())
    return {row.title: row.stages[STAGE] for row in rows}


def test_all_that_fit_get_one_decision_which_one_undo_reverses(project: Project) -> None:
    for title, year in (("One", 2012), ("Two", 2012), ("Three", 2016)):
        add_record(project, title, year=year)
    keys = project.records.listing(Selection((("year", "2012"),)))
    plan = project.screening.plan_for_all(keys, "exclude", STAGE, criteria=["E1"], note="too early")
    assert plan.in_words() == "2 records would be excluded at title abstract by E1."
    assert outcomes(project) == {"One": "none", "Two": "none", "Three": "none"}
    done = project.screening.decide_all(plan)
    assert done.message == "2 records excluded at title abstract by E1."
    assert len(done.events) == 2
    assert outcomes(project) == {"One": "exclude", "Two": "exclude", "Three": "none"}
    assert {(d.criteria, d.note) for d in project.screening.all_decisions()} == {(("E1",), "too early")}
    found = project.history.undoable()
    assert found
    assert found[1] == "2 records excluded at title abstract by E1"
    assert project.history.reverses() == 2
    assert project.history.undo().message == "Undone: 2 records excluded at title abstract by E1"
    assert (project.history.reverses(), project.history.reverses(redo=True)) == (0, 2)
    assert set(outcomes(project).values()) == {"none"}
    assert project.history.redo().message == "Redone: 2 records excluded at title abstract by E1"
    assert outcomes(project)["One"] == "exclude"
    assert [line for line in project.history.verify() if "the file is gone" not in line] == []


def test_after_a_stop_only_what_is_left_to_undo_or_redo_is_counted(project: Project) -> None:
    for number in range(5):
        add_record(project, f"Number {number}")
    project.screening.decide_all(plan_of(project))
    history = project.history

    def left() -> tuple[int, int]:
        return history.reverses(), history.reverses(redo=True)

    assert history.undo(StopsAfter(2)).message == "Undone: 2 records excluded at title abstract"
    assert left() == (3, 2)
    assert history.undoable()[1] == "3 records excluded at title abstract"
    history.undo()
    assert left() == (0, 5)
    history.redo(StopsAfter(1))
    assert left() == (1, 4)


def test_undo_brings_back_the_decisions_that_were_replaced(project: Project) -> None:
    one, two = (add_record(project, title) for title in ("One", "Two"))
    project.screening.decide(one, "maybe", STAGE)
    project.screening.decide(two, "maybe", STAGE)
    project.screening.decide_all(plan_of(project, (STAGE, "maybe")))
    assert outcomes(project) == {"One": "exclude", "Two": "exclude"}
    project.history.undo()
    assert outcomes(project) == {"One": "maybe", "Two": "maybe"}


def test_records_decided_before_keep_their_decisions_unless_a_condition_asks_for_them(
    project: Project,
) -> None:
    one, two, three = (add_record(project, title) for title in ("One", "Two", "Three"))
    project.screening.decide(one, "include", STAGE)
    project.journal.append(
        "bob", {"kind": "decide", "record": two, "stage": STAGE, "decision": "maybe", "theory_event": ""}
    )
    plan = plan_of(project)
    assert (records_of(project, plan), plan.kept) == ([three], 2)
    assert plan.in_words().endswith("2 decided before keep their decisions.")
    assert records_of(project, plan_of(project, (STAGE, "none"))) == [three]
    assert records_of(project, plan_of(project, (STAGE, "include"))) == [one]
    project.screening.decide_all(plan)
    assert outcomes(project) == {"One": "include", "Two": "maybe", "Three": "exclude"}


def test_what_the_other_reviewer_decided_unseen_changes_no_number(doubled: Project) -> None:
    one, _ = (add_record(doubled, title) for title in ("One", "Two"))
    before = plan_of(doubled)
    with doubled.acting_as("bob"):
        doubled.screening.decide(one, "include", STAGE)
    assert plan_of(doubled) == before
    doubled.screening.decide_all(before)
    assert outcomes(doubled) == {"One": "conflict", "Two": "none"}
    assert plan_of(doubled).kept == 2


def test_records_of_other_roles_are_decided_on_and_merged_ones_are_not(project: Project) -> None:
    one, two, three = (add_record(project, title) for title in ("One", "Two", "Three"))
    project.records.edit(two, role="background")
    project.references.merge(one, three, "same work")
    plan = plan_of(project)
    assert (records_of(project, plan), plan.other_roles) == ([one, two], 1)
    assert "1 of them not evidence." in plan.in_words()
    assert records_of(project, plan_of(project, ("role", "evidence"))) == [one]


def test_what_n_counts_all_the_same_is_said_of_an_exclusion_at_an_earlier_stage(project: Project) -> None:
    one, _ = (add_record(project, title) for title in ("One", "Two"))
    project.screening.decide(one, "include", "theory-map")
    said = "2 records would be excluded at title abstract. 1 of them is included at the last stage: N counts it all the same."
    keys = project.records.listing()
    assert project.screening.plan_for_all(keys, "exclude", STAGE).in_words() == said
    assert "N counts" not in project.screening.plan_for_all(keys, "include", STAGE).in_words()


def test_records_excluded_or_parked_at_an_earlier_stage_are_left_out_and_counted_apart(
    project: Project,
) -> None:
    one, two, three, four = (add_record(project, title) for title in ("One", "Two", "Three", "Four"))
    for record, decision in ((one, "include"), (two, "exclude"), (three, "park")):
        project.screening.decide(record, decision, STAGE)
    keys = project.records.listing()
    plan = project.screening.plan_for_all(keys, "include", "theory-map", replaces=True)
    assert (records_of(project, plan), plan.kept, plan.left_out) == ([one, four], 0, 2)
    left = "1 excluded at title abstract is left out. 1 parked at title abstract is left out."
    assert plan.in_words() == f"2 records would be included at theory map. {left}"
    project.screening.decide(four, "exclude", STAGE)
    done = project.screening.decide_all(plan)
    assert done.message == f"1 record included at theory map. {left}"
    assert [d.record for d in project.screening.all_decisions() if d.stage == "theory-map"] == [one]
    assert project.screening.plan_for_all(keys, "include", STAGE, replaces=True).left_out == 0


def test_what_changed_since_the_plan_is_left_alone(project: Project) -> None:
    one, two, three = (add_record(project, title) for title in ("One", "Two", "Three"))
    plan = plan_of(project)
    project.screening.decide(one, "include", STAGE)
    project.references.merge(two, three, "same work")
    done = project.screening.decide_all(plan)
    assert outcomes(project) == {"One": "include", "Two": "exclude"}
    assert (len(done.events), done.message) == (1, "1 record excluded at title abstract.")


def test_a_stopped_bulk_decision_keeps_what_was_stored_and_one_undo_reverses_that(project: Project) -> None:
    for number in range(5):
        add_record(project, f"Record {number}")
    stop = Event()

    def progress(done: int, total: int) -> None:
        assert total == 5
        if done == 2:
            stop.set()

    assert len(project.screening.decide_all(plan_of(project), progress=progress, stop=stop).events) == 2
    assert list(outcomes(project).values()).count("exclude") == 2
    project.history.undo()
    assert set(outcomes(project).values()) == {"none"}


def test_an_undo_leaves_what_another_program_undid_meanwhile(project: Project) -> None:
    for number in range(3):
        add_record(project, f"Record {number}")
    first, *_ = project.screening.decide_all(plan_of(project)).events
    (event,) = project.journal.events("hash = ?", (first,))
    project.journal.append(
        "ann",
        {"kind": "undo", "event": first, "subject": f"decision:{event.act['record']}:{STAGE}:ann",
         "record": event.act["record"]},
    )  # fmt: skip
    assert project.history.undo().message == "Undone: 2 records excluded at title abstract"
    assert [line for line in project.history.verify() if "the file is gone" not in line] == []


def test_rules_are_checked_before_anything_is_stored(project: Project) -> None:
    add_record(project, "One")
    keys = project.records.listing()
    with pytest.raises(ReviewError, match="needs a criterion"):
        project.screening.plan_for_all(keys, "exclude", "theory-map")
    plan = plan_of(project)
    reading = Project.open(project.folder, "ann", read_only=True)
    with pytest.raises(JournalError, match="nothing was stored"):
        reading.screening.decide_all(plan)
    reading.close()
    assert outcomes(project) == {"One": "none"}
