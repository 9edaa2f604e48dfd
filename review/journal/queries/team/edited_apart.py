"""Fields of references that two copies edited apart: the later edit is shown, and the other one is in the log.

An edit does not say which one it replaces. The clocks of a copy's events count up by one, and jump where it received events
with higher clocks: so an edit whose copy did not jump past the other's was made apart from it. That is probable, not certain,
since events with lower clocks arrive unnoticed. It is reported until somebody edits the field again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from review import acts
from review.journal.journal import Journal


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
_JUMPED = (
    "SELECT 1 FROM event WHERE replica = :replica AND clock > :before AND clock <= :until AND clock > 1 + ifnull("
    "(SELECT max(clock) FROM event AS own WHERE own.replica = :replica AND own.clock < event.clock), 0) LIMIT 1"
)
"""Whether a copy's clock jumped between two clocks: it received something then."""


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
        # Who edits a field again decides, whatever the hashes of two edits with the same clock are.
        for edit in sorted(before, key=lambda one: (one.clock, one.replica == last.replica), reverse=True):
            if edit.replica == last.replica:
                break
            if edit.value != last.value and not _had(journal, last, edit):
                yield EditedApart(record, name, last.value, last.reviewer, edit.value, edit.reviewer)
                break


def _had(journal: Journal, later: _Edit, earlier: _Edit) -> bool:
    """Whether the copy that made the later edit may have had the earlier one."""
    between = {"replica": later.replica, "before": earlier.clock, "until": later.clock}
    return journal.value(_JUMPED, between) is not None
