"""Undo and redo: which event is meant, and what depends on it."""

from __future__ import annotations

from dataclasses import dataclass

from review.acts import KINDS, Redo, Undo
from review.errors import JournalError
from review.journal.event import Event, subject_of
from review.journal.journal import Journal

_UNDOABLE = ", ".join(f"'{kind}'" for kind, act in sorted(KINDS.items()) if act.undoable)


@dataclass(frozen=True, slots=True)
class Reversal:
    """An act taken back or done again: the event that says so, the event meant, and what later depends on that one."""

    event: Event
    of: Event
    depends: tuple[str, ...] = ()


def undo(journal: Journal, reviewer: str) -> Reversal:
    """Take back the reviewer's last standing act (decision, coding, memo, theory act …) with a compensating event.

    Raises:
        JournalError: there is nothing to undo.
    """
    with journal.transaction():
        of = _last(
            journal,
            f"reviewer = ? AND kind IN ({_UNDOABLE}) AND hash NOT IN (SELECT event FROM undone)",
            reviewer,
        )
        if of is None:
            raise JournalError(f"nothing of {reviewer}'s to undo")
        depends = tuple(_dependants(journal, of))
        return Reversal(_reverse(journal, Undo, of, reviewer), of, depends)


def redo(journal: Journal, reviewer: str) -> Reversal:
    """Do again what the reviewer undid last, where nothing new was done since.

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
        hash = journal.value(  # noqa: A001 - the event's own word
            "SELECT undone.event FROM undone JOIN event ON event.hash = undone.event"
            " WHERE undone.reviewer = ? AND event.reviewer = ? AND undone.clock > ? ORDER BY undone.clock DESC LIMIT 1",
            (reviewer, reviewer, fresh),
        )
        if hash is None:
            raise JournalError(f"nothing of {reviewer}'s to redo")
        of = journal.events("hash = ?", (hash,))[0]
        return Reversal(_reverse(journal, Redo, of, reviewer), of)


def _last(journal: Journal, where: str, reviewer: str) -> Event | None:
    found = journal.events(where, (reviewer,), order="clock DESC, hash DESC LIMIT 20")
    # An act that was damaged since it was written cannot be undone; what lies before it can.
    return next((event for event in found if not event.unread), None)


def _reverse(journal: Journal, reversal: type[Undo | Redo], of: Event, reviewer: str) -> Event:
    subject, record = subject_of(of.hash, of.reviewer, of.act), of.act.get("record", "")
    return journal.append(reviewer, reversal(event=of.hash, subject=subject, record=record))


def _dependants(journal: Journal, of: Event) -> list[str]:
    """What later acts rest on this one, a phrase each."""
    phrases = []
    later = journal.value(
        "SELECT count(*) FROM event WHERE subject = ? AND clock > ? AND kind NOT IN ('undo', 'redo', 'reanchor') AND hash NOT IN (SELECT event FROM undone)",
        (subject_of(of.hash, of.reviewer, of.act), of.clock),
    )
    if later:
        phrases.append(_count(later, "later change to the same thing", "later changes to the same thing"))
    memos = journal.value("SELECT count(*) FROM memo WHERE target = ?", (of.hash,))
    if memos:
        phrases.append(_count(memos, "memo on it", "memos on it"))
    if subject_of(of.hash, of.reviewer, of.act) == "theory-map":
        codings = journal.value("SELECT count(*) FROM coding WHERE theory_event = ?", (of.hash,))
        if codings:
            phrases.append(_count(codings, "coding made under it", "codings made under it"))
    if of.kind == "decide" and of.act["decision"] == "include":
        codings = journal.value("SELECT count(*) FROM coding WHERE record = ?", (of.act["record"],))
        if codings:
            phrases.append(_count(codings, "coding in that record", "codings in that record"))
    return phrases


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
