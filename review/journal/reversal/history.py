"""Undo and redo: which event is meant, and what is reversed with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from threading import Event as StopEvent

from review.acts import KINDS, Act, Decide, Import, Redo, TheoryAct, Undo, Unread
from review.domain.canonical import canonical
from review.errors import JournalError
from review.journal import validity
from review.journal.event import Event
from review.journal.journal import Journal
from review.journal.reversal.dependants import STANDING, dependants
from review.journal.steps import in_steps

_OF_BATCH = """kind = 'import' AND act GLOB '{"batch":"*'"""
"""The condition of records that came with a coded project; nearly all imports are of reference files, and not looked at closely."""

_KINDS = ", ".join(f"'{kind}'" for kind, act in sorted(KINDS.items()) if act.undoable)
_UNDOABLE = f"(kind IN ({_KINDS}) OR {_OF_BATCH})"
_AUTOMATIC = ", ".join(f"'{kind}'" for kind, act in sorted(KINDS.items()) if act.automatic)
_OF_IMPORTERS = ", ".join(
    f"'{kind}'" for kind, act in sorted(KINDS.items()) if "imported_by" in act.__struct_fields__
)
_NEVER_UNDONE = {kind for kind, act in KINDS.items() if not act.undoable} - {"undo", "redo"}
_WANTED = (
    "(EXISTS (SELECT 1 FROM event AS later WHERE later.record = event.record AND later.kind <> 'import'"
    " AND later.kind NOT IN ('undo', 'redo')"
    " AND later.hash NOT IN (SELECT event FROM undone) AND NOT instr(later.act, substr(event.act, 2, 42)))"
    " OR EXISTS (SELECT 1 FROM merged_record WHERE kept = event.record)"
    " OR EXISTS (SELECT 1 FROM relation WHERE other = event.record))"
)
"""The condition of imported records with a document, or on which something was done that is not of the same batch."""

_NOT_STAYING = f"NOT ({_OF_BATCH} AND {_WANTED})"
_REVERSIBLE = f"{STANDING} AND {_NOT_STAYING}"
_UNDONE = f"NOT {STANDING}"


@dataclass(frozen=True, slots=True)
class Reversal:
    """An act undone or done again: the event that says so, the event meant with its act, and what later depends on it.

    `count` is the number of acts: those of a batch are reversed together; `event` is the last reversal, `of` the first act.
    `staying` counts the records of a coded project that stay, with their documents or what was done on them.
    `unsettled` counts the settlements that no longer count, because fewer have decided than the stage needs.
    """

    event: Event
    of: Event
    act: Act
    depends: tuple[str, ...] = ()
    count: int = 1
    unsettled: int = 0
    staying: int = 0


def undoable(journal: Journal, reviewer: str) -> tuple[Event, Act] | None:
    """The reviewer's last standing act that can be undone: the one that `undo` reverses."""
    # A damaged act cannot be undone; acts before it can.
    last = journal.events(
        f"reviewer = ? AND {_UNDOABLE} AND {_REVERSIBLE}",
        (reviewer,),
        order="clock DESC, hash DESC LIMIT 20",
    )
    own = next(((event, act) for event in last if (act := _act_of(event)) and act.can_be_undone), None)
    return _in_others_names(journal, reviewer, own[0] if own else None) or own


def passed_over(journal: Journal, reviewer: str) -> Event | None:
    """The reviewer's last act if it cannot be undone (an import, a reading), so that `undo` would reverse an older one."""
    own = f"reviewer = ? AND kind NOT IN ({_AUTOMATIC})"
    last = journal.events(own, (reviewer,), order="clock DESC, hash DESC LIMIT 1")
    found = next((event for event in last if event.kind in _NEVER_UNDONE and not _is_of_batch(event)), None)
    return None if found is None or _in_others_names(journal, reviewer, found) else found


def _in_others_names(journal: Journal, reviewer: str, own: Event | None) -> tuple[Event, Act] | None:
    """The last act since an own one that the reviewer imported in another's name: an import may have stored nothing else."""
    # Looked for by kind and arrival, which have an index: this is asked at each decision.
    since = "sequence > ifnull((SELECT sequence FROM event WHERE hash = ?), 0) AND clock > ?"
    found = journal.events(
        f"kind IN ({_OF_IMPORTERS}) AND {since} AND instr(act, ?) AND {STANDING}",
        (own.hash if own else "", own.clock if own else 0, _in_the_name_of(reviewer)),
        order="clock DESC, hash DESC LIMIT 1",
    )
    read = ((event, act) for event in found if (act := _act_of(event)))
    return next((one for one in read if one[1].of_importer == reviewer), None)


