"""What is chosen for one decision on several records, without a screen."""

from threading import Event

import pytest

from review.domain import DecisionKind, Selection
from review.errors import ReviewError
from review.project import Project
from review.tui.places.library.deciding import BulkDesk

EXCLUDE, INCLUDE = DecisionKind.EXCLUDE, DecisionKind.INCLUDE


def desk_of(project: Project, *where: tuple[str, str]) -> BulkDesk:
    selection = Selection(where)
    return BulkDesk(project, project.records.listing(selection), "these", selection)


def stored(desk: BulkDesk) -> str:
    return desk.store(desk.plan(), lambda _done, _total: None, Event()).message


def test_criteria_are_those_of_stage_and_decision_and_go_with_them(project: Project):
    desk = desk_of(project)
    assert desk.stage == "title-abstract"
    assert desk.possible == ()
    desk.choose(EXCLUDE)
    assert [criterion.id for criterion in desk.possible][:2] == ["E1", "E2"]
    desk.toggle("E2")
    desk.toggle("E1")
    assert desk.criteria == ("E1", "E2")
    desk.toggle("E2")
    assert desk.plan().in_words() == "3 records would be excluded at title abstract by E1."
    desk.choose(INCLUDE)
    assert desk.criteria == ()
    desk.next_stage()
    assert desk.stage == "theory-map"
    desk.next_stage()
    assert desk.stage == "title-abstract"


def test_what_is_missing_is_said_before_anything_is_stored(project: Project):
    desk = desk_of(project)
    with pytest.raises(ReviewError, match="Choose a decision"):
        desk.plan()
    desk.choose_stage("theory-map")
    desk.choose(EXCLUDE)
    with pytest.raises(ReviewError, match="needs a criterion: choose one by its number"):
        desk.plan()
    desk.toggle("E20")
    desk.note = "  too thin "
    assert stored(desk) == "3 records excluded at theory map by E20."
    assert {(d.criteria, d.note) for d in project.screening.all_decisions()} == {(("E20",), "too thin")}
    with pytest.raises(ReviewError, match="All of them are decided at this stage; r decides on them again"):
        desk.plan()


def test_decided_records_keep_their_decisions_until_one_asks_for_them(worked: Project):
    desk = desk_of(worked)
    desk.choose(DecisionKind.PARK)
    with pytest.raises(ReviewError, match="All of them are decided"):
        desk.plan()
    desk.turn_replacing()
    assert len(desk.plan().keys) == 3
    desk.turn_replacing()
    filtered = desk_of(worked, ("theory-map", "include"))
    assert (filtered.stage, filtered.replaces) == ("theory-map", True)
    filtered.choose(DecisionKind.MAYBE)
    assert stored(filtered) == "2 records set to maybe at theory map."
    worked.history.undo()
    assert len(worked.records.listing(Selection((("theory-map", "include"),)))) == 2


def test_the_dialog_says_that_records_were_excluded_at_the_stage_before(project: Project):
    first, *_ = project.records.listing()
    screening = project.screening
    screening.decide_all(screening.plan_for_all([first], EXCLUDE, "title-abstract"))
    desk = desk_of(project)
    desk.choose_stage("theory-map")
    desk.choose(INCLUDE)
    assert desk.plan().in_words().endswith("at theory map. 1 excluded at title abstract is left out.")
    assert len(desk.plan().keys) == len(project.records.listing()) - 1
    only = BulkDesk(project, [first], "this", Selection())
    only.choose_stage("theory-map")
    only.choose(INCLUDE)
    with pytest.raises(ReviewError, match="Nothing to decide here: 1 excluded at title abstract is left out"):
        only.plan()


def test_the_line_says_if_it_was_stopped(project: Project):
    desk = desk_of(project)
    desk.choose(INCLUDE)
    stop = Event()
    done = desk.store(desk.plan(), lambda _done, _total: stop.set(), stop)
    assert done.message == "stopped (1 of 3 decided)."
