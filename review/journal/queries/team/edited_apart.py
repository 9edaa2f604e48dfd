"""Fields of references that two copies edited apart: the later edit is shown, and the other one is in the log.

An edit does not say which one it replaces; `made_apart` finds it out. It is reported until somebody edits the field again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from review import acts
from review.journal.journal import Journal
from review.journal.queries.team.made_apart import last_apart


class EditedApart(NamedTuple):
    """A field of a record with the value that is shown, and the one that was edited apart from it, with who made each."""

    record: str
    field: str
    shown: object
    shown_by: str
    other: object
    other_by: str


class _Edit(NamedTuple):
    hash: str
    replica: str
    clock: int
    reviewer: str
    value: object


_EDITS = (
    "SELECT record, hash, replica, clock, reviewer, act FROM event WHERE kind = 'edit' AND hash NOT IN (SELECT event FROM undone)"
    " AND record IN (SELECT record FROM event WHERE kind = 'edit' GROUP BY record HAVING count(DISTINCT replica) > 1)"
    " ORDER BY record, clock, hash"
)


def edited_apart(journal: Journal) -> Iterator[EditedApart]:
    """The fields whose present value was edited apart from another one, in another copy."""
    fields: dict[tuple[str, str], list[_Edit]] = {}
    for record, hash_, replica, clock, reviewer, stored in journal.rows(_EDITS):
        act = acts.read(stored)
        if isinstance(act, acts.Edit):
            for name, value in act.fields.given().items():
                edit = _Edit(hash_, replica, clock, reviewer, value)
                fields.setdefault((record, name), []).append(edit)
    for (record, name), edits in fields.items():
        *before, last = edits
        if other := last_apart(journal, before, last, differs=_unlike(last)):
            yield EditedApart(record, name, last.value, last.reviewer, other.value, other.reviewer)


def _unlike(last: _Edit) -> Callable[[_Edit], bool]:
    return lambda one: one.value != last.value
