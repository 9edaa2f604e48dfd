"""What a reviewer may see of others' decisions: whatever shows, counts or learns from decisions asks here.

Where a stage needs several reviewers, they decide independently: nobody sees another's decision on a record before as many
as needed have decided. The rule is written twice, for values and for SQL, and a test keeps the two equal. Coding is open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from review.journal.event import Event, subject_of
from review.journal.journal import Journal
from review.theory_map import TheoryMap

SEEN = (
    "(decision.reviewer = :reviewer OR"
    " (SELECT count(*) FROM decision AS made WHERE made.record = decision.record AND made.stage = decision.stage)"
    " >= ifnull((SELECT value FROM json_each(:needed) WHERE key = decision.stage), 1))"
)
"""The condition that a row of `decision` may be seen; its parameters are `Visibility.parameters`."""

_DECISION = "decision:"
_SETTLEMENT = "settlement:"
_TIE = "conflict-tie:"


@dataclass(frozen=True, slots=True)
class Visibility:
    """What one reviewer may see. `needed` says how many decide on a record at a stage; by default one does."""

    reviewer: str
    needed: Mapping[str, int]

    @classmethod
    def of(cls, reviewer: str, theory_map: TheoryMap) -> Self:
        """What a reviewer may see under a theory map."""
        return cls(reviewer, {stage.id: stage.reviewers for stage in theory_map.stages})

    def sees(self, by: str, stage: str, made: int) -> bool:
        """Whether a decision by `by` at a stage may be seen, where `made` reviewers have decided on its record."""
        return by == self.reviewer or made >= self.needed.get(stage, 1)

    @classmethod
    def of_all(cls) -> Self:
        """Everything: for what compares and stores, and shows nobody what it saw."""
        return cls("", {})

    @property
    def parameters(self) -> dict[str, object]:
        """What `SEEN` asks for by name."""
        return {"reviewer": self.reviewer, "needed": json.dumps(dict(self.needed))}


def seen_events(journal: Journal, visibility: Visibility, events: Iterable[Event]) -> list[Event]:
    """The events, without those about decisions that may not be seen yet."""
    subjects = ((event, subject_of(event.hash, event.reviewer, event.act)) for event in events)
    return [
        event for event, subject in subjects if _sees_subject(journal, visibility, subject, event.reviewer)
    ]


def _sees_subject(journal: Journal, visibility: Visibility, subject: str, by: str) -> bool:
    """Whether an event about a subject by a reviewer may be seen: a settlement says what others decided, too."""
    if subject.startswith(_DECISION):
        record, stage, reviewer = subject.removeprefix(_DECISION).split(":", 2)
    elif subject.startswith(_SETTLEMENT):
        record, stage = subject.removeprefix(_SETTLEMENT).split(":", 1)
        reviewer = by
    elif subject.startswith(_TIE):
        record, stage, _ = subject.removeprefix(_TIE).split(":", 2)
        reviewer = by
    else:
        return True
    if visibility.sees(reviewer, stage, made=1):
        return True
    made = journal.value("SELECT count(*) FROM decision WHERE record = ? AND stage = ?", (record, stage))
    return visibility.sees(reviewer, stage, made)
