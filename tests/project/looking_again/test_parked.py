"""Parked records come back when the theory that they wait for changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from review.acts import Undo
from review.domain import Order, Role
from review.errors import ReviewError, UnknownNameError
from review.journal.journal import Journal
from review.project import Project
from review.project.learning.learner import Learner
from review.project.looking_again.parked import Parked
from tests.copies import receive
from tests.reviews import add_record

STAGE = "theory-map"


@pytest.fixture
def record(project: Project) -> str:
    """A record that reached the last stage."""
    found = add_record(project, "Markets for care")
    project.screening.decide(found, "include", "title-abstract")
    return found


@pytest.fixture
def again(project: Project) -> Callable[[], list[str]]:
    """Why records are offered again at the last stage, without the day."""

    def reasons() -> list[str]:
        found = project.screening.parked_again(STAGE)
        return [f"{one.reason.partition(' on ')[0]};{one.reason.partition(';')[2]}" for one in found]

    return reasons


def reworded(project: Project, code: str, proposition: str) -> None:
    project.theory.refine(code, "the evidence says so", proposition=proposition)


def test_a_record_parked_for_a_theory_waits_for_that_theory(project, record, again):
    done = project.screening.decide(record, "park", STAGE, theories=["T1"])
    assert done.message == "Parked Rahman, 2016 for T1"
    reworded(project, "T2", "Councils may shape the market")
    assert again() == []
    assert project.screening.candidates(STAGE) == []
    reworded(project, "T1", "Few providers compete")
    assert again() == ["parked for T1; T1 was reworded in v3"]
    assert project.screening.candidates(STAGE) == [record]
    assert project.screening.is_open(record, STAGE)


def test_a_record_parked_for_none_waits_for_any_theory_or_rival_framing_but_no_sub_theme(
    project, record, again
):
    project.screening.decide(record, "park", STAGE)
    project.theory.refine("T1.a", "clearer", name="Whole-system approaches")
    assert again() == []
    project.theory.add("T3", "the evidence asks for it", name="Demand", proposition="Councils ask people")
    reworded(project, "RA", "Councils know too little")
    assert again() == ["parked; RA was reworded in v4, T3 was added in v3"]


@pytest.mark.parametrize("decision", ["include", "park"])
def test_another_decision_ends_it_and_undoing_that_offers_it_again(project, record, again, decision):
    project.screening.decide(record, "park", STAGE, theories=["T1"])
    reworded(project, "T1", "Few providers compete")
    project.screening.decide(record, decision, STAGE)
    assert again() == []
    assert not project.screening.is_open(record, STAGE)
    project.history.undo()
    assert len(again()) == 1


def test_undoing_the_change_of_the_theory_ends_it(project, record, again):
    project.screening.decide(record, "park", STAGE)
    reworded(project, "T1", "Few providers compete")
    assert again()
    project.history.undo()
    assert again() == []


def test_parking_under_a_wording_that_was_undone_counts_for_the_version_before_it(project, record, again):
    reworded(project, "T1", "Few providers compete")
    project.screening.decide(record, "park", STAGE, theories=["T1"])
    (refined,) = project.journal.events("kind = 'refine'")
    project.journal.append("ann", Undo(event=refined.hash, subject="theory-map"))
    assert again() == []
    reworded(project, "T1", "Two providers compete")
    assert again() == ["parked for T1; T1 was reworded in v2"]


def test_only_evidence_that_oneself_has_parked_is_offered(project, record, again):
    project.screening.decide(record, "park", STAGE)
    reworded(project, "T1", "Few providers compete")
    with project.acting_as("ben"):
        assert project.screening.parked_again(STAGE) == []
        assert not project.screening.is_open(record, STAGE)
    project.records.edit(record, role=Role.BACKGROUND)
    assert again() == []


def test_the_status_and_the_queue_say_so(project, record):
    project.screening.decide(record, "park", STAGE, theories=["T1"])
    reworded(project, "T1", "Few providers compete")
    counts = project.screening.counts()
    assert (counts.waiting[STAGE], counts.again) == (0, {"title-abstract": 0, STAGE: 1})
    assert counts.next_step == (
        "Screen: 1 parked record is offered again at theory map, because theories changed"
    )
    queue = Learner(project.screening.material()).queue(STAGE, Order.OLDEST)
    assert [item.record for item in queue.items] == [record]


def test_only_parking_names_theories_and_only_those_of_the_map(project, record):
    with pytest.raises(ReviewError, match="only a record that is parked waits for a theory; leave out T1"):
        project.screening.decide(record, "include", STAGE, theories=["T1"])
    with pytest.raises(UnknownNameError, match="T9"):
        project.screening.decide(record, "park", STAGE, theories=["T9"])


def test_the_theories_are_in_the_journal_and_with_the_decision(project, record):
    project.screening.decide(record, "park", STAGE, theories=["T1", "RA", "T1"])
    (decision,) = project.screening.decisions(record, STAGE)
    assert decision.theories == ("T1", "RA")
    assert project.journal.events("kind = 'decide'")[-1].act["theories"] == ["T1", "RA"]
    assert "park, theory map, for T1 RA" in project.history.line(project.history.events()[-1])


def test_a_decision_of_before_names_no_theory(project, record):
    project.screening.decide(record, "park", STAGE)
    assert "theories" not in project.journal.events("kind = 'decide'")[-1].act


def test_copies_that_meet_in_any_order_offer_the_same_records(project, record, tmp_path):
    project.screening.decide(record, "park", STAGE, theories=["T1"])
    reworded(project, "T1", "Few providers compete")
    reworded(project, "T2", "Councils may shape the market")
    events = project.journal.events()
    expected = project.screening.parked_again(STAGE)
    assert expected
    for order in (events, events[::-1]):
        copy = Journal.in_memory()
        receive(copy, order)
        assert Parked(copy).again("ann", STAGE) == expected
        copy.close()
