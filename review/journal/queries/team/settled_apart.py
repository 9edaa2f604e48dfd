"""Conflicts that two copies settled apart: the later settlement counts, and the other one, of another decision, is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from review import acts
from review.domain.act import Settlement
from review.journal.journal import Journal
from review.journal.queries.team.made_apart import MadeApart

_MADE = (
    "SELECT subject, hash, replica, clock, reviewer, time, act FROM event WHERE kind = 'settle'"
    " AND hash NOT IN (SELECT event FROM undone) AND subject IN (SELECT value FROM json_each(?)) ORDER BY clock, hash"
)


class _Made(NamedTuple):
    subject: str
    hash: str
    replica: str
    clock: int
    reviewer: str
    time: str
    act: str

    @property
    def settlement(self) -> Settlement | None:
        """What it says; None if its act cannot be read."""
        act = acts.read(self.act)
        if not isinstance(act, acts.Settle):
            return None
        return Settlement(
            self.hash, act.record, act.stage, self.reviewer, act.decision, act.reason, act.criteria, self.time
        )


def settled_apart(journal: Journal, standing: Iterable[Settlement]) -> Mapping[str, Settlement]:
    """By event: for a settlement that counts, the last one of another decision that was made apart in another copy.

    It is named until somebody settles the conflict again, who then knows both.
    """
    if journal.value("SELECT count(DISTINCT replica) < 2 FROM event WHERE kind = 'settle'"):
        return {}
    subjects = {f"settlement:{one.record}:{one.stage}": one for one in standing}
    by_subject: dict[str, list[_Made]] = {}
    for made in journal.read(_Made, _MADE, (json.dumps(list(subjects)),)):
        by_subject.setdefault(made.subject, []).append(made)
    found, apart = {}, MadeApart(journal)
    for subject, (*before, last) in by_subject.items():
        shown = subjects[subject]
        others = [one for one in before if one.settlement]
        if last.hash == shown.event and (other := apart.last(others, last, differs=_unlike(shown))):
            assert other.settlement
            found[shown.event] = other.settlement
    return found


def _unlike(shown: Settlement) -> Callable[[_Made], bool]:
    """Whether a settlement comes to another decision than the one that counts."""
    return lambda one: one.settlement is not None and one.settlement.decision != shown.decision
