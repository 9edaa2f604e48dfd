"""Undo and redo: which event is meant, and what depends on it."""

from __future__ import annotations

from dataclasses import dataclass

from review.acts import KINDS, Act, Decide, Redo, TheoryAct, Undo, Unread
from review.domain import DecisionKind
from review.errors import JournalError
from review.journal import validity
from review.journal.event import Event
from review.journal.journal import Journal

_UNDOABLE = ", ".join(f"'{kind}'" for kind, act in sorted(KINDS.items()) if act.undoable)


@dataclass(frozen=True, slots=True)
class Reversal:
    """An act undone or done again: the event that says so, the event meant, and what later depends on that one."""

    event: Event
    of: Event
    depends: tuple[str, ...] = ()


def undo(journal: Journal, reviewer: str) -> Reversal:
    """Reverse the reviewer's last standing act (decision, coding, memo, theory act …) with a compensating event.

    Raises:
        JournalError: there is nothing to undo.
    """
    with journal.transaction():
        # A damaged act cannot be undone; acts before it can.
        last = journal.events(
            f"reviewer = ? AND kind IN ({_UNDOABLE}) AND hash NOT IN (SELECT event FROM undone)",
            (reviewer,),
            order="clock DESC, hash DESC LIMIT 20",
        )
        of = next(((event, act) for event in last if (act := _act_of(event))), None)
        if of is None:
            raise JournalError(f"Nothing to undo for {reviewer}")
        depends = tuple(_dependants(journal, *of))
        return Reversal(_reverse(journal, Undo, *of, reviewer), of[0], depends)


def redo(journal: Journal, reviewer: str) -> Reversal:
    """Do again what the reviewer undid last, if nothing new was done since.

    Raises:
        JournalError: there is nothing to redo.
    """
    with journal.transaction():
        fresh = journal.value(
            f"SELECT ifnull(max(clock), 0) FROM event WHERE reviewer = ? AND kind IN ({_UNDOABLE})"
            " AND hash NOT IN (SELECT event FROM undone)",
            (reviewer,),
        )
        # Redone acts keep their own clock: only what was done for the first time since an undo forbids a redo.
        undone = journal.events(
            "hash = (SELECT undone.event FROM undone JOIN event ON event.hash = undone.event"
            " WHERE undone.reviewer = ? AND event.reviewer = ? AND undone.clock > ? ORDER BY undone.clock DESC LIMIT 1)",
            (reviewer, reviewer, fresh),
        )
        of = next(((event, act) for event in undone if (act := _act_of(event))), None)
        if of is None:
            raise JournalError(f"Nothing to redo for {reviewer}")
        return Reversal(_reverse(journal, Redo, *of, reviewer), of[0])


def _act_of(event: Event) -> Act | None:
    """An event's act by its type, or None where it is damaged."""
    act = validity.checked(None if event.unreadable else event.act, kept=True)
    return None if isinstance(act, Unread) else act


def _reverse(journal: Journal, reversal: type[Undo | Redo], of: Event, act: Act, reviewer: str) -> Event:
    return journal.append(reviewer, reversal.of(act, of.hash, of.reviewer))


def _dependants(journal: Journal, of: Event, act: Act) -> list[str]:
    """What later acts rest on this one, a phrase each."""
    phrases = []
    subject = act.subject_in(of.hash, of.reviewer)
    later = journal.value(
        "SELECT count(*) FROM event WHERE subject = ? AND clock > ? AND kind NOT IN ('undo', 'redo', 'reanchor') AND hash NOT IN (SELECT event FROM undone)",
        (subject, of.clock),
    )
    if later:
        phrases.append(_count(later, "later change to the same thing", "later changes to the same thing"))
    memos = journal.value("SELECT count(*) FROM memo WHERE target = ?", (of.hash,))
    if memos:
        phrases.append(_count(memos, "memo on it", "memos on it"))
    if isinstance(act, TheoryAct):
        codings = journal.value("SELECT count(*) FROM coding WHERE theory_event = ?", (of.hash,))
        if codings:
            phrases.append(_count(codings, "coding made under it", "codings made under it"))
    if isinstance(act, Decide) and act.decision is DecisionKind.INCLUDE:
        codings = journal.value("SELECT count(*) FROM coding WHERE record = ?", (act.record,))
        if codings:
            phrases.append(_count(codings, "coding in that record", "codings in that record"))
    return phrases


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
