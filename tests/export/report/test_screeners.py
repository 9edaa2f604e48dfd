"""How many reviewers screened a stage is said as it was, whatever the plan asks for."""

from __future__ import annotations

import pytest

from review.domain import Decision, DecisionKind
from review.export.report.blocks import Number, Text
from review.export.report.sections.methods.screeners import screened_by
from review.export.report.sentences import flat
from review.theory_map import Stage

STAGES = (Stage("title-abstract"), Stage("theory-map"))


def decisions(*people: str) -> list[Decision]:
    """Decisions on a record for each of these: the letters are reviewers."""
    return [
        Decision("", f"r{place}", "title-abstract", name, DecisionKind.INCLUDE)
        for place, names in enumerate(people)
        for name in names
    ]


def said(made: list[Decision], stages: tuple[Stage, ...] = STAGES, stage: Stage = STAGES[0]) -> str:
    parts = flat([screened_by(stage, stages, made, {one.record for one in made})])
    return "".join(part.text for part in parts if isinstance(part, Text | Number))


@pytest.mark.parametrize(
    ("made", "reads"),
    [
        (decisions(), ""),
        (decisions("a", "a"), "At the first screening: one reviewer."),
        (decisions("a", "b"), "At the first screening: one reviewer on each record."),
        (decisions(*["a"] * 63, *["ab"] * 7), "At the first screening: one reviewer; 7 of 70 records by two."),
        (decisions("ab", "ab", "a"), "At the first screening: two reviewers; 1 of 3 records by one."),
        (decisions("ab", "bc"), "At the first screening: two reviewers on each record."),
        (decisions("a", "a", "a", "abc", "ab"), "At the first screening: one reviewer; 1 of 5 records by two; 1 of 5 records by three."),
    ],
)  # fmt: skip
def test_it_says_how_many_decided_on_most_and_on_the_others(made: list[Decision], reads: str) -> None:
    assert said(made) == reads


def test_a_stage_has_its_place_where_there_are_several() -> None:
    assert said(decisions("a"), STAGES, STAGES[1]) == "At the second screening: one reviewer."
    assert said(decisions("a"), STAGES[:1]) == "At screening: one reviewer."


def test_records_without_an_outcome_are_left_out() -> None:
    parts = flat([screened_by(STAGES[0], STAGES, decisions("a", "ab"), {"r1"})])
    assert "".join(part.text for part in parts if isinstance(part, Text | Number)) == (
        "At the first screening: two reviewers."
    )