def size_of_import(journal: Journal, last: Event, act: Import) -> int:
    """The number of records that an import of a file stored, of which `last` is the last one."""
    of_file = "reviewer = :reviewer AND instr(act, :path)"
    sql = (
        "SELECT count(*) FROM event WHERE kind = 'import' AND sequence > ifnull((SELECT sequence FROM event"
        f" WHERE kind = 'import' AND sequence < :last AND NOT ({of_file}) ORDER BY sequence DESC LIMIT 1), 0)"
        f" AND sequence <= :last AND {of_file}"
    )
    given = {"reviewer": last.reviewer, "path": f'"path":{canonical(act.path)}'}
    at = journal.value("SELECT sequence FROM event WHERE hash = ?", (last.hash,))
    return int(journal.value(sql, {**given, "last": at}))


def undo(journal: Journal, reviewer: str, stop: StopEvent | None = None) -> Reversal:
    """Reverse the reviewer's last standing act (decision, coding, memo, theory act …) with a compensating event.

    `stop` ends the reversal of a batch between two acts; the next one goes on with the rest.

    Raises:
        JournalError: there is nothing to undo, or a file that another reviewer applied later has the change in it.
    """
    # What cannot be written now is not looked for either; a batch is read without keeping others waiting.
    with journal.transaction():
        of = undoable(journal, reviewer)
        if of is None:
            raise JournalError(f"Nothing to undo for {reviewer}")
        _refuse_applied(journal, *of)
    batch = _batch(journal, *of, reviewer, _REVERSIBLE)[::-1]
    depends = tuple(dependants(journal, batch))
    settled = {place for place in _decided(batch) if _is_settled(journal, *place)}
    events = _reverse(journal, Undo, batch, reviewer, stop)
    unsettled = sum(not _is_settled(journal, *place) for place in settled)
    left = _batch(journal, *of, reviewer, STANDING) if of[1].of_batch else ()
    staying = sum(isinstance(act, Import) for _, act in left)
    return Reversal(events[-1], *batch[-1], depends, len(events), unsettled, staying)


def _refuse_applied(journal: Journal, of: Event, act: Act) -> None:
    """Refuse to undo a change of the theory map that a file applied later carries along: nothing would change.

    Raises:
        JournalError: there is such a file.
    """
    if not isinstance(act, TheoryAct):
        return
    applied = journal.rows(
        "SELECT number, event.reviewer FROM theory_version JOIN event ON event.hash = theory_version.event"
        " WHERE kind = 'adopt' AND (clock, hash) > (?, ?) ORDER BY number DESC LIMIT 1",
        (of.clock, of.hash),
    )
    for number, reviewer in applied:
        raise JournalError(
            f"the theory map that {reviewer} applied in v{number} has your last change in it; that must be undone first"
        )


def redoable(journal: Journal, reviewer: str) -> tuple[Event, Act] | None:
    """What the reviewer undid last, if nothing new was done since: the act that `redo` does again."""
    fresh = journal.value(
        f"SELECT ifnull(max(clock), 0) FROM event WHERE reviewer = ? AND {_UNDOABLE} AND {STANDING}",
        (reviewer,),
    )
    # Redone acts keep their own clock: only what was done for the first time since an undo forbids a redo.
    undone = journal.events(
        "hash = (SELECT undone.event FROM undone JOIN event ON event.hash = undone.event"
        " WHERE undone.reviewer = ? AND (event.reviewer = ? OR instr(event.act, ?)) AND undone.clock > ?"
        " ORDER BY undone.clock DESC LIMIT 1)",
        (reviewer, reviewer, _in_the_name_of(reviewer), fresh),
    )
    return next(((event, act) for event in undone if (act := _act_of(event))), None)


def redo(journal: Journal, reviewer: str, stop: StopEvent | None = None) -> Reversal:
    """Do again what the reviewer undid last, if nothing new was done since; `stop` as for `undo`.

    Raises:
        JournalError: there is nothing to redo.
    """
    with journal.transaction():
        of = redoable(journal, reviewer)
    if of is None:
        raise JournalError(f"Nothing to redo for {reviewer}")
    batch = _batch(journal, *of, reviewer, _UNDONE)
    events = _reverse(journal, Redo, batch, reviewer, stop)
    # The first act of a deed is named, as when it was undone, in reverse order.
    return Reversal(events[-1], *batch[0], count=len(events))


