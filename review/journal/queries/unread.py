"""Events without effect: a newer version's, those that are not valid, those about unknown records."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain import UnreadEvent
from review.journal import validity
from review.journal.event import UNREAD
from review.journal.journal import OF_RECORD, Journal


def unread_events(journal: Journal) -> Sequence[UnreadEvent]:
    """All of them, in the journal's order; `reason` is empty for those of a newer version."""
    found = []
    for event in journal.events("subject >= ? AND subject < ?", (f"{UNREAD}:", f"{UNREAD};")):
        why = event.unread
        # If this version understands it, somebody changed its subject: verify reports that.
        found.append(
            UnreadEvent(event.hash, why.kind, why.reason)
            if why
            else UnreadEvent(event.hash, event.kind, _STALE)
        )
    return found + _about_no_record(journal)


_STALE = "an act that is not in the tables"


def _about_no_record(journal: Journal) -> list[UnreadEvent]:
    """Acts on unknown records: a copy was merged in part, or the act is wrong."""
    unknown = journal.rows(
        "SELECT id FROM (SELECT record AS id FROM event WHERE record <> '' AND kind <> 'import'"
        " UNION ALL SELECT substr(subject, 8) FROM event WHERE subject >= 'record:' AND subject < 'record;')"
        " WHERE id NOT IN (SELECT record FROM record) AND id NOT IN (SELECT record FROM merged_record) GROUP BY id"
    )
    found = []
    for (record,) in unknown:
        events = journal.events(OF_RECORD, {"record": record})
        taken_back = any(event.kind == "import" and event.undone for event in events)
        which = "a record whose import was undone" if taken_back else "an unknown record"
        found += [
            (event.clock, UnreadEvent(event.hash, event.kind, f"{validity.named(event.kind)} about {which}"))
            for event in events
            if not (event.unread or (taken_back and (event.undone or event.kind in ("undo", "redo"))))
        ]
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].event))]
