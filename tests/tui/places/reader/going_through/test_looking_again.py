"""Looking again without a screen: the queue, the answers, and what others do meanwhile."""

from __future__ import annotations

import pytest

from review.errors import ReviewError
from review.project import Project
from review.tui.places.reader.going_through.looking_again import LookingAgain
from tests.reviews import a_document, add_record


@pytest.fixture
def records(project: Project) -> list[str]:
    """Two documents, each with a passage coded to T1 and one to T2; T1 was reworded since."""
    made = []
    for number, title in enumerate(("Markets", "Duties")):
        document = a_document(
            ("Many providers compete.", f"The council {number} has a duty.", "People choose.")
        )
        made.append(add_record(project, title, document=document))
        project.coding.code(made[-1], ["T1"], 0, 23)
        project.coding.code(made[-1], ["T2"], 24, 40)
    project.theory.refine("T1", "so it is", proposition="Few providers compete")
    return made


def reword(project: Project, code: str) -> None:
    project.theory.refine(code, "so it is", proposition=f"{code} in other words")


def places(again: LookingAgain) -> list[tuple[str, str]]:
    return [(one.coding.record, one.code) for one in again.queue]


def test_the_queue_is_of_all_codes_or_of_some(project, records):
    reword(project, "T2")
    first, second = records
    assert places(LookingAgain(project)) == [(first, "T1"), (first, "T2"), (second, "T1"), (second, "T2")]
    assert places(LookingAgain(project, ["T2"])) == [(first, "T2"), (second, "T2")]
    assert LookingAgain(project, ["RA"]).current is None


def test_it_begins_where_one_reads(project, records):
    reword(project, "T2")
    again = LookingAgain(project)
    again.begin_at(records[1], 30)
    assert (again.number, again.current.coding.record, again.current.code) == (4, records[1], "T2")
    again.begin_at(records[0], 60)
    assert again.number == 1
    again.begin_at("another", 0)
    assert again.number == 1


def test_an_answer_makes_the_next_one_current_and_undo_goes_back(project, records):
    again = LookingAgain(project)
    again.holds()
    assert (again.number, again.current.coding.record) == (1, records[1])
    again.set_stance("refines")
    assert again.current is None
    with pytest.raises(ReviewError, match="no coding waits"):
        again.holds()
    project.history.undo()
    assert again.undone()
    assert again.current.coding.record == records[1]
    project.history.undo()
    assert again.undone()
    assert again.current.coding.record == records[0]
    assert not again.undone()


def test_one_can_go_round_without_an_answer(project, records):
    again = LookingAgain(project)
    again.step(1)
    assert again.number == 2
    again.step(1)
    assert again.number == 1
    again.step(-1)
    assert again.number == 2
    assert len(again.queue) == 2


def test_all_hold_by_one_answer(project, records):
    reword(project, "T2")
    again = LookingAgain(project)
    assert again.alike == 2
    again.all_hold()
    assert places(again) == [(records[0], "T2"), (records[1], "T2")]


def test_what_others_answered_or_reworded_meanwhile_is_not_answered_by_the_same_key(project, records):
    again = LookingAgain(project)
    project.looking_again.holds(again.current.coding.id, "T1")
    with pytest.raises(ReviewError, match="was looked at again here meanwhile; nothing was stored"):
        again.take_off()
    reword(project, "T1")
    with pytest.raises(ReviewError, match="T1 was reworded again meanwhile; nothing was stored"):
        again.holds()
    again.holds()
    assert len(again.queue) == 1


def test_a_passage_is_taken_off_or_moved(project, records):
    again = LookingAgain(project)
    again.take_off()
    again.move("RA")
    assert [coding.codes for coding in project.coding.codings()] == [("T2",), ("RA",), ("T2",)]
    assert again.current is None
