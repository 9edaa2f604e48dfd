"""How stages and reviewers of a team are written in the theory map."""

from __future__ import annotations

import pytest
import yaml

from review.theory_map.differences import plain_differences
from review.theory_map.mistakes import Mistake
from review.theory_map.shape.checking import shaped
from review.theory_map.values import Reviewer, Stage, from_plain
from review.theory_map.writing import to_yaml

MAP = """
title: A review
question: What works?
theories: {T1: {name: Demand, proposition: Demand helps.}}
stages:
  title-abstract: {reviewers: 1, double: 0.1, seed: 7}
  theory-map: {reviewers: 2, coding: blind}
reviewers: [Ada, {name: Ben, role: reviewer}, {name: Cleo, role: stakeholder}]
"""


def read(text: str) -> object:
    return shaped(yaml.safe_load(text))


def test_a_plain_name_is_a_reviewer_and_a_stage_can_be_decided_twice_in_part_or_coded_blind() -> None:
    found = from_plain(read(MAP).canonical())
    assert found.reviewers == (Reviewer("Ada"), Reviewer("Ben"), Reviewer("Cleo", "stakeholder"))
    assert found.stages == (
        Stage("title-abstract", 1, False, double=0.1, seed=7),
        Stage("theory-map", 2, True, coding="blind"),
    )


def test_written_and_read_again_it_is_the_same() -> None:
    once = from_plain(read(MAP).canonical())
    assert from_plain(read(to_yaml(once)).canonical()) == once


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("double: 0.1", "double: 2", "2 is not a share; write a number from 0 to 1, such as 0.2"),
        ("coding: blind", "coding: secret", "way of coding"),
        ("role: stakeholder", "role: boss", "role 'boss'"),
        ("name: Cleo", "called: Cleo", "unknown name"),
        ("[Ada,", "[Ada, Ada,", "'Ada' is listed twice"),
    ],
)
def test_a_mistake_is_named(before: str, after: str, said: str) -> None:
    mistakes = read(MAP.replace(before, after))
    assert isinstance(mistakes, list)
    assert any(isinstance(one, Mistake) and said in one.message for one in mistakes)


def test_a_change_of_people_names_them_with_their_roles() -> None:
    before: dict[str, object] = {"reviewers": ["ann", "mind"]}
    after: dict[str, object] = {"reviewers": ["ann", {"name": "mind", "role": "stakeholder"}]}
    (found,) = plain_differences(before, after)
    assert found.sentence == "reviewers: added 'mind (stakeholder)'; removed 'mind'"
