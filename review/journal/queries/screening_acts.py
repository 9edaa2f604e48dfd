"""Decisions, what settles them, and the outcomes they come to, as they stand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Decide
from review.domain import (
    Decision,
    DecisionKind,
    Outcome,
    Settlement,
)
from review.domain.searches.against_earlier import AgainstEarlier, against_earlier
from review.journal import validity
from review.journal.journal import Journal
from review.journal.queries.records import OF_EVIDENCE
from review.journal.queries.visibility import (
    DECISIONS,
    SETTLEMENTS,
)

_DIFFER = (
    "(record, stage) IN (SELECT record, stage FROM decision GROUP BY record, stage"
    " HAVING min(decision) <> max(decision))"
)
"""Where decisions differ, hidden ones too: far fewer rows than all, and what may not be seen is left out of them."""


def decisions(
    journal: Journal,
    *,
    record: str = "",
    stage: str = "",
    hidden_too: bool = False,
    where_they_differ: bool = False,
) -> list[Decision]:
    """The current decisions that the viewer may see, on records in the lists; ordered by record, stage, reviewer.

    With `hidden_too` all of them: for what compares and stores, and shows nobody what it saw. `where_they_differ` leaves out those
    on records on which all have decided alike; those may still be left that differ only from what is hidden.
    """
    found = journal.read(
        _DecisionRow,
        "SELECT event, record, stage, reviewer, decision, criteria, note, overrides, time, theories, theory_event"
        f" FROM {'decision' if hidden_too else DECISIONS} AS decision JOIN record USING (record)"
        f" WHERE {'record = :record' if record else '1'} AND :stage IN ('', stage) AND {_DIFFER if where_they_differ else '1'}"
        " ORDER BY record, stage, reviewer",
        {"record": record, "stage": stage},
    )
    return [row.decided() for row in found]


class _DecisionRow(NamedTuple):
    event: str
    record: str
    stage: str
    reviewer: str
    decision: str
    criteria: str
    note: str
    overrides: str
    time: str
    theories: str
    theory_event: str

    def decided(self) -> Decision:
        return Decision(
            self.event,
            self.record,
            self.stage,
            self.reviewer,
            DecisionKind(self.decision),
            tuple(json.loads(self.criteria)),
            self.note,
            json.loads(self.overrides),
            self.time,
            tuple(json.loads(self.theories)),
            self.theory_event,
        )


def settlements(journal: Journal, *, record: str = "", stage: str = "") -> list[Settlement]:
    """The settlements that count, on records in the lists; ordered by record and stage.

    One counts as long as there is an outcome, which is as long as as many reviewers as the stage needs have decided: then
    everybody may see it.
    """
    found = journal.read(
        _SettlementRow,
        "SELECT event, record, stage, reviewer, settlement.decision, reason, criteria, time"
        f" FROM {SETTLEMENTS} AS settlement JOIN outcome USING (record, stage) JOIN record USING (record)"
        f" WHERE {'record = :record' if record else '1'} AND :stage IN ('', stage) ORDER BY record, stage",
        {"record": record, "stage": stage},
    )
    return [row.settled() for row in found]


class _SettlementRow(NamedTuple):
    event: str
    record: str
    stage: str
    reviewer: str
    decision: str
    reason: str
    criteria: str
    time: str

    def settled(self) -> Settlement:
        return Settlement(
            self.event,
            self.record,
            self.stage,
            self.reviewer,
            DecisionKind(self.decision),
            self.reason,
            tuple(json.loads(self.criteria)),
            self.time,
        )


def own_history(journal: Journal, record: str, reviewer: str) -> list[tuple[Decision, bool]]:
    """A reviewer's decisions on a record, oldest first, replaced and undone ones too, and whether each was undone."""
    events = journal.events("record = ? AND reviewer = ? AND kind = 'decide'", (record, reviewer))
    read = ((event, validity.checked(event.act)) for event in events)
    return [
        (
            Decision(
                event.hash,
                record,
                act.stage,
                reviewer,
                act.decision,
                act.criteria,
                act.note,
                act.overrides,
                event.time,
                act.theories,
                act.theory_event,
            ),
            event.undone,
        )
        for event, act in read
        if isinstance(act, Decide)
    ]


_REPEATED_OF = 2_000
"""How many of a reviewer's last acts are looked through for the exclusion that is repeated."""


def last_exclusion(journal: Journal, reviewer: str, stage: str) -> tuple[str, ...]:
    """The criteria of a reviewer's last standing exclusion by a criterion at a stage; empty if there was none lately."""
    found = journal.value(
        "SELECT criteria FROM (SELECT hash, record, clock FROM event WHERE reviewer = ?1 ORDER BY clock DESC LIMIT ?3)"
        " AS made JOIN decision ON decision.record = made.record AND decision.event = made.hash"
        " WHERE decision.reviewer = ?1 AND stage = ?2 AND decision = 'exclude' AND criteria <> '[]' ORDER BY clock DESC LIMIT 1",
        (reviewer, stage, _REPEATED_OF),
    )
    return tuple(json.loads(found)) if found else ()


def outcome_of(journal: Journal, record: str, stage: str) -> str:
    """What the decisions come to: a decision, ``conflict`` or ``none``."""
    return (
        journal.value("SELECT decision FROM outcome WHERE record = ? AND stage = ?", (record, stage))
        or "none"
    )


def outcomes(journal: Journal, *, stage: str = "") -> dict[tuple[str, str], str]:
    """What the decisions on records in the lists come to, by (record, stage); pairs without an outcome are left out."""
    return {
        (record, at): decision
        for record, at, decision in journal.rows(
            f"SELECT record, stage, decision FROM outcome JOIN record USING (record) WHERE {'stage = ?' if stage else '1'}",
            [stage] if stage else [],
        )
    }


def included_against(journal: Journal, stages: Sequence[str]) -> list[AgainstEarlier]:
    """The records in N though an earlier stage excluded or parked them, or reviewers disagree there.

    They are in the order in which they came. Those that an earlier stage has not decided on are left out: a review may do without it.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for record, stage, outcome in journal.rows(
        f"SELECT record, stage, outcome.decision FROM outcome JOIN record USING (record) WHERE {OF_EVIDENCE} AND record IN"
        " (SELECT record FROM outcome WHERE stage = ? AND decision = 'include') ORDER BY key",
        (stages[-1],),
    ):
        found[record][stage] = outcome
    passed = (against_earlier(record, outcomes, stages) for record, outcomes in found.items())
    return [one for one in passed if one and one.at_before is not Outcome.NONE]
