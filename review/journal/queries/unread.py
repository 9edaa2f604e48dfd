"""The events that are kept and not shown: a newer version's, those that are not valid, those about no record of the review."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain import UnreadEvent
from review.journal import validity
from review.journal.event import UNREAD
from review.journal.journal import Journal


def unread_events(journal: Journal) -> Sequence[UnreadEvent]:
    """All of them, in the journal's order; `reason` is empty for those of a newer version."""
    found = []
    for event in journal.events("subject >= ? AND subject < ?", (f"{UNREAD}:", f"{UNREAD};")):
        why = event.unread
        # An event that this version understands and still has that subject was written to from outside: verify says so.
        found.append(
            UnreadEvent(event.hash, why.kind, why.reason)
            if why
            else UnreadEvent(event.hash, event.kind, _STALE)
        )
    return found + _about_no_record(journal)


_STALE = "an act that is not in the tables"


def _about_no_record(journal: Journal) -> list[UnreadEvent]:
    """Acts on records that no event brings in: a copy was merged in part, or an act names something else."""
    unknown = (
        "SELECT record FROM (SELECT DISTINCT record FROM event WHERE record <> '') WHERE record NOT IN"
        " (SELECT record FROM record) AND record NOT IN (SELECT record FROM merged_record)"
    )
    return [
        UnreadEvent(
            event.hash, event.kind, f"{validity.named(event.kind)} about a record that no event brings in"
        )
        for event in journal.events(f"record IN ({unknown})")
        if not event.unread
    ]
