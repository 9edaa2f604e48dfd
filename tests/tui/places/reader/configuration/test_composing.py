"""Composing a configuration from passages, without a screen."""

from __future__ import annotations

import pytest

from review.project import Project
from review.tui.places.reader.configuration.asking import Choice, Roles, Waits
from review.tui.places.reader.configuration.composing import Composing
from review.tui.places.reader.configuration.target import Target
from tests.reviews import PARAGRAPHS, a_document, add_record


@pytest.fixture
def composing(project: Project) -> Composing:
    composing = Composing(project)
    composing.show()
    return composing


@pytest.fixture
def passages(project: Project) -> list[Target]:
    record = add_record(project, "A study", document=a_document())
    return [
        Target(record, one.start, one.end, quote, f"p. {345 + place}")
        for place, (one, quote) in enumerate(zip(a_document().passages, PARAGRAPHS, strict=True))
    ]


def elements(composing: Composing) -> list[tuple[str, str, int]]:
    """Role, first word and number of passages of each element."""
    return [(one.role, one.wording.split()[0], len(one.fragments)) for one in composing.opened.elements]


def test_nothing_is_stored_before_the_first_passage(project: Project, composing: Composing) -> None:
    composing.begin()
    composing.choose_roles()
    composing.tie(None)
    assert project.configurations.all() == []
    assert composing.opened.current is None


def test_the_first_passage_begins_a_configuration_for_the_code_in_focus(
    composing: Composing, passages: list[Target]
) -> None:
    coded = passages[0]._replace(code="T1", stance="supports")
    assert dict(composing.opened.theories(coded)) == {"T1": "supports"}
    said = composing.drop("context", coded)
    assert said == "C1 begun for T1 supports: context: “Many providers …” (p. 345)"
    assert composing.opened.current
    assert dict(composing.opened.current.theories) == {"T1": "supports"}
    assert composing.drop("context", passages[1]).startswith("C1: context")
    assert elements(composing) == [("context", "Many", 2)]


def test_ties_that_were_set_count_before_those_of_the_code_in_focus(
    composing: Composing, passages: list[Target]
) -> None:
    composing.tie(passages[0])
    composing.asking.answer("2")
    assert composing.asking.answer("-") == ""
    composing.drop("outcome", passages[0]._replace(code="T1"))
    assert composing.opened.current
    assert dict(composing.opened.current.theories) == {"T2": "challenges"}


def test_which_of_several_elements_is_asked_for_and_only_a_new_one_if_it_shows_it(
    composing: Composing, passages: list[Target]
) -> None:
    composing.drop("outcome", passages[0])
    composing.asking.wait(Waits.ANOTHER)
    composing.drop("outcome", passages[1])
    assert composing.drop("outcome", passages[2]) == ""
    assert isinstance(composing.asking.asked, Choice)
    assert list(composing.asking.answers) == ["1", "2", "n"]
    composing.asking.wait(Waits.AGAINST)
    assert composing.asking.asked is None
    composing.drop("outcome", passages[2])
    assert list(composing.asking.answers) == ["1", "2"]
    assert composing.asking.answer("2").startswith("C1: outcome, evidence against")
    assert elements(composing) == [("outcome", "Many", 1), ("outcome", "The", 2)]


def test_the_elements_of_the_last_deed_are_worded_first(composing: Composing, passages: list[Target]) -> None:
    composing.drop("context", passages[0])
    composing.choose_roles()
    assert isinstance(composing.asking.asked, Roles)
    for key in "mo":
        composing.asking.answer(key)
    composing.put_whole(passages[1])
    assert [one.role for one in composing.to_word()] == ["outcome", "reasoning", "context"]
    (outcome, *_) = composing.to_word()
    assert composing.word(outcome, "  ") == ""
    assert composing.word(outcome, outcome.wording) == ""
    assert composing.word(outcome, "fewer moves") == "C1: outcome worded: “fewer moves”"
    assert [one.wording for one in composing.opened.of_role("outcome")] == ["fewer moves"]


def test_an_element_that_nobody_worded_goes_with_its_last_passage(
    composing: Composing, passages: list[Target]
) -> None:
    composing.drop("context", passages[0])
    composing.drop("context", passages[1])
    composing.drop("outcome", passages[2])
    composing.remove(passages[1])
    assert [(role, count) for role, _, count in elements(composing)] == [("context", 1), ("outcome", 1)]
    assert composing.remove(passages[0]).startswith("C1: context taken out, with 1 passage: “")
    assert [role for role, _, _ in elements(composing)] == ["outcome"]


def test_an_element_that_somebody_worded_stays_without_a_passage_which_is_said(
    composing: Composing, passages: list[Target]
) -> None:
    composing.drop("outcome", passages[0])
    composing.word(composing.opened.elements[0], "fewer moves")
    assert composing.remove(passages[0]).endswith("taken out; its element stays: “fewer moves”")
    assert elements(composing) == [("outcome", "fewer", 0)]


def test_it_stays_open_while_the_line_is_hidden_and_follows_undo(
    project: Project, composing: Composing, passages: list[Target]
) -> None:
    composing.drop("context", passages[0])
    composing.drop("outcome", passages[1])
    here = passages[0].record, a_document().text_sha256
    assert len(composing.opened.fragments(*here)) == 2
    composing.hide()
    assert composing.opened.fragments(*here) == []
    project.history.undo()
    composing.show()
    assert elements(composing) == [("context", "Many", 1)]
    project.history.undo()
    composing.reload()
    assert composing.opened.current is None


def test_a_merged_configuration_goes_on_as_the_one_that_shows_it(
    project: Project, composing: Composing, passages: list[Target]
) -> None:
    kept = project.configurations.new({"context": "one provider is known"})
    composing.drop("outcome", passages[0])
    assert composing.opened.current
    project.configurations.merge(kept.label, composing.opened.current.label)
    composing.reload()
    assert composing.opened.current.label == "C1"
    assert elements(composing) == [("context", "one", 0), ("outcome", "Many", 1)]
