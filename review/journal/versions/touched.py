"""How many codings of some codes there were at the moments of versions of the theory map."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping

from review import acts
from review.domain.theories import MAP_SUBJECT
from review.journal.journal import Journal
from review.journal.queries.visibility import hidden_events

_EVENTS = (
    "SELECT hash, clock, time, reviewer, subject, CASE subject WHEN 'theory-map' THEN '' ELSE act END FROM event"
    " WHERE subject = 'theory-map' OR (subject >= 'coding:' AND subject < 'coding;' AND kind <> 'reanchor'"
    " AND hash NOT IN (SELECT value FROM json_each(?))) ORDER BY clock, hash"
)


def touched(journal: Journal, moments: Mapping[str, Collection[str]]) -> dict[str, int]:
    """The number of codings that stood just before some events, by anyone and on any record, that the viewer may see now.

    `moments` has for each event the codes, spelled as they were put on passages; a coding with several of them counts once.
    One pass over the events of codings: a version of long ago is counted as things were then.
    """
    from review.journal.projections.coding import codes_put
    from review.journal.projections.events import TypedEvent, effective

    of_subject: defaultdict[str, list[TypedEvent]] = defaultdict(list)
    put: dict[str, tuple[str, ...]] = {}
    under: defaultdict[str, set[str]] = defaultdict(set)
    found = {}
    for hash_, clock, time, reviewer, subject, stored in journal.rows(
        _EVENTS, (json.dumps(hidden_events(journal)),)
    ):
        if subject == MAP_SUBJECT:
            if hash_ in moments:
                found[hash_] = len(set().union(*(under[code] for code in moments[hash_])))
            continue
        act = acts.read(stored)
        if isinstance(act, acts.Unread):
            continue
        of_subject[subject].append(TypedEvent(hash_, clock, time, reviewer, act))
        standing, _ = effective(of_subject[subject])
        for code in put.get(subject, ()):
            under[code].discard(subject)
        put[subject] = codes_put(standing)
        for code in put[subject]:
            under[code].add(subject)
    return found
