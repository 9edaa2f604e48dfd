"""When the plan was frozen, under which version of the theory map, and after how much work."""

from __future__ import annotations

from review.domain.theories.theory_version import FrozenPlan
from review.journal.journal import Journal
from review.journal.queries.visibility import CODINGS, EACH_CODING

_BEFORE = "(event.clock, event.hash) < (plan.clock, plan.event)"
_DECISIONS = (
    "SELECT count(DISTINCT event.subject) FROM event JOIN outcome ON outcome.record = event.record"
    " AND outcome.stage = json_extract(event.act, '$.stage') WHERE event.kind = 'decide'"
    f" AND event.hash NOT IN (SELECT undone.event FROM undone) AND {_BEFORE}"
)
"""Decisions on records that wait for more are in no count: they are nobody else's business yet."""


def freezes(journal: Journal) -> list[FrozenPlan]:
    """The freezes that stand, oldest first, each with the version of the map that stood then, and what was done before."""
    return journal.read(
        FrozenPlan,
        "SELECT plan.event, plan.time, plan.reviewer, plan.note,"
        " (SELECT ifnull(max(number), 0) FROM theory_version JOIN event ON event.hash = theory_version.event"
        f" WHERE {_BEFORE}) AS version,"
        f" ({_DECISIONS}) AS decisions,"
        f" (SELECT count(DISTINCT {EACH_CODING}) FROM {CODINGS} AS coding JOIN event ON event.hash = coding.coding WHERE {_BEFORE}) AS codings,"
        f" (SELECT count(DISTINCT code) FROM verdict JOIN event ON event.hash = verdict.event WHERE {_BEFORE}) AS verdicts"
        " FROM plan ORDER BY plan.clock, plan.event",
    )