def batch_size(journal: Journal, of: Event, act: Act, *, redo: bool = False) -> int:
    """How many acts the next undo (or redo) of this one reverses, itself included: a stopped one has reversed some before."""
    if not act.of_batch:
        return 1
    sql = f"SELECT count(*) FROM event WHERE {_TOGETHER} AND {_UNDONE if redo else _REVERSIBLE}"
    return int(journal.value(sql, _together(act.of_importer or of.reviewer, of.kind, act.of_batch)))


def parts(journal: Journal, of: Event, act: Act) -> list[Act]:
    """The acts of the deed that an act is part of, oldest first, undone or not; mostly this one alone.

    Imported records that stay when it is undone are not among them.
    """
    return [one for _, one in _batch(journal, of, act, act.of_importer or of.reviewer, _NOT_STAYING)]


def _batch(journal: Journal, of: Event, act: Act, reviewer: str, where: str) -> list[tuple[Event, Act]]:
    """The acts to reverse together with this one, oldest first; mostly this one alone."""
    if not act.of_batch:
        return [(of, act)]
    events = journal.events(f"{_TOGETHER} AND {where}", _together(reviewer, of.kind, act.of_batch))
    read = ((event, _act_of(event)) for event in events)
    return [
        (event, one)
        for event, one in read
        if one and one.of_batch == act.of_batch and reviewer in (event.reviewer, one.of_importer)
    ]


_TOGETHER = (
    "(reviewer = ? OR instr(act, ?)) AND kind IN (SELECT value FROM json_each(?))"
    f" AND (kind <> 'import' OR {_OF_BATCH}) AND instr(act, ?)"
)
"""The condition of acts that may be of one batch: its reviewer or importer, the kinds that it may have, and its name."""


def _together(reviewer: str, kind: str, batch: str) -> tuple[str, str, str, str]:
    """The parameters of `_TOGETHER`."""
    return reviewer, _in_the_name_of(reviewer), _kinds_with(kind), batch


def _in_the_name_of(importer: str) -> str:
    """What the JSON of acts has that somebody imported in the name of another."""
    return f'"imported_by":{json.dumps(importer)}'


@cache
def _kinds_with(kind: str) -> str:
    """The kinds of acts that may be parts of one deed with this kind, as a JSON list; mostly this one alone."""
    deed = KINDS[kind].deed
    return json.dumps([other for other, act in KINDS.items() if act.deed == deed] if deed else [kind])


def _decided(batch: Sequence[tuple[Event, Act]]) -> set[tuple[str, str]]:
    """The records and stages that acts decide on."""
    return {(act.record, act.stage) for _, act in batch if isinstance(act, Decide)}


def _is_settled(journal: Journal, record: str, stage: str) -> bool:
    """Whether a settlement counts there: one stands, and as many have decided as the stage needs."""
    counts = "SELECT 1 FROM settlement JOIN outcome USING (record, stage) WHERE record = ? AND stage = ?"
    return journal.value(counts, (record, stage)) is not None


def _is_of_batch(event: Event) -> bool:
    act = _act_of(event)
    return act is not None and act.can_be_undone


def _act_of(event: Event) -> Act | None:
    """An event's act by its type, or None where it is damaged."""
    act = validity.checked(None if event.unreadable else event.act, kept=True)
    return None if isinstance(act, Unread) else act


def _reverse(
    journal: Journal,
    reversal: type[Undo | Redo],
    batch: Sequence[tuple[Event, Act]],
    reviewer: str,
    stop: StopEvent | None,
) -> list[Event]:
    """Reverse acts in short steps, so that others can write meanwhile, except those that another program has reversed.

    Raises:
        JournalError: nothing is left to reverse, it was stopped before the first, or it cannot be written.
    """
    events: list[Event] = []
    waiting = takewhile(lambda _: stop is None or not stop.is_set(), batch)

    def reverse(one: tuple[Event, Act]) -> None:
        of, act = one
        is_undone = journal.value("SELECT 1 FROM undone WHERE event = ?", (of.hash,)) is not None
        if is_undone == (reversal is Redo):
            events.append(journal.append(reviewer, reversal.of(act, of.hash, of.reviewer)))

    in_steps(journal, waiting, reverse)
    if not events and stop and stop.is_set():
        raise JournalError(f"stopped; nothing was {'redone' if reversal is Redo else 'undone'}")
    if not events:
        raise JournalError(f"Nothing to {'redo' if reversal is Redo else 'undo'} for {reviewer}")
    return events
