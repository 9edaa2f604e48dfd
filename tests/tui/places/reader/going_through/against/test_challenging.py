"""Going through evidence against without a screen: batches, answers, and what others do meanwhile."""

from __future__ import annotations

import pytest

from review.domain import Passage, Stance
from review.domain.suggestions.against import AgainstItem, AgainstQueue
from review.domain.theories.configuration import Relation
from review.errors import ReviewError
from review.project import Project
from review.tui.dialogs.choose import MOST
from review.tui.places.reader.going_through.against.challenging import Challenging
from review.tui.places.reader.going_through.against.choosing import by_typing, targets
from tests.reviews import a_document, add_record

DOCUMENT = a_document()


def an_item(record: str, passage: Passage) -> AgainstItem:
    return AgainstItem(record, passage.start, passage.end, 0.4, "the rival RA's words", (("lack", 0.2),))


@pytest.fixture
def records(project: Project) -> list[str]:
    found = [add_record(project, title, document=DOCUMENT) for title in ("Markets", "Advice")]
    for record in found:
        project.screening.decide(record, "include", "theory-map")
    return found


def items(records: list[str]) -> tuple[AgainstItem, ...]:
    """The first two passages of each document."""
    return tuple(an_item(record, passage) for passage in DOCUMENT.passages[:2] for record in records)


def begun(project: Project, records: list[str], target: str = "T1") -> Challenging:
    walk = Challenging(project, project.targets.find(target))
    walk.take(AgainstQueue(items(records), "m"))
    return walk


def test_each_answer_leads_to_the_next_passage(project: Project, records: list[str]) -> None:
    walk = begun(project, records)
    first, second, third, fourth = items(records)
    assert (walk.current, walk.number, walk.answered) == (first, 1, 0)
    assert walk.look_at().message == "p. 345: looked at for evidence against T1"
    assert (walk.current, walk.number, walk.answered) == (second, 2, 1)
    assert walk.code("T1", Stance.CHALLENGES).message == "p. 345: challenges T1"
    walk.step(1)
    assert walk.current == fourth
    walk.step(1)
    assert walk.current == third
    walk.look_at()
    walk.look_at()
    assert walk.current is None
    assert walk.place is None
    assert walk.is_due
    assert (walk.claimed.looked_at, walk.claimed.challenging) == (3, 1)


def test_undo_returns_to_the_passage_also_of_the_batch_before(project: Project, records: list[str]) -> None:
    walk = begun(project, records)
    first, second, *_ = items(records)
    walk.look_at()
    walk.code("T1", Stance.REFINES)
    project.history.undo()
    assert walk.undone()
    assert walk.current == second
    walk.take(AgainstQueue(items(records)[2:], "m"))
    project.history.undo()
    assert walk.undone()
    assert walk.current == first
    assert not walk.is_due
    assert not walk.undone()


def test_what_another_judges_meanwhile_is_passed_over(project: Project, records: list[str]) -> None:
    walk = begun(project, records)
    first, second, *_ = items(records)
    with project.acting_as("bob"):
        project.coding.code(first.record, ["T1.a"], first.start + 2, first.end)
    with pytest.raises(ReviewError, match="judged meanwhile; nothing was stored"):
        walk.look_at()
    assert walk.current == second
    assert project.looked_at.all() == []


def test_nothing_is_stored_on_another_text_than_the_one_looked_through(
    project: Project, records: list[str]
) -> None:
    walk = begun(project, records)
    walk._texts[records[0]] = "another"
    with pytest.raises(ReviewError, match="read again meanwhile; nothing was stored"):
        walk.look_at()
    assert walk.current == items(records)[1]
    assert project.looked_at.all() == []


def test_evidence_against_a_configuration_goes_into_its_outcome(project: Project, records: list[str]) -> None:
    made = project.configurations.new({"context": "many providers", "outcome": "people choose"})
    walk = begun(project, records, made.label)
    (configuration,) = walk.configurations()
    (outcome,) = walk.elements(configuration)
    walk.put(configuration, outcome, Relation.AGAINST)
    (fragment,) = project.configurations.find(made.label).fragments
    assert (fragment.role, fragment.relation) == ("outcome", "against")
    assert walk.answered == 1
    project.history.undo()
    assert walk.undone()


def test_without_an_outcome_any_element_can_be_spoken_of(project: Project, records: list[str]) -> None:
    made = project.configurations.new({"context": "many providers", "resource": "a contract"})
    (one,) = begun(project, records, made.label).configurations()
    assert [element.role for element in Challenging.elements(one)] == ["context", "resource"]


def test_a_theory_offers_the_configurations_that_are_tied_to_it(project: Project, records: list[str]) -> None:
    made = project.configurations.new({"outcome": "people choose"}, {"T1.a": "supports"})
    project.configurations.new({"outcome": "people wait"}, {"T2": "supports"})
    walk = begun(project, records)
    (one,) = walk.configurations()
    assert one.id == made.cmoc
    walk.put(one, one.elements[0], Relation.AGAINST)
    assert walk.answered == 0  # the passage may also be coded to the theory
    walk.code("T1", Stance.CHALLENGES)
    assert walk.answered == 1


@pytest.mark.parametrize(
    ("is_included", "reason"),
    [
        (True, "No passage of the included documents is left to look at for T1."),
        (False, "No document is included at theory map yet, and only these are looked through."),
    ],
)
def test_where_nothing_is_left_it_says_why(project: Project, is_included: bool, reason: str) -> None:
    if is_included:
        record = add_record(project, "Markets", document=DOCUMENT)
        project.screening.decide(record, "include", "theory-map")
    walk = Challenging(project, project.targets.find("T1"))
    walk.take(AgainstQueue((), "m"))
    assert (walk.current, walk.problem, walk.is_due) == (None, reason, False)


def test_a_learning_process_that_is_off_is_a_reason(project: Project) -> None:
    walk = Challenging(project, project.targets.find("T1"))
    walk.take(walk.ask())
    assert walk.problem == "No passages: suggestions off"


def test_the_code_in_focus_is_offered_first_then_theories_and_configurations(project: Project) -> None:
    made = project.configurations.new({"outcome": "people choose"})
    offered = targets(project, "T1.a")
    assert [one.value for one in offered] == ["T1.a", "T1", "T2", "RA", "/", made.cmoc]
    assert offered[0].marked
    assert [one.value for one in targets(project)] == ["T1", "T2", "RA", "/", made.cmoc, "T1.a"]


def test_codes_have_their_own_keys_and_configurations_are_found_by_typing(project: Project) -> None:
    made = project.configurations.new({"outcome": "people choose"})
    keys = {one.value: one.key for one in targets(project, "T1.a") if one.key}
    assert keys == {"T1": "1", "T2": "2", "RA": "a", "/": "/"}
    typed = [one for one in by_typing(project, "T1.a") if one.matches("choose")]
    assert [(one.value, one.key) for one in typed] == [(made.cmoc, "")]


def test_many_configurations_are_found_by_typing_only(project: Project) -> None:
    made = [project.configurations.new({"outcome": f"people choose {place}"}) for place in range(MOST)]
    assert [one.value for one in targets(project)] == ["T1", "T2", "RA", "/"]
    typed = [one.value for one in by_typing(project) if one.matches(made[-1].label)]
    assert typed == [made[-1].cmoc]
