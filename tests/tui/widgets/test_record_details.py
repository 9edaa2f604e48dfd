"""A record's details beside a list."""

from __future__ import annotations

from review.domain import Decision, DecisionKind
from review.tui.widgets.record_details import decision_line


def test_a_decision_has_the_overridden_criteria_with_the_reason_and_the_note() -> None:
    decision = Decision(
        "e",
        "r",
        "title-abstract",
        "Ann",
        DecisionKind.INCLUDE,
        note="thin",
        overrides={"E5": "about moving to adult services"},
    )
    assert decision_line(decision).plain.splitlines() == [
        "✓ include  title-abstract · Ann",
        "  E5 overridden (about moving to adult services)",
        "  thin",
    ]
