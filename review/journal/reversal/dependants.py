"""What later acts rest on acts that are undone: it is kept, and counted for the line about the undo."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from review.acts import Act, AddElement, Adopt, Decide, NewCmoc, TheoryAct
from review.domain import DecisionKind
from review.journal import validity
from review.journal.event import Event
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.visibility import CODING_CODES, CODINGS, COMMENTS, MEMOS, may_see
from review.theory_map.parts import parts_by_code

STANDING = "hash NOT IN (SELECT event FROM undone)"
"""The condition of events that are not undone."""


_NO_CHANGES = "'undo', 'redo', 'reanchor', 'ingest', 'reread'"
"""The kinds of events that do not change what they are about: no act rests on an earlier one because of them."""


def dependants(journal: Journal, acts: Sequence[tuple[Event, Act]]) -> Iterator[str]:
    """What later acts rest on these, a phrase each."""
    found: Counter[tuple[str, str]] = Counter()
    reversed_too = frozenset(of.hash for of, _ in acts)
    for of, act in acts:
        found.update(_resting_on(journal, of, act, reversed_too))
        found.update(_parts_of_configuration(journal, of, act, reversed_too))
    return (_count(number, *phrases) for phrases, number in found.items() if number)


def _resting_on(
    journal: Journal, of: Event, act: Act, reversed_too: AbstractSet[str]
) -> dict[tuple[str, str], int]:
    """How many later acts rest on this one, by what they are called; those reversed with it are not counted."""
    changes = _later_changes(journal, of, act) - reversed_too
    memos = journal.rows(f"SELECT memo FROM {MEMOS} AS memo WHERE target = ?", (of.hash,))
    found = {
        ("later change to the same thing", "later changes to the same thing"): sum(
            may_see(journal, change) for change in changes
        ),
        ("memo on it", "memos on it"): len({one for (one,) in memos} - reversed_too),
        ("comment on it", "comments on it"): journal.value(
            f"SELECT count(*) FROM {COMMENTS} AS comment WHERE target = ?", (of.hash,)
        ),
        ("facet of it", "facets of it"): journal.value(
            "SELECT count(DISTINCT facet) FROM facet WHERE target = ?", (of.hash,)
        ),
    }
    if isinstance(act, TheoryAct):
        under = _coded_since(journal, of, act) - reversed_too
        found["coding made under it", "codings made under it"] = len(under)
        verdicts = journal.value("SELECT count(*) FROM verdict WHERE theory_event = ?", (of.hash,))
        found["verdict given under it", "verdicts given under it"] = verdicts
    if isinstance(act, Decide) and act.decision is DecisionKind.INCLUDE:
        there = journal.rows(f"SELECT coding FROM {CODINGS} WHERE record = ?", (act.record,))
        found["coding in that record", "codings in that record"] = len(
            {one for (one,) in there} - reversed_too
        )
    return found


def _later_changes(journal: Journal, of: Event, act: Act) -> set[str]:
    """The later events on what this one is about; of changes of the theory map those of a code that it changed.

    That a document was read changes nothing of the record.
    """
    later = journal.events(
        f"subject = ? AND clock > ? AND kind NOT IN ({_NO_CHANGES}) AND {STANDING}",
        (act.subject_in(of.hash, of.reviewer), of.clock),
    )
    if isinstance(act, TheoryAct):
        changed = _codes_changed(act)
        later = [event for event in later if changed & _codes_named(event)]
    return {event.hash for event in later}


def _coded_since(journal: Journal, of: Event, act: TheoryAct) -> set[str]:
    """The codings on which a code that this act changed, or one below it, was put by somebody who knew the act."""
    codes = {one for code in _codes_changed(act) for one in (code, *theory.codes_under(journal, code))}
    rows = journal.rows(
        f"SELECT coding FROM {CODING_CODES} AS coded_since JOIN event ON event.hash = coded_since.theory_event"
        " WHERE (event.clock, event.hash) >= (?, ?) AND code IN (SELECT value FROM json_each(?))",
        (of.clock, of.hash, json.dumps(sorted(codes))),
    )
    return {coding for (coding,) in rows}


def _codes_changed(act: TheoryAct) -> set[str]:
    """The codes that an act on the theory map changed; of an applied file those that differ from the map before."""
    if not isinstance(act, Adopt):
        return set(act.about_codes)
    before, after = (parts_by_code(json.loads(text or "{}")) for text in (act.made_from, act.map))
    return {code for code in {*before, *after} if before.get(code) != after.get(code)}


def _codes_named(event: Event) -> set[str]:
    """The codes that a change of the theory map is about, and the one under which it puts something."""
    act = validity.checked(event.act, kept=True)
    if not isinstance(act, TheoryAct):
        return set()
    above = (getattr(act, "theory", ""), getattr(act, "under", ""))
    return {*act.about_codes, *filter(None, above)}


def _parts_of_configuration(
    journal: Journal, of: Event, act: Act, reversed_too: AbstractSet[str]
) -> dict[tuple[str, str], int]:
    """How many fragments and elements are in a configuration or element; those reversed with it are not counted."""
    elements: list[tuple[str]] = []
    fragments: list[tuple[str, str]] = []
    if isinstance(act, NewCmoc):
        elements = journal.rows("SELECT element FROM element WHERE cmoc = ?", (of.hash,))
        fragments = journal.rows("SELECT fragment, element FROM fragment WHERE cmoc = ?", (of.hash,))
    elif isinstance(act, AddElement):
        fragments = journal.rows("SELECT fragment, '' FROM fragment WHERE element = ?", (of.hash,))
    return {
        ("element in it", "elements in it"): sum(element not in reversed_too for (element,) in elements),
        ("passage in it", "passages in it"): sum(not reversed_too & set(one) for one in fragments),
    }


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
