"""When the plan was frozen, and under which version of the theory map."""

from __future__ import annotations

from review.domain.theories.theory_version import FrozenPlan
from review.journal.journal import Journal


def freezes(journal: Journal) -> list[FrozenPlan]:
    """The freezes that stand, oldest first, each with the version of the map that stood then."""
    return journal.read(
        FrozenPlan,
        "SELECT plan.event, plan.time, plan.reviewer, plan.note,"
        " (SELECT ifnull(max(number), 0) FROM theory_version JOIN event ON event.hash = theory_version.event"
        " WHERE (event.clock, event.hash) < (plan.clock, plan.event)) AS version"
        " FROM plan ORDER BY plan.clock, plan.event",
    )
