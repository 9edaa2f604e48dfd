"""What reviewers' decisions come to."""

import pytest

from review.domain import Decision, DecisionKind, Outcome
from review.domain.outcome import outcome


def decisions(*made: tuple[str, str]) -> list[Decision]:
    return [
        Decision(f"event{n}", "record", "theory-map", reviewer, DecisionKind(decision))
        for n, (reviewer, decision) in enumerate(made)
    ]


@pytest.mark.parametrize(
    ("made", "needed", "expected"),
    [
        ([], 1, Outcome.NONE),
        ([], 0, Outcome.NONE),
        ([("Ada", "include")], 1, Outcome.INCLUDE),
        ([("Ada", "park")], 2, Outcome.NONE),
        ([("Ada", "exclude"), ("Ben", "exclude")], 2, Outcome.EXCLUDE),
        ([("Ada", "include"), ("Ben", "maybe")], 2, Outcome.CONFLICT),
        ([("Ada", "include"), ("Ben", "exclude")], 1, Outcome.CONFLICT),
        ([("Ada", "include"), ("Ada", "exclude")], 1, Outcome.EXCLUDE),
        ([("Ada", "include"), ("Ada", "include")], 2, Outcome.NONE),
    ],
)
def test_decisions_come_to_an_outcome(made, needed, expected):
    assert outcome(decisions(*made), needed) is expected


@pytest.mark.parametrize(
    ("made", "needed", "expected"),
    [
        ([], 1, Outcome.NONE),
        ([("Ada", "park")], 2, Outcome.NONE),
        ([("Ada", "include"), ("Ben", "maybe")], 2, Outcome.EXCLUDE),
        ([("Ada", "include"), ("Ben", "include")], 2, Outcome.EXCLUDE),
    ],
)
def test_a_settlement_counts_once_as_many_as_needed_have_decided(made, needed, expected):
    assert outcome(decisions(*made), needed, DecisionKind.EXCLUDE) is expected
